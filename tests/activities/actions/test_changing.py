"""Moving, postponing, calling off: everybody is told with a reason, and nothing is changed behind anybody's back."""

from datetime import timedelta

import pytest

from coop.activities.actions import (
    cancel_activity,
    confirm_hosting,
    hold_activity,
    move_activity,
    postpone_activity,
    release_duty,
    revise_activity,
    take_duty,
)
from coop.activities.agenda import Item
from coop.activities.models import Activity
from coop.activities.queries.activities import duties_of
from coop.activities.queries.people import reach_of, recipients_of
from coop.core import outbox
from coop.core.errors import Conflict, Forbidden, Invalid, NotFound
from coop.core.events import Deed
from coop.core.scope import everything
from coop.extensions import db
from coop.units.models import Unit
from tests import factories as make
from tests.activities.making import acting, deeds_on, host_of, own, peek, plan, proposed, scheduled, soon
from tests.cast import Cast
from tests.notifications.test_telling import heard


def move(cast: Cast, number: int, days: int = 12, place: str = "南港", reason: str = "避开盘点") -> None:
    with acting(cast.chen, number) as (activity, by):
        move_activity(activity, soon(days, 9), soon(days, 11), place, reason, by=by)


def test_any_host_moves_it_and_the_event_tells_from_where_to_where(cast: Cast):
    number = scheduled(cast, register_until=soon(6))
    move(cast, number)
    activity = peek(number)
    assert (activity.starts_at, activity.place, activity.state, activity.sequence) == (
        soon(12, 9),
        "南港",
        "scheduled",
        1,
    )
    assert activity.register_until == soon(6) + (soon(12, 9) - soon(7))
    with everything("test", quiet=True):
        facts = db.session().query(Deed).filter_by(name="activities.ActivityMoved").one().facts
    assert (facts["place_before"], facts["place_after"], facts["reason"]) == ("3 号库", "南港", "避开盘点")
    assert set(facts["branch_ids"]) == {cast.third.id, cast.port.id}


def test_the_agenda_moves_along(cast: Cast):
    number = scheduled(cast, agenda=[Item(30, "看现场")])
    move(cast, number)
    activity = peek(number)
    assert activity.clock_after(activity.agenda[0]["minutes"]) == soon(12, 9) + timedelta(minutes=30)


def test_moving_a_proposal_asks_those_anew_who_had_confirmed(cast: Cast):
    with everything("test", quiet=True):
        make.party(
            db.session().get_one(type(cast.pact), cast.pact.id), db.session().get_one(type(cast.second), cast.second.id)
        )
        make.save()
    number = proposed(cast, quotas={cast.second.id: None})
    host_id = host_of(number, cast.port).id
    with acting(cast.chen, number) as (activity, by):
        confirm_hosting(activity, host_id, by=by)
    with acting(cast.ana, number) as (activity, by):
        move_activity(activity, soon(12), soon(12, 16), "3 号库", "会议室占用", by=by)
    assert peek(number).state == "proposed" and host_of(number, cast.port).is_invited


@pytest.mark.parametrize(
    ("starts", "ends", "reason", "field"),
    [((12, 11), (12, 9), "改", "ends"), ((-1, 9), (-1, 11), "改", "starts"), ((12, 9), (12, 11), "", "reason"),
     ((7, 14), (7, 14), "改", "ends"), ((9, 9), (60, 9), "改", "ends")],
)  # fmt: skip
def test_a_move_that_cannot_be_is_refused_at_its_field(cast: Cast, starts, ends, reason: str, field: str):
    number = scheduled(cast)
    with acting(cast.ana, number) as (activity, by), pytest.raises(Invalid) as refused:
        move_activity(activity, soon(*starts), soon(*ends), "3 号库", reason, by=by)
    assert refused.value.field == field
    assert peek(number).sequence == 0 and "ActivityMoved" not in deeds_on(number)


def test_a_move_to_the_same_time_and_place_is_none(cast: Cast):
    number = scheduled(cast)
    before = peek(number)
    with acting(cast.ana, number) as (activity, by), pytest.raises(Invalid):
        move_activity(activity, before.starts_at, before.ends_at, before.place, "改", by=by)


def test_members_and_declined_hosts_change_nothing(cast: Cast):
    number = scheduled(cast)
    for deed in (lambda a, by: cancel_activity(a, "不办", by=by), lambda a, by: revise_activity(a, plan(), by=by)):
        with acting(cast.ben, number) as (activity, by), pytest.raises(Forbidden):
            deed(activity, by)
    assert peek(number).state == "scheduled"


def test_postponed_keeps_registrations_and_a_move_gives_the_new_date(cast: Cast):
    number = scheduled(cast)
    with acting(cast.ana, number) as (activity, by):
        postpone_activity(activity, "主讲人出差", by=by)
    assert peek(number).state == "postponed"
    move(cast, number)
    assert peek(number).state == "scheduled"


def test_what_is_cancelled_stays_cancelled_and_readable(cast: Cast):
    number = scheduled(cast)
    with acting(cast.ana, number) as (activity, by):
        cancel_activity(activity, "台风", by=by)
    activity = peek(number)
    assert (activity.state, activity.state_reason) == ("cancelled", "台风")
    for deed in (lambda a, by: cancel_activity(a, "再取消", by=by), lambda a, by: postpone_activity(a, "改", by=by)):
        with acting(cast.ana, number) as (activity, by), pytest.raises(Conflict):
            deed(activity, by)
    with pytest.raises(Conflict):
        move(cast, number)


def test_only_what_has_begun_is_held(cast: Cast):
    number = own(cast)
    with acting(cast.ana, number) as (activity, by), pytest.raises(Invalid):
        hold_activity(activity, by=by)
    with everything("test", quiet=True):
        row = db.session().get_one(Activity, number)
        row.starts_at, row.ends_at = soon(-1), soon(-1, 16)
        make.save()
    with acting(cast.ana, number) as (activity, by):
        hold_activity(activity, by=by)
    assert peek(number).state == "held"


def test_members_are_counted_once_and_guests_never(cast: Cast):
    """N4: the number that is named is the number that is told; while it is planned, officers alone."""
    with everything("test", quiet=True):
        make.membership(db.session().get_one(type(cast.third), cast.third.id), make.user("来宾甲"), "guest")
        make.membership(db.session().get_one(type(cast.port), cast.port.id), cast.ben.user, "member")
        make.save()
    number, waiting = scheduled(cast), proposed(cast)
    with acting(cast.ana, number) as (activity, _):
        assert (reach_of(activity).branches, reach_of(activity).people) == (2, 4)
    with acting(cast.ana, waiting) as (activity, _):
        assert set(recipients_of(activity)) == {cast.ana.id, cast.chen.id, cast.cleo.id}


def test_people_of_a_suspended_unit_are_neither_counted_nor_told(cast: Cast):
    number, waiting = scheduled(cast), proposed(cast)
    with everything("the platform suspends a unit", quiet=True):
        db.session().get_one(Unit, cast.south.id).state = "suspended"
        make.save()
    outbox.drain()
    already = {person.id: len(heard(person)) for person in (cast.ben, cast.chen, cast.cleo)}
    with acting(cast.ana, number) as (activity, _):
        reach = reach_of(activity)
        assert (reach.branches, reach.people, recipients_of(activity)) == (1, 2, {cast.ana.id, cast.ben.id})
    with acting(cast.ana, waiting) as (activity, _):
        assert recipients_of(activity) == {cast.ana.id}
    with acting(cast.ana, number) as (activity, by):
        cancel_activity(activity, "台风", by=by)
    outbox.drain()
    assert [len(heard(person)) - already[person.id] for person in (cast.ben, cast.chen, cast.cleo)] == [1, 0, 0]


def test_a_duty_is_taken_once_up_to_its_cap_and_laid_down_again(cast: Cast):
    number = scheduled(cast, duties={"photos": 1})
    for _ in range(2):
        with acting(cast.ben, number) as (activity, by):
            take_duty(activity, "photos", by=by)
    with acting(cast.chen, number) as (activity, by):
        assert [duty.name for duty in duties_of(number)] == ["贲小满"]
        with pytest.raises(Conflict):
            take_duty(activity, "photos", by=by)
        release_duty(activity, "photos", by=by)
        assert len(duties_of(number)) == 1
    with acting(cast.ben, number) as (activity, by):
        release_duty(activity, "photos", by=by)
    with acting(cast.chen, number) as (activity, by):
        take_duty(activity, "photos", by=by)
    assert deeds_on(number).count("DutyTaken") == 2


def test_a_duty_that_is_not_asked_for_is_not_found_and_one_taken_is_not_taken_away(cast: Cast):
    number = scheduled(cast, duties={"photos": 2})
    with acting(cast.ben, number) as (activity, by):
        with pytest.raises(NotFound):
            take_duty(activity, "safety", by=by)
        take_duty(activity, "photos", by=by)
    with acting(cast.ana, number) as (activity, by), pytest.raises(Invalid) as refused:
        revise_activity(activity, plan(duties={}), by=by)
    assert refused.value.field == "duty_photos"


def test_a_revision_names_what_changed_and_leaves_date_and_place(cast: Cast):
    number = scheduled(cast)
    with acting(cast.ana, number) as (activity, by):
        revise_activity(activity, plan(title="改名", place="别处", starts_at=soon(20)), by=by)
    activity = peek(number)
    assert (activity.title, activity.place, activity.starts_at) == ("改名", "3 号库", soon())
    with everything("test", quiet=True):
        facts = db.session().query(Deed).filter_by(name="activities.ActivityChanged").one().facts
    assert facts["fields"] == ["title"]
