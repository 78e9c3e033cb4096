"""E10: the secret feed tells its person's calendar what they may see at that moment, and nobody else anything."""

import re
from datetime import datetime
from uuid import UUID

import pytest
from flask import Flask
from icalendar import Calendar, Event

from coop.activities.actions import (
    cancel_activity,
    move_activity,
    postpone_activity,
    register_member,
    revise_activity,
)
from coop.activities.models import CalendarFeed
from coop.core.scope import everything
from coop.extensions import db
from coop.partnerships.models import Party
from coop.units.models import Membership
from tests import factories as make
from tests.activities.making import acting, own, peek, plan, proposed, redate, scheduled, soon
from tests.budget import statements
from tests.cast import Cast, Person

#: The secret's owner, what they belong to, the activities and their hosts.
FEED = 9


def subscribe(app: Flask, person: Person) -> str:
    """The address that this person is told, as a path."""
    page = person.visit(app).post("/calendar/feed").text
    return re.search(r"/calendar/feed/[\w-]+\.ics", page).group()


def events(app: Flask, path: str) -> dict[str, Event]:
    answer = app.test_client().get(path)
    assert answer.status_code == 200 and answer.content_type == "text/calendar; charset=utf-8"
    return {str(event["SUMMARY"]): event for event in Calendar.from_ical(answer.data).walk("VEVENT")}


def move(person: Person, number: int, starts_at: datetime, ends_at: datetime) -> None:
    with acting(person, number) as (activity, by):
        move_activity(activity, starts_at, ends_at, "南港", "避开盘点", by=by)


def test_a_member_of_any_host_has_it_in_their_feed_and_dara_and_bella_do_not(app: Flask, cast: Cast):
    scheduled(cast)
    own(cast, title="支部会")
    assert set(events(app, subscribe(app, cast.ben))) == {"冬季安全生产联合排查", "支部会"}
    assert set(events(app, subscribe(app, cast.chen))) == {"冬季安全生产联合排查"}
    for person in (cast.dara, cast.bella, cast.otto):
        assert events(app, subscribe(app, person)) == {}


def test_plans_are_in_nobodys_feed(app: Flask, cast: Cast):
    proposed(cast)
    proposed(cast, is_proposed=False)
    assert events(app, subscribe(app, cast.ana)) == {}


def test_moving_and_cancelling_reach_the_feed_as_the_same_event_with_a_higher_sequence(app: Flask, cast: Cast):
    number = scheduled(cast)
    path = subscribe(app, cast.ben)
    first = events(app, path)["冬季安全生产联合排查"]
    move(cast.chen, number, soon(12, 9), soon(12, 11))
    second = events(app, path)["冬季安全生产联合排查"]
    with acting(cast.ana, number) as (activity, by):
        cancel_activity(activity, "台风", by=by)
    third = events(app, path)["冬季安全生产联合排查"]
    assert first["UID"] == second["UID"] == third["UID"]
    assert [event["SEQUENCE"] for event in (first, second, third)] == [0, 1, 2]
    assert second["DTSTART"].dt == soon(12, 9) and str(second["LOCATION"]) == "南港"
    assert [str(event["STATUS"]) for event in (first, second, third)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]


def test_what_is_postponed_is_tentative_until_it_has_a_date(app: Flask, cast: Cast):
    number = own(cast, title="支部会")
    path = subscribe(app, cast.ben)
    with acting(cast.ana, number) as (activity, by):
        postpone_activity(activity, "主讲人出差", by=by)
    assert str(events(app, path)["支部会"]["STATUS"]) == "TENTATIVE"
    move(cast.ana, number, soon(20), soon(20, 16))
    assert str(events(app, path)["支部会"]["STATUS"]) == "CONFIRMED"


def test_who_no_longer_belongs_is_told_nothing_any_more(app: Flask, cast: Cast):
    number = scheduled(cast)
    with acting(cast.ben, number) as (activity, by):
        register_member(activity, {}, by=by)
    ben, chen = subscribe(app, cast.ben), subscribe(app, cast.chen)
    with everything("test", quiet=True):
        db.session().query(Membership).filter_by(user_id=cast.ben.id).one().state = "ended"
        db.session().query(Party).filter_by(branch_id=cast.port.id).one().state = "left"
        make.save()
    assert events(app, ben) == {}
    assert "支部会" not in events(app, chen)


def test_a_new_address_kills_the_old_one_and_a_revoked_one_is_not_found(app: Flask, cast: Cast):
    first = subscribe(app, cast.ben)
    second = subscribe(app, cast.ben)
    assert app.test_client().get(first).status_code == 404
    assert app.test_client().get(second).status_code == 200
    cast.ben.visit(app).post("/calendar/feed/revocation")
    assert app.test_client().get(second).status_code == 404


@pytest.mark.parametrize("token", ["x", "0" * 43, "a" * 5000, "%00", "..%2f..%2fetc"])
def test_a_guessed_secret_is_not_found(app: Flask, cast: Cast, token: str):
    subscribe(app, cast.ben)
    assert app.test_client().get(f"/calendar/feed/{token}.ics").status_code == 404


def test_a_closed_account_has_no_feed(app: Flask, cast: Cast):
    path = subscribe(app, cast.ben)
    with everything("test", quiet=True):
        cast.ben.user.state = "closed"
        make.save()
    assert app.test_client().get(path).status_code == 404


def test_the_secret_is_shown_once_and_stored_as_a_digest(app: Flask, cast: Cast):
    path = subscribe(app, cast.ben)
    token = path.rpartition("/")[2].removesuffix(".ics")
    assert token not in cast.ben.visit(app).get("/calendar/feed").text
    with everything("test", quiet=True):
        row = db.session().query(CalendarFeed).one()
    assert token not in row.token_hash and len(row.token_hash) == 64


def test_one_activity_alone_for_a_calendar(app: Flask, cast: Cast):
    number = scheduled(cast)
    answer = cast.ben.visit(app).get(f"/activities/{number}.ics")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert len(Calendar.from_ical(answer.data).walk("VEVENT")) == 1


def test_one_activity_is_one_event_under_whatever_address_it_is_read(app: Flask, cast: Cast):
    """RFC 5545, 3.8.4.7: an intranet's name, its number and the one file for one activity are no reason to hold it twice."""
    number = scheduled(cast)
    path = subscribe(app, cast.ben)
    client, ben = app.test_client(), cast.ben.visit(app)
    bodies = [
        client.get(path, base_url="http://localhost:8000").data,
        client.get(path, base_url="http://127.0.0.1").data,
        ben.get(f"/activities/{number}.ics").data,
    ]
    uids = {str(event["UID"]) for body in bodies for event in Calendar.from_ical(body).walk("VEVENT")}
    assert len(uids) == 1 and str(UUID(uids.pop())).replace("-", "") == peek(number).uid


def test_a_served_feed_folds_long_chinese_between_characters(app: Flask, cast: Cast):
    """RFC 5545, 3.1: 75 octets a line; three of them are one Han character."""
    about = "请各支部提前十分钟到场签到，统一着装，带好安全帽；" * 30
    scheduled(cast, title="安全生产与应急处置联合演练" * 6, about=about)
    body = app.test_client().get(subscribe(app, cast.ben)).data
    assert body.count(b"\r\n") == body.count(b"\n")
    for line in body.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    (event,) = Calendar.from_ical(body).walk("VEVENT")
    assert str(event["DESCRIPTION"]) == about


def test_every_change_that_people_see_counts_up_and_is_stamped(app: Flask, cast: Cast):
    """RFC 5545, 3.8.7.4 and 3.8.7.2: a copy with a lower number or an older stamp is the older copy."""
    number = scheduled(cast)
    path = subscribe(app, cast.ben)
    deeds = [
        lambda activity, by: revise_activity(activity, plan(quotas={}), by=by),
        lambda activity, by: revise_activity(activity, plan(about="带安全帽", quotas={}), by=by),
        lambda activity, by: postpone_activity(activity, "另定", by=by),
        lambda activity, by: move_activity(activity, soon(9), soon(9, 16), "南港", "定了", by=by),
        lambda activity, by: cancel_activity(activity, "台风", by=by),
    ]
    seen = []
    for deed in [None, *deeds]:
        if deed:
            with acting(cast.ana, number) as (activity, by):
                deed(activity, by)
        (event,) = events(app, path).values()
        seen.append((event["SEQUENCE"], event["DTSTAMP"].dt, str(event["STATUS"])))
    numbers, stamps, states = zip(*seen, strict=True)
    assert numbers == (0, 0, 1, 2, 3, 4), "saving without a change is no change"
    assert list(stamps) == sorted(stamps) and stamps[0].tzinfo is not None
    assert states == ("CONFIRMED", "CONFIRMED", "CONFIRMED", "TENTATIVE", "CONFIRMED", "CANCELLED")


def test_a_feed_keeps_three_months_and_what_is_postponed(app: Flask, cast: Cast):
    waiting = scheduled(cast, title="等新日子的")
    with acting(cast.ana, waiting) as (activity, by):
        postpone_activity(activity, "另定", by=by)
    redate(waiting, soon(-120))
    for title, days in (("八十九天前", -89), ("九十一天前", -91)):
        redate(scheduled(cast, title=title), soon(days))
    assert set(events(app, subscribe(app, cast.ben))) == {"八十九天前", "等新日子的"}


def test_the_feed_follows_who_left_and_who_came(app: Flask, cast: Cast):
    """What it answers is what its owner may see at that moment, not at the moment it was made."""
    path = subscribe(app, cast.bella)
    scheduled(cast)
    assert events(app, path) == {}
    with everything("test", quiet=True):
        make.membership(db.session().get_one(type(cast.third), cast.third.id), cast.bella.user, "member")
        make.save()
    assert set(events(app, path)) == {"冬季安全生产联合排查"}


def test_nobody_reads_a_feed_with_a_key_of_another_or_changes_one_by_asking(app: Flask, cast: Cast):
    """The page that makes an address is asked for by its person alone; a look at it makes none."""
    assert app.test_client().post("/calendar/feed").status_code in (303, 401)
    assert "还没有订阅地址" in cast.ben.visit(app).get("/calendar/feed").text
    ana, ben = subscribe(app, cast.ana), subscribe(app, cast.ben)
    cast.ana.visit(app).post("/calendar/feed/revocation")
    assert app.test_client().get(ana).status_code == 404
    assert app.test_client().get(ben).status_code == 200


def test_a_feed_costs_the_same_with_one_event_and_with_thirty(app: Flask, cast: Cast):
    scheduled(cast)
    path = subscribe(app, cast.ben)
    costs = []
    for more in (0, 2, 27):
        for _ in range(more):
            scheduled(cast)
        app.test_client().get(path)
        with statements() as sent:
            assert len(Calendar.from_ical(app.test_client().get(path).data).walk("VEVENT")) >= 1 + more
        costs.append(len(sent))
    assert costs[0] == costs[1] == costs[2] <= FEED
