"""T-03: in a world made at random, every reader finds exactly what a model of forty lines lets them find.

A short run by default; ``COOP_EXAMPLES=5000`` makes it long.
"""

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coop import create_app
from coop.accounts import identity
from coop.core.scope import everything
from coop.core.tenancy import share
from coop.discussion.models import Channel
from coop.extensions import db
from coop.library.models import Entry, EntryVersion
from tests import factories as make
from tests.authz.reference import Member, Model, Pact
from tests.cast import sign_in
from tests.conftest import Browser, settings_for

EXAMPLES = int(os.environ.get("COOP_EXAMPLES", "12"))
ROLES = ("secretary", "clerk", "committee", "member", "guest")
LISTS = ("/", "/library", "/channels", "/partnerships", "/branches", "/notifications", "/activities", "/search?q=暗号")


@dataclass
class Made:
    """What a random world has: people with their cookies, and things with the audiences that may see them."""

    model: Model = field(default_factory=Model)
    people: list[tuple[Member, str]] = field(default_factory=list)
    entries: dict[int, set[str]] = field(default_factory=dict)
    channels: dict[int, set[str]] = field(default_factory=dict)


@pytest.fixture(scope="module")
def served(blank_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, Path, Path]]:
    folder = tmp_path_factory.mktemp("random")
    app = create_app(settings_for(folder))
    app.test_client_class = Browser
    yield app, blank_database, folder / "coop.sqlite3"
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    identity.kept.clear()


def anew(app: Flask, blank: Path, file: Path) -> None:
    """An empty house for the next example."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    for suffix in ("-wal", "-shm"):
        Path(f"{file}{suffix}").unlink(missing_ok=True)
    shutil.copy(blank, file)
    identity.kept.clear()


def build(app: Flask, data: st.DataObject) -> Made:
    made, members = Made(), []
    with app.app_context(), everything("a random world", quiet=True):
        units = [make.unit(f"单位{number}") for number in range(data.draw(st.integers(1, 3)))]
        branches = [make.branch(unit, f"支部{number}") for unit in units for number in range(data.draw(st.integers(1, 2)))]
        for branch in branches:
            role, is_active = data.draw(st.sampled_from(ROLES)), data.draw(st.integers(0, 4)) > 0
            user = make.user("某人")
            make.membership(branch, user, role, state="active" if is_active else "ended")
            members.append((Member(branch.unit_id, branch.id, role, is_active), user.id))
        for _ in range(data.draw(st.integers(0, 3)) if len(branches) > 1 else 0):
            add_pact(made, data.draw(st.permutations(branches))[: data.draw(st.integers(2, 3))], data)
        for _ in range(data.draw(st.integers(1, 4))):
            add_entry(made, data.draw(st.sampled_from(branches)), data)
        for branch in branches:
            add_channel(made, branch, "branch", branch.id, f"branch:{branch.id}")
        make.save()
    made.people = [(member, sign_in(app, user_id)) for member, user_id in members]
    return made


def add_pact(made: Made, branches: list, data: st.DataObject) -> None:
    pact = make.partnership(branches[0], name="暗号")
    pact.name = f"暗号p{pact.id}号"
    parties = [(branches[0].id, "joined")]
    for branch in branches[1:]:
        state = data.draw(st.sampled_from(("joined", "left", "invited")))
        make.party(pact, branch, state)
        parties.append((branch.id, state))
    made.model.pacts.append(Pact(pact.id, tuple(parties)))
    add_channel(made, branches[0], "partnership", pact.id, pact.audience)


def add_entry(made: Made, branch, data: st.DataObject) -> None:
    """A published one with one to three audiences."""
    choices = ["network", f"unit:{branch.unit_id}", f"branch:{branch.id}", f"officers:{branch.id}"]
    choices += [f"partnership:{pact.number}" for pact in made.model.pacts]
    audiences = data.draw(st.lists(st.sampled_from(choices), min_size=1, max_size=3, unique=True))
    of = {"unit_id": branch.unit_id, "branch_id": branch.id, "author_id": make.user("作者").id}
    entry = make.add(Entry(title="暗号", state="published", audience=audiences[0], **of))
    entry.title = f"暗号e{entry.id}号"
    version = make.add(EntryVersion(entry_id=entry.id, number=1, state="published", title=entry.title,
                                    is_published=True, audience=audiences[0], **of))  # fmt: skip
    entry.version_id = version.id
    for audience in audiences[1:]:
        share(entry, audience)
    made.entries[entry.id] = set(audiences)


def add_channel(made: Made, branch, kind: str, number: int, audience: str) -> None:
    channel = make.add(Channel(subject_kind=kind, subject_id=number, title="暗号", audience=audience, unit_id=branch.unit_id,
                               branch_id=branch.id, partnership_id=number if kind == "partnership" else None))  # fmt: skip
    channel.title = f"暗号c{channel.id}号"
    made.channels[channel.id] = {audience}


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_reader_finds_what_the_model_allows_and_nothing_else(served: tuple[Flask, Path, Path], data: st.DataObject):
    app = served[0]
    anew(*served)
    made = build(app, data)
    for member, cookie in made.people:
        client = app.test_client()
        client.set_cookie(app.config["SESSION_COOKIE_NAME"], cookie)
        allowed = {f"e{number}" for number, audiences in made.entries.items() if made.model.sees(member, audiences)}
        allowed |= {f"c{number}" for number, audiences in made.channels.items() if made.model.sees(member, audiences)}
        allowed |= {f"p{pact.number}" for pact in made.model.pacts if made.model.sees_pact(member, pact)}
        for path in LISTS:
            shown = set(re.findall(r"暗号(\w\d+)号", client.get(path).text))
            assert shown <= allowed, (member, path, shown - allowed)
        for prefix, place, numbers in places(made):
            for number in numbers:
                status = client.get(f"{place}/{number}").status_code
                assert (status == 200) == (f"{prefix}{number}" in allowed), (member, place, number, status)


def places(made: Made) -> list[tuple[str, str, list[int]]]:
    return [
        ("e", "/library", list(made.entries)), ("c", "/channels", list(made.channels)),
        ("p", "/partnerships", [pact.number for pact in made.model.pacts]),
    ]  # fmt: skip
