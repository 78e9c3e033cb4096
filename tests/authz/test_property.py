"""T-03: in a world made at random, every reader finds exactly what a model of a hundred lines lets them find.

In each world people come in, the index is fed, sockets join what they may; then something ends, narrows or is
suspended; then everybody reads in every way. A short run by default; ``COOP_EXAMPLES=5000`` makes it long.
"""

import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from coop import create_app
from coop.accounts import identity
from coop.activities.events import ActivityScheduled
from coop.activities.models import Activity
from coop.core import database
from coop.core.actions import transaction
from coop.core.events import record
from coop.core.outbox import drain
from coop.core.realtime.presence import house
from coop.core.realtime.watch import look_round
from coop.core.scope import entering, everything, scope_of
from coop.discussion.sockets import Counts, Heads
from coop.extensions import db, files, socketio
from coop.library import feeding
from coop.library.models import Entry
from coop.library.opening import open_to
from coop.library.queries import texts
from coop.library.search import store
from coop.library.views.searching import pace
from coop.notifications.models import Notification
from coop.partnerships.models import Party
from coop.units.models import Membership, Unit
from tests.authz import readers
from tests.authz.random_worlds import World, worlds, write
from tests.authz.readers import CLOSED, PAGES, PLACES, Desk, codes
from tests.conftest import Browser, settings_for

EXAMPLES = int(os.environ.get("COOP_EXAMPLES", "25"))
SAID = "z1"
PHASES = (Phase.generate,)  # a world is small enough to read; making it smaller takes minutes


class Stage:
    """One application in which world follows world; what went out on the sockets' lines is written down."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.told: list[tuple[str, str]] = []
        with app.app_context():
            self.stored = files.put(BytesIO("暗号".encode()))
            self.tables = [table for table in reversed(db.metadata.sorted_tables) if table.name != "alembic_version"]

    def set(self, world: World) -> list[Desk]:
        """The world's rows, its people at their desks, and an index that knows all of it."""
        self.empty()
        db.session.remove()
        with db.engine.begin() as connection:
            for table in self.tables:
                connection.execute(delete(table))
            write(world, connection, self.stored)
        feeding.rebuild_index()
        desks = [Desk(self.app, person, self.told) for person in world.model.people]
        for desk in desks:
            desk.come_in()
        return desks

    def empty(self) -> None:
        """What the process keeps of a world that is gone."""
        for kept in (identity.kept, house.present, house.buckets, Counts.known, pace._left, socketio.server.manager.rooms):
            kept.clear()
        texts.forget()
        self.told.clear()
        Heads.due = 0.0


@pytest.fixture(scope="module")
def stage(blank_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Nothing here survives a power cut: what this proves is no promise of the disk."""
    folder, patch = tmp_path_factory.mktemp("random"), pytest.MonkeyPatch()
    (folder / "coop.sqlite3").write_bytes(blank_database.read_bytes())
    patch.setattr(store, "_sync", lambda path: None)
    patch.setattr(database, "PRAGMAS", (*database.PRAGMAS, "PRAGMA synchronous=OFF"))
    app = create_app(settings_for(folder))
    app.test_client_class = Browser
    made = Stage(app)
    patch.setattr(socketio.server, "_send_eio_packet", lambda line, packet: made.told.append((line, str(packet.data))))
    yield made
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    patch.undo()
    made.empty()


def change(world: World) -> None:
    """What the drawn change does to the rows and, in the same words, to the model."""
    kind, which = world.change
    model = world.model
    if kind == "end" and world.seats:
        place = which % len(world.seats)
        world.seats[place][1].is_active = False
        _row(Membership, place + 1).state = "ended"
    parties = [(pact, branch) for pact in model.pacts.values() for branch in pact.parties]
    if kind == "leave" and parties:
        place = which % len(parties)
        pact, branch = parties[place]
        if pact.parties[branch] == "joined":
            pact.parties[branch] = _row(Party, place + 1).state = "left"
    entry = model.entries[which % len(model.entries)]
    if kind == "narrow" and entry.state == "published":
        entry.audiences = {f"branch:{entry.branch}"}
        open_to(_row(Entry, entry.number), sorted(entry.audiences))
    if kind == "suspend":
        model.suspended.add(1)
        _row(Unit, 1).state = "suspended"
    db.session.commit()


def _row(table: Any, number: int) -> Any:
    return db.session().get(table, number)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None, phases=PHASES)
@given(world=worlds(), which=st.integers(0, 99))
def test_every_reader_finds_what_the_model_allows_and_nothing_else(stage: Stage, world: World, which: int):
    with stage.app.app_context():
        desks = stage.set(world)
        join_channels(world, desks)
        tell_members(world)
        with everything("the world moves on", quiet=True):
            change(world)
        look_round()
        stage.told.clear()
    for desk in desks:
        with stage.app.app_context():
            check_rows(world, desk)
    with stage.app.app_context():
        speak(world, desks, which)
    check_passer_by(world, stage.app)
    visitor = desks[which // 5 % len(desks)]
    check_pages(world, visitor, which)


def join_channels(world: World, desks: list[Desk]) -> None:
    """Each asks for every channel at once, and one by one for those that are not theirs; then hears what is new."""
    for desk in desks:
        allowed = world.allowed(desk.person)
        answer = desk.ask("sync", cursors={str(number): 0 for number in world.channels})
        assert {f"c{number}" for number in answer["channels"]} == {code for code in allowed if code[0] == "c"}
        assert codes(str(answer)) <= allowed
        for number in world.channels:
            if f"c{number}" not in allowed:
                assert desk.ask("join", channel=number)["status"] == 404
                break
    look_round()
    for desk in desks:
        assert desk.heard <= world.allowed(desk.person)


def tell_members(world: World) -> None:
    """Whoever is told of an activity may open it; the word of it goes into the index by the same way as in the house."""
    with everything("dates stand", quiet=True), transaction():
        for plan in (plan for plan in world.model.plans if plan.is_scheduled):
            hosts = [host for host, said in plan.hosts.items() if said != "declined"]
            record(ActivityScheduled(plan.number, plan.pact, hosts), subject=_row(Activity, plan.number))
    drain()
    with everything("who was told", quiet=True), transaction():
        told = select(Notification).where(Notification.url.startswith("/activities/"))
        for row in db.session().scalars(told).all():
            person = world.model.people[row.user_id - 1]
            assert f"v{row.url.rpartition('/')[2]}" in world.allowed(person), (person, row.url)
            db.session().delete(row)


def check_rows(world: World, desk: Desk) -> None:
    """The rooms, the filter, the lists, the search: rows exactly, titles and hints nothing beyond."""
    scope, allowed = scope_of(desk.person.number), world.allowed(desk.person)
    rooms = {f"channel:{code[1:]}" for code in allowed if code[0] == "c"}
    assert desk.live.rooms <= rooms | {f"user:{desk.person.number}"}
    assert scope.audiences == world.model.circles(desk.person)
    with entering(scope):
        assert readers.rows() == allowed, desk.person
        assert codes(" ".join(readers.lists(scope))) <= allowed
        assert readers.hinted(scope) <= allowed
        found, total = readers.found_by(scope)
        assert found <= allowed
        assert total <= len(allowed)


def speak(world: World, desks: list[Desk], which: int) -> None:
    """A word said by somebody reaches whoever may hear it and nobody else, whatever they had joined before."""
    speaker, number = desks[which % len(desks)], which % len(world.channels) + 1
    answer = speaker.ask("post", channel=number, client_id=f"{which:08d}-0000-4000-8000-000000000000", text=f"暗号{SAID}号")
    assert answer["ok"] <= (f"c{number}" in world.allowed(speaker.person))
    look_round()
    for desk in desks:
        if f"c{number}" not in world.allowed(desk.person):
            assert SAID not in desk.heard


def check_passer_by(world: World, app: Flask) -> None:
    """Somebody without an account opens what is public and its file, and is led to the door from everything else."""
    client = app.test_client()
    opened = {f"e{entry.number}" for entry in world.model.entries if world.model.opens(entry)}
    for code in world.audiences():
        for place in PLACES.get(code[0], ()):
            with client.get(place.format(code[1:])) as answer:
                is_open = place in ("/library/{}", "/attachments/{}") and f"e{code[1:]}" in opened
                assert answer.status_code in ((200,) if is_open else (303, 404)), (place, code, answer.status_code)
                assert codes(answer.text) <= {f"e{code[1:]}", f"a{code[1:]}"}, (place, code)


def check_pages(world: World, desk: Desk, which: int) -> None:
    """Lists, things by their numbers, their parts and files: 200 where the model allows it, else 404. A fifth of them in
    each world, since they take most of the time; no page shows a word beyond what the reader may know."""
    client, allowed, named = desk.browser(), world.allowed(desk.person), world.named(desk.person) | {SAID}
    assert codes(desk.feed()) <= named
    about = [(place, code) for code in world.audiences() for place in PLACES.get(code[0], ())]
    for place, code in [*((page, "") for page in PAGES), *about][which % 5 :: 5]:
        with client.get(place.format(code[1:])) as answer:
            is_there = answer.status_code in ((200, 303, 403) if not code else (200, 403) if place in CLOSED else (200,))
            assert is_there == (not code or code in allowed), (desk.person, place, code, answer.status_code)
            assert codes(answer.text) <= named, (place, code)
