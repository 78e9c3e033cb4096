"""W-01: looking changes nothing. Before and after everybody has read an address the whole database is dumped and compared.

Nothing is left out. By design only one thing is written on a GET, which no visit of this test is old enough for: when a
visit was last seen, at most once in five minutes (tests/accounts/test_sessions.py).
"""

import re
import sqlite3
from datetime import timedelta

import pytest

from coop.accounts.models import INVITATION, PersonalLink
from coop.accounts.slips import code_digest, token_digest
from coop.core.clock import now
from coop.core.scope import everything
from coop.extensions import db
from tests import factories as make
from tests.authz.house import House
from tests.authz.matrix import rows
from tests.authz.world import PEOPLE

READ = [row for row in rows() if row.route.startswith("GET ")]
TOKEN = "a link that opens an account"


def dump(house: House) -> dict[str, list[str]]:
    """Every row of every table, as text, by table."""
    with sqlite3.connect(house.file) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: [repr(row) for row in connection.execute(f'SELECT * FROM "{name}" ORDER BY rowid')] for name in names}


def moved(before: dict[str, list[str]], after: dict[str, list[str]]) -> list[str]:
    return [name for name in after if before[name] != after[name]]


@pytest.fixture
def secrets(house: House) -> list[str]:
    """Addresses that only their secret opens: a calendar of Ana's, an invitation that nobody has used."""
    page = house.ask("ana", "POST", "/calendar/feed").text
    with house.app.app_context(), everything("test", quiet=True):
        asked = make.user("应邀者", state="invited")
        link = PersonalLink(
            kind=INVITATION, user_id=asked.id, address=asked.phone, ends_at=now() + timedelta(days=1),
            token_hash=token_digest(TOKEN), code_hash=code_digest("ABCD2345"),
        )  # fmt: skip
        make.add(link)
        make.save()
        db.session.remove()
    found = re.search(r"/calendar/feed/[\w-]+\.ics", page)
    assert found
    return [found[0], f"/join/{TOKEN}"]


def test_w01_every_table_covers_its_route(house: House):
    """The addresses asked below are all there are."""
    assert {row.route for row in READ} == {route for route in house.routes() if route.startswith("GET ")}


def test_w01_reading_every_address_as_everybody_leaves_the_database_as_it_was(house: House, secrets: list[str]):
    wrote = []
    for row in READ:
        path = house.path(row.route.removeprefix("GET "), *row.words)
        before = dump(house)
        for who in PEOPLE:
            house.ask(who, "GET", path).close()
        wrote += [f"{path} wrote into {table}" for table in moved(before, dump(house))]
    assert not wrote, "\n".join(wrote)
    before = dump(house)
    assert [house.ask("anon", "GET", address).status_code for address in secrets * 2] == [200] * 4
    assert not moved(before, dump(house))
    house.restore()
