"""Which pages are asked for, by whom, and what each of them prints and reads."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from coop.activities.models import Activity
from coop.core import audience
from coop.core.scope import everything
from coop.extensions import db
from coop.library.models import Entry
from tests.bench.pages.population import Size, parties_of, secretary_of
from tests.budget import statements
from tests.cast import sign_in

#: One in four hundred entries is about this unit, one in twelve of those on this theme; and what hardly anything says.
SOUGHT, RARE = "临江供电 安全生产", "石门航运 技能比武 廉洁教育"


@dataclass(frozen=True)
class Page:
    """``few`` is the same page where it has few rows; ``table`` is what the floor reads."""

    name: str
    path: str
    few: str
    table: str


def pages(size: Size) -> list[Page]:
    """The seven, with numbers of things that the reader sees."""
    few = size.partnerships
    return [
        Page("desk", "/", "/", "activity"),
        Page("partnership", "/partnerships/1", f"/partnerships/{few}", "party"),
        Page("activities", "/activities", "/activities", "activity"),
        Page("activity", f"/activities/{activity_of(1)}", f"/activities/{activity_of(few)}", "party"),
        Page("entry", f"/library/{entry_seen()}", f"/library/{entry_seen()}", "entry"),
        Page("channel", "/channels/1", f"/channels/{few}", "message"),
        Page("search", f"/search?q={quote(SOUGHT)}", f"/search?q={quote(RARE)}", "entry"),
    ]


def activity_of(pact: int) -> int:
    with everything("choosing a page", quiet=True):
        coming = select(Activity.id).where(Activity.partnership_id == pact, Activity.state == "scheduled")
        return db.session().scalars(coming.limit(1)).one()


def entry_seen() -> int:
    with everything("choosing a page", quiet=True):
        cases = select(Entry.id).where(Entry.audience == audience.NETWORK, Entry.kind == "case", Entry.branch_id > 2)
        return db.session().scalars(cases.limit(1)).one()


@dataclass(frozen=True)
class Cookies:
    """The signed-in secretary of the busy branch, one with a partnership or two, and one of each unit."""

    busy: str
    quiet: str
    many: list[str]

    def of(self, page: Page) -> list[str]:
        """Nobody may search more than twice a second for long, so that many people do it."""
        return self.many if page.name == "search" else [self.busy]


def cookies(app: Flask, size: Size) -> Cookies:
    quiet = secretary_of(parties_of(size, size.partnerships)[0])
    many = [sign_in(app, secretary_of(2 + 10 * unit)) for unit in range(size.units)]
    return Cookies(sign_in(app, secretary_of(2)), sign_in(app, quiet), many)


@dataclass(frozen=True)
class Printed:
    """What one page costs the database and the line, and how many rows it is made of."""

    statements: int
    bytes: int
    rows: int


def printed(app: Flask, path: str, cookie: str) -> Printed:
    """Asked three times: what is kept for the next request is kept by then."""
    client = FlaskClient(app)
    client.set_cookie(app.config["SESSION_COOKIE_NAME"], cookie)
    for _ in range(2):
        client.get(path)
    with app.app_context(), rows_read() as read, statements() as sent:
        answer = client.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path} answers {answer.status_code}")
    return Printed(len(sent), len(answer.data), sum(read[1:]))


@contextmanager
def rows_read() -> Iterator[list[int]]:
    """How many rows each statement found; the first asks who is there, which the floor does not."""
    read: list[int] = []

    def note(connection: Any, _cursor: Any, statement: str, values: Any, *_: object) -> None:
        if statement.startswith(("SELECT", "WITH")):
            read.append(len(connection.connection.dbapi_connection.execute(statement, values).fetchall()))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield read
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
