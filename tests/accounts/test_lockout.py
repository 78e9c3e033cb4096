"""A-03: failures are counted in the database, by account and by address; a known device is not locked out by others."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from coop.accounts.lockout import LIMITS, closed_until, neighbourhood
from coop.accounts.models import Attempt
from coop.core.scope import everything
from coop.extensions import db
from tests import factories as make

START = datetime(2026, 11, 20, 8, tzinfo=UTC)


def at(*minutes: float) -> list[datetime]:
    return [START + timedelta(minutes=minute) for minute in minutes]


def test_the_fifth_failure_within_a_quarter_of_an_hour_shuts_the_door_for_another():
    assert closed_until(at(0, 1, 2, 3), *at(4)) is None
    assert closed_until(at(0, 1, 2, 3, 14.9), *at(15)) == at(29.9)[0]
    assert closed_until(at(0, 1, 2, 3, 14.9), *at(29.9)) is None


def test_five_failures_spread_over_more_time_shut_nothing():
    assert closed_until(at(0, 4, 8, 12, 16), *at(16)) is None


def test_the_tenth_failure_of_a_day_shuts_the_door_for_longer():
    times = at(*(index * 60 for index in range(10)))
    assert closed_until(times[:9], times[8]) is None
    assert closed_until(times, times[9]) == times[9] + timedelta(hours=4)


@given(st.lists(st.integers(0, 3000), max_size=30), st.integers(0, 3000))
def test_more_failures_never_open_a_door_earlier(minutes, now):
    moment = at(now)[0]
    times = [time for time in at(*sorted(minutes)) if time <= moment]
    fewer = closed_until(times[:-1], moment)
    more = closed_until(times, moment)
    assert fewer is None or (more is not None and more >= fewer)
    assert more is None or more <= moment + max(limit.wait for limit in LIMITS)


@pytest.mark.parametrize(("address", "place"), [
    ("203.0.113.9", "203.0.113.9"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"), ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
    ("::ffff:203.0.113.9", "203.0.113.9"), (None, "unknown"), ("nonsense", "unknown"),
])  # fmt: skip
def test_an_address_is_counted_with_those_that_one_customer_can_choose(address, place):
    assert neighbourhood(address) == place


def guess(app: Flask, enter, name: str, *, times: int, address: str) -> list[int]:
    """Somebody without a cookie at that address tries wrong passwords."""
    statuses = []
    for _ in range(times):
        client = app.test_client()
        client.environ_base["REMOTE_ADDR"] = address
        statuses.append(enter(client, name, "wrong-password").status_code)
    return statuses


def test_an_account_is_shut_after_five_failures_from_anywhere_and_nobody_is_told(app: Flask, client, ana, enter):
    for index in range(5):
        guess(app, enter, "anna", times=1, address=f"203.0.113.{index}")
    right = enter(client, "anna")
    assert right.status_code == 422
    assert "账号或口令不对" in right.text
    with everything("test", quiet=True):
        for attempt in db.session().query(Attempt):
            attempt.at -= timedelta(minutes=16)
        make.save()
    assert enter(client, "anna").status_code == 303


def test_an_address_is_shut_after_five_failures_with_any_names_and_told_for_how_long(app: Flask, ana, enter):
    names = ["anna", "ben", "nobody", "13900000000", "x@y.cn"]
    assert [guess(app, enter, name, times=1, address="203.0.113.7")[0] for name in names] == [422] * 5
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = "203.0.113.7"
    answer = enter(client, "anna")
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 900
    assert 'value="anna"' in answer.text and "分钟后再试" in answer.text
    assert guess(app, enter, "anna", times=1, address="203.0.113.8") == [422], "next door they are still heard"


def test_a_known_device_comes_in_while_strangers_attack_its_account(app: Flask, client, ana, enter, fill):
    assert enter(client, "anna").status_code == 303
    fill(client, "/me", to="/sign-out")
    guess(app, enter, "anna", times=6, address="203.0.113.7")
    assert enter(client, "anna").status_code == 303


def test_a_known_device_guesses_no_more_often_than_others(client, ana, enter, fill):
    enter(client, "anna")
    fill(client, "/me", to="/sign-out")
    assert [enter(client, "anna", "wrong-password").status_code for _ in range(6)] == [422] * 5 + [429]
    assert enter(client, "anna").status_code == 429


def test_failures_survive_a_restart_and_are_seen_by_every_process(app: Flask, ana, enter):
    """They are rows: another application over the same database counts on."""
    guess(app, enter, "anna", times=4, address="203.0.113.7")
    keys = {attempt.key for attempt in db.session().query(Attempt)}
    assert keys == {f"sign-in:user:{ana.id}", "sign-in:address:203.0.113.7"}
    assert db.session().query(Attempt).count() == 8


def test_coming_in_forgives_ones_own_failures_and_not_those_of_others_there(app: Flask, client, ana, enter):
    client.environ_base["REMOTE_ADDR"] = "203.0.113.7"
    guess(app, enter, "nobody", times=2, address="203.0.113.7")
    enter(client, "anna", "wrong-password")
    assert enter(client, "anna").status_code == 303
    left = [attempt.about for attempt in db.session().query(Attempt)]
    assert len(left) == 4 and all(about.startswith("name:") for about in left)


def test_codes_are_guessed_five_times_and_then_no_more(app: Flask, client, fill, cast):
    answers = [fill(client, "/join", code=f"AAAA-BBBB-CCC{index}").status_code for index in range(6)]
    assert answers == [422] * 5 + [429]


def test_asking_for_resets_is_counted_for_itself(app: Flask, client, ana, enter, fill):
    answers = [fill(client, "/reset", name="anna").status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]
    assert enter(client, "anna").status_code == 303, "that door is another one"


def test_a_reset_opens_an_account_that_was_shut(app: Flask, client, cast, ana, enter, fill):
    from coop.accounts import actions
    from coop.accounts.models import Charge

    guess(app, enter, "anna", times=5, address="203.0.113.7")
    with everything("test", quiet=True) as system:
        slip = actions.issue_reset(Charge(ana.user), by=system)
    fill(client, "/join", to="/join/password", key=slip.token, password="秋天的第一场雨下得真是很久")
    assert enter(app.test_client(), "anna", "秋天的第一场雨下得真是很久").status_code == 303
