"""A-04: how long an answer takes tells nobody whether there is such an account, whatever door was knocked at."""

import math
import os
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, insert

import coop
from coop.accounts import identity
from coop.accounts.models import Attempt, User
from coop.accounts.passwords import hashing
from coop.core.scope import everything
from coop.extensions import db
from tests import factories as make
from tests.cast import Cast, settle
from tests.conftest import Browser, settings_for

PAIRS, TRIES, LEAST_LIKELIHOOD = (200 if os.environ.get("COOP_FAULTS") == "long" else 50), 3, 0.01
#: The same code with a hash that costs little: what lies beside it shows all the more.
QUICK = {"argon2__memory_cost": 64, "argon2__rounds": 1, "argon2__parallelism": 1}
OWN = re.compile(r"[0-9a-f]{32,}|[\w-]{8,}\.[\w-]{6}\.[\w-]{20,}|1[38]\d{9}|nobody\d+|anna")
KNOWN, UNKNOWN = "138", "137"
Knock = Callable[[FlaskClient, int, str], object]


def likelihood(one: list[float], other: list[float]) -> float:
    """Mann and Whitney (1947): how likely ranks that differ so much or more are if both were drawn alike; two-sided, normal."""
    both = sorted([(value, 0) for value in one] + [(value, 1) for value in other])
    u = sum(rank for rank, (_, which) in enumerate(both, 1) if which == 0) - len(one) * (len(one) + 1) / 2
    mean, spread = len(one) * len(other) / 2, math.sqrt(len(one) * len(other) * (len(both) + 1) / 12)
    return math.erfc(abs(u - mean) / spread / math.sqrt(2))


def test_likelihood_tells_shifted_from_equal():
    ranks = [float(value) for value in range(200)]
    assert likelihood(ranks[::2], ranks[1::2]) > 0.5
    assert likelihood(ranks[:100], ranks[100:]) < 1e-9
    assert likelihood([1, 2, 3, 4, 5, 9], [6, 7, 8, 10, 11, 12]) == pytest.approx(0.0163, abs=0.001)


@pytest.fixture(scope="module")
def house(blank_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, Cast]]:
    """Anna has a password, and four hundred people elsewhere a phone number that starts with 138."""
    folder, patch = tmp_path_factory.mktemp("door"), pytest.MonkeyPatch()
    (folder / "coop.sqlite3").write_bytes(blank_database.read_bytes())
    patch.setattr(coop, "ARGON2ID", QUICK)
    hashing._nobodys.cache_clear()
    app = coop.create_app(settings_for(folder))
    app.test_client_class = Browser
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context(), everything("test", quiet=True):
        cast = settle()
        ana = cast.ana.user
        ana.username, ana.phone, ana.password = "anna", "+8613812345678", hashing.keep(make.PASSWORD)
        known = [{"name": "某人", "phone": f"+86138{number:08d}", "state": "active", "fs_uniquifier": str(number)}
                 for number in range(PAIRS * TRIES * 2)]  # fmt: skip
        db.session().execute(insert(User), known)
        make.save()
        db.session().refresh(cast.third)
        db.session().expunge_all()
    yield app, cast
    patch.undo()
    hashing._nobodys.cache_clear()
    identity.kept.clear()
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def sign_in(client: FlaskClient, number: int, group: str) -> object:
    return client.post("/sign-in", data={"name": "anna" if group == KNOWN else f"nobody{number}", "password": "wrong"})


def ask_reset(client: FlaskClient, number: int, group: str) -> object:
    return client.post("/reset", data={"name": f"{group}{number:08d}"})


def apply(client: FlaskClient, number: int, group: str) -> object:
    phone = f"{group}{number:08d}"
    return client.post("/apply", data={"unit_name": "西山医院", "kind": "hospital", "district": "西山区", "applicant": "卫国",
                                       "phone": phone, "message": "想结对"})  # fmt: skip


DOORS: dict[str, Knock] = {"sign-in": sign_in, "reset": ask_reset, "application": apply}


def forget_attempts(app: Flask) -> None:
    """So that no door shuts; outside of what is timed."""
    with app.app_context(), everything("test", quiet=True):
        db.session().execute(delete(Attempt))
        make.save()


def measured(app: Flask, client: FlaskClient, knock: Knock, start: int) -> tuple[list[float], list[float], set[object]]:
    """The times of the known and of the unknown, asked in turns, and all the different answers there were."""
    spent: tuple[list[float], list[float]] = [], []
    said = set()
    for number in range(start, start + PAIRS):
        for which in (0, 1) if number % 2 else (1, 0):
            client.environ_base["REMOTE_ADDR"] = f"203.0.{number % 250}.{which}"
            began = time.perf_counter()
            answer = knock(client, number, (KNOWN, UNKNOWN)[which])
            spent[which].append(time.perf_counter() - began)
            said.add((answer.status_code, OWN.sub("*", answer.text)))
        forget_attempts(app)
    return *spent, said


@pytest.mark.parametrize("door", sorted(DOORS))
def test_a04_nobody_learns_from_text_status_or_time_who_has_an_account(house, door: str):
    app, _ = house
    found = []
    for attempt in range(TRIES):
        known, unknown, said = measured(app, app.test_client(), DOORS[door], attempt * PAIRS)
        assert len(said) == 1
        found.append(likelihood(known, unknown))
        if found[-1] > LEAST_LIKELIHOOD:
            return
    pytest.fail(f"{door}: p = {found}")


def test_a04_nor_does_whoever_invites_somebody(house):
    app, cast = house
    client, found = cast.ana.visit(app), []

    def invite(client: FlaskClient, number: int, group: str) -> object:
        phone = f"{group}{number:08d}"
        return client.post(f"/branches/{cast.third.id}/people/new", data={"name": "季新", "phone": phone, "role": "member"})

    for attempt in range(TRIES):
        known, unknown, said = measured(app, client, invite, attempt * PAIRS + PAIRS * TRIES)
        assert {status for status, _ in said} == {303}, said
        found.append(likelihood(known, unknown))
        if found[-1] > LEAST_LIKELIHOOD:
            return
    pytest.fail(f"p = {found}")
