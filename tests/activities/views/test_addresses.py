"""All deeds of an activity's page hang on its own address, and each of them leads somewhere."""

import re

import pytest
from flask import Flask

from coop.activities.actions import bring_guest, postpone_activity, register_member, take_duty
from tests.activities.making import acting, own, proposed, scheduled
from tests.cast import Cast

ADDRESS = re.compile(r'(href|action|hx-get)="(/activities/\d+[^"#?]*)')
DEEDS = {
    "draft": {"proposal", "edit", "cancellation"},
    "proposed": {"edit", "move", "cancellation"},
    "scheduled": {
        "registration/withdrawal",
        "registrations",
        "guests/new",
        "expenses",
        "duties/photos",
        "duties/host/release",
    },
    "postponed": {"move", "edit", "cancellation"},
}


def standing(cast: Cast, state: str) -> int:
    """An activity of that state with all that its page can show."""
    if state in ("draft", "proposed"):
        return proposed(cast, is_proposed=state == "proposed")
    number = scheduled(cast, duties={"host": 1, "photos": 2}, takes_guests=True)
    with acting(cast.ana, number) as (activity, by):
        register_member(activity, {}, by=by)
        take_duty(activity, "host", by=by)
        bring_guest(activity, name="来宾甲", contact="1234", by=by)
        if state == "postponed":
            postpone_activity(activity, "场地临时不能用", by=by)
    return number


@pytest.mark.parametrize("state", DEEDS)
def test_every_address_of_the_page_is_one_of_the_house(app: Flask, cast: Cast, state: str):
    number = standing(cast, state)
    page = cast.ana.visit(app).get(f"/activities/{number}").text
    found = ADDRESS.findall(page)
    routes = app.url_map.bind("localhost")
    for kind, address in found:
        assert routes.match(address, method="POST" if kind == "action" else "GET"), address
    assert {address.removeprefix(f"/activities/{number}/") for _, address in found} >= DEEDS[state]


def test_an_invited_secretary_is_offered_both_answers(app: Flask, cast: Cast):
    number = proposed(cast)
    page = cast.chen.visit(app).get(f"/activities/{number}").text
    for answer in ("confirmation", "declination"):
        assert re.search(rf"/activities/{number}/hosts/\d+/{answer}", page)


def test_who_registers_where_the_own_seats_are_taken_is_told_to_wait(app: Flask, cast: Cast):
    number = own(cast, quotas={cast.third.id: 1})
    assert "我要报名" in cast.ben.visit(app).get(f"/activities/{number}").text
    with acting(cast.ana, number) as (activity, by):
        register_member(activity, {}, by=by)
    assert "排候补" in cast.ben.visit(app).get(f"/activities/{number}").text
