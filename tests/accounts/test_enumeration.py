"""A-04: whether somebody has an account is told by no text, no status, no header and no time."""

import statistics
import time

import pytest
from flask import Flask

from coop.accounts import doorway
from coop.accounts.doorway import Knock
from coop.accounts.passwords import hashing
from coop.accounts.trials import Browser
from coop.core.errors import Invalid
from coop.core.scope import ANONYMOUS, entering


def plain(answer) -> tuple:
    """An answer without what is new with every request, and without what the visitor typed."""
    lines = [line for line in answer.text.splitlines() if "csrf" not in line and 'id="name"' not in line]
    names = {name for name, _ in answer.headers if name != "Set-Cookie"}
    return answer.status_code, lines, names


def test_a_wrong_password_and_a_name_that_nobody_has_read_the_same(client, ana, enter):
    assert plain(enter(client, "anna", "wrong-password")) == plain(enter(client, "nobody", "wrong-password"))


def test_they_still_do_when_the_account_is_shut(app: Flask, ana, enter):
    answers = {}
    for name in ("anna", "nobody"):
        for index in range(7):
            client = app.test_client()
            client.environ_base["REMOTE_ADDR"] = f"203.0.113.{index}"
            answers.setdefault(name, []).append(plain(enter(client, name, "wrong-password")))
    assert answers["anna"] == answers["nobody"]


def test_the_same_work_is_done_for_a_name_that_nobody_has(context, ana, monkeypatch):
    """One hash each, of the same cost: counted rather than timed, so that a busy machine cannot blur it."""
    hashing.prepare()
    verified = []
    place = hashing.security.pwd_context
    real = type(place).verify_and_update

    def count(self, password, stored, **more):
        verified.append(stored.split("$")[3])
        return real(self, password, stored, **more)

    monkeypatch.setattr(type(place), "verify_and_update", count)
    for index, name in enumerate(("anna", "nobody")):
        with entering(ANONYMOUS), pytest.raises(Invalid, match=doorway.WRONG[:8]):
            doorway.sign_in(Knock(name, "wrong-password", f"203.0.113.{index}", Browser("x", "y")), by=ANONYMOUS)
    assert verified == ["m=65536,t=3,p=4"] * 2


def test_and_takes_about_as_long(context, ana):
    """Medians of interleaved pairs; half of a hash's time would show an answer without one."""
    hashing.prepare()
    spent: dict[str, list[float]] = {"anna": [], "nobody": []}
    for index in range(12):
        for name in spent if index % 2 else reversed(spent):
            started = time.process_time()
            try:
                doorway.sign_in(Knock(name, "wrong", f"198.51.{index}.{len(name)}", Browser("x", "y")), by=ANONYMOUS)
            except Invalid:
                spent[name].append(time.process_time() - started)
    known, unknown = statistics.median(spent["anna"]), statistics.median(spent["nobody"])
    assert abs(known - unknown) < 0.5 * max(known, unknown)
