"""Every way in which one person of a random world reads: rows, queries, pages, feeds, search and the socket."""

import re
from collections.abc import Iterator
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import Signer
from sqlalchemy import select

from coop.accounts.sessions import fingerprint
from coop.activities.queries.lists import activities_between, activities_for_feed, page_of_activities
from coop.core.clock import after
from coop.core.realtime import dispatch, presence
from coop.core.realtime.presence import Presence, house
from coop.core.scope import ANONYMOUS, Scope
from coop.discussion.queries import my_channels, subjects_without_channel
from coop.extensions import db, socketio
from coop.library.queries import finding
from tests.authz.random_worlds import TABLES, token_of
from tests.authz.reference import Person

WORD = "暗号"
PAGES = (
    "/", "/library", "/channels", "/partnerships", "/partnerships/candidates", "/branches", "/notifications",
    "/activities", "/activities?show=mine", "/activities?show=proposed", "/activities?show=past", "/calendar",
    "/search?q=暗号", "/search?q=暗号e1浩", "/search/suggestions?q=暗号", "/units", "/memberships", "/me",
)  # fmt: skip
#: Shown to some of those who see the thing, refused to the others; to everybody else there is no such page.
CLOSED = ("/activities/{}/registrations", "/activities/{}/expenses", "/partnerships/{}/members")
#: The letter of a thing → the pages about it; ``{}`` is its number.
PLACES = {
    "e": ("/library/{}", "/library/{}/versions", "/library/{}/versions/1"),
    "a": ("/attachments/{}",),
    "v": ("/activities/{}", "/activities/{}.ics", "/activities/{}/history", *CLOSED[:2]),
    "c": ("/channels/{}", "/channels/{}/entries?after=0", "/channels/{}/people"),
    "p": ("/partnerships/{}", CLOSED[2], "/activities/part?partnership={}"),
    "b": ("/branches/{}",),
}


def codes(text: str) -> set[str]:
    return set(re.findall(r"暗号(\w\d+)号", text))


def rows() -> set[str]:
    """What the filter lets through of every table."""
    session = db.session()
    return {f"{letter}{number}" for letter, table in TABLES.items() for number in session.scalars(select(table.id))}


def found_by(scope: Scope, word: str = WORD) -> tuple[set[str], int]:
    """What the search finds, by the letters of its rows, and how many it says that there are."""
    letters = {"activity": "v", "branch": "b", "person": "s"}
    found = finding.search(finding.Wish(word), scope)
    return {f"{letters.get(one.kind, 'e')}{one.row.id}" for one in found.items}, found.total


def hinted(scope: Scope) -> set[str]:
    """What the box suggests while one types."""
    return codes(" ".join(finding.suggestions(WORD, scope)))


def lists(scope: Scope) -> Iterator[str]:
    """Every list of activities, channels and feeds, as their pages ask for them."""
    for show in ("upcoming", "mine", "proposed", "past"):
        yield from (one.title for one in page_of_activities(scope, show=show).items)
    yield from (one.title for one in activities_for_feed(scope))
    yield from (one.title for one in activities_between(scope, after(days=-30), after(days=30), of="all"))
    yield from (one.channel.title + one.channel.last_line for one in my_channels(scope))
    yield from (one.name for one in subjects_without_channel(scope))


class Desk:
    """A person's browser, calendar program and socket."""

    def __init__(self, app: Flask, person: Person, told: list[tuple[str, str]]) -> None:
        self.app, self.person, self.told = app, person, told
        manager = socketio.server.manager
        self.line = f"line-{person.number}"
        self.live = Presence(manager.connect(self.line, "/"), fingerprint(token_of(person)), ANONYMOUS)

    def come_in(self) -> None:
        """As the welcome does it: the person's own room, the scope of the moment."""
        assert house.doorman
        scope = house.doorman.stay(self.live.mark)
        assert scope
        self.live.scope = scope
        assert presence.enter(self.live)
        presence.join(self.live, f"user:{self.person.number}")

    def browser(self) -> FlaskClient:
        client = self.app.test_client()
        cookie = Signer(self.app.secret_key or "", salt="visit").sign(token_of(self.person)).decode()
        client.set_cookie(self.app.config["SESSION_COOKIE_NAME"], cookie)
        return client

    def feed(self) -> str:
        """What the secret address tells a calendar program."""
        return self.app.test_client().get(f"/calendar/feed/{token_of(self.person)}.ics").text

    def ask(self, event: str, **given: Any) -> dict[str, Any]:
        house.buckets.clear()
        return dispatch.receive(self.app, event, self.live.sid, given)

    @property
    def heard(self) -> set[str]:
        """Every code in a packet that went out on this person's line."""
        return codes(" ".join(text for line, text in self.told if line == self.line))
