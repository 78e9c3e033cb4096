"""What a date may become: never one that has passed, never one that leaves the deadline or the agenda behind."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop.activities.actions import (
    confirm_hosting,
    hold_activity,
    move_activity,
    postpone_activity,
    propose_activity,
    register_member,
    revise_activity,
    take_duty,
    withdraw_registration,
)
from coop.activities.agenda import Item
from coop.activities.models import Activity
from coop.activities.plans import FARTHEST, LONGEST, check_agenda, check_time, moved_deadline
from coop.activities.queries import page_of_activities, registrations_of
from coop.core.clock import after, at_place, now, today
from coop.core.errors import Conflict, Invalid
from coop.core.scope import entering
from tests.activities.making import (
    acting,
    answer,
    host_of,
    peek,
    plan,
    proposed,
    redate,
    scheduled,
    soon,
    three_sided,
)
from tests.cast import Cast, Person

HOUR = timedelta(hours=1)


def move(person: Person, number: int, starts_at, ends_at) -> None:
    with acting(person, number) as (activity, by):
        move_activity(activity, starts_at, ends_at, "南港", "避开盘点", by=by)


def listed(person: Person, show: str) -> list[int]:
    scope = person.scope
    with entering(scope):
        return [row.id for row in page_of_activities(scope, show=show).items]


def test_a_proposal_whose_date_has_passed_is_not_confirmed_but_moved_first(cast: Cast):
    number = proposed(cast)
    redate(number, after(hours=-1))
    with pytest.raises(Conflict, match="提议的时间已经过去"):
        answer(cast.chen, cast.port, number)
    assert peek(number).state == "proposed"
    move(cast.ana, number, soon(3), soon(3, 16))
    answer(cast.chen, cast.port, number)
    assert peek(number).state == "scheduled"


def test_a_last_no_to_a_date_that_has_passed_makes_it_a_draft_and_no_date(cast: Cast):
    three_sided(cast)
    number = proposed(cast, quotas={cast.second.id: None})
    answer(cast.chen, cast.port, number)
    redate(number, after(hours=-1))
    answer(cast.bella, cast.second, number, why="已经过了")
    assert (peek(number).state, peek(number).scheduled_at) == ("draft", None)


def test_what_was_postponed_stays_to_come_when_its_old_date_has_passed(cast: Cast):
    """N4: registrations stay, so there is something to find, to move and to withdraw from."""
    number = scheduled(cast)
    with acting(cast.ben, number) as (activity, by):
        register_member(activity, {}, by=by)
    with acting(cast.ana, number) as (activity, by):
        postpone_activity(activity, "主讲人出差", by=by)
    redate(number, soon(-40))
    assert listed(cast.ben, "upcoming") == listed(cast.ben, "mine") == listed(cast.chen, "mine") == [number]
    assert listed(cast.ben, "past") == []
    scope = cast.ben.scope
    with entering(scope):
        assert [place.activity_id for place in registrations_of(scope)] == [number]
    with acting(cast.ben, number) as (activity, by):
        assert not activity.has_begun
        assert withdraw_registration(activity, by=by).state == "withdrawn"
    move(cast.chen, number, soon(5), soon(5, 16))
    assert peek(number).state == "scheduled"


def test_who_has_come_cannot_withdraw_any_more(cast: Cast):
    number = scheduled(cast)
    with acting(cast.ben, number) as (activity, by):
        register_member(activity, {}, by=by)
    redate(number, after(minutes=-1))
    with acting(cast.ben, number) as (activity, by), pytest.raises(Conflict, match="已经开始"):
        withdraw_registration(activity, by=by)
    with acting(cast.ana, number) as (activity, by):
        hold_activity(activity, by=by)
    with acting(cast.ben, number) as (activity, by), pytest.raises(Conflict, match="已经结束"):
        withdraw_registration(activity, by=by)
    assert host_of(number, cast.third).registered == 1


def test_a_move_to_an_earlier_day_does_not_close_registration_behind_everybodys_back(cast: Cast):
    number = scheduled(cast, starts_at=soon(20), register_until=soon(10))
    move(cast.ana, number, soon(3), soon(3, 16))
    activity = peek(number)
    assert activity.register_until is None and activity.closes_at == soon(3)
    with acting(cast.ben, number) as (mine, by):
        assert register_member(mine, {}, by=by).is_registered


@given(st.integers(-1000, 1000), st.integers(-1000, 1000))
def test_a_deadline_keeps_its_distance_or_falls_but_never_passes_by_itself(left: int, shift: int):
    here = now()
    until = here + timedelta(hours=left)
    moved = moved_deadline(until, timedelta(hours=shift), now=here)
    assert moved is None or moved - until == timedelta(hours=shift)
    if left > 0:
        assert moved is None or moved > here
    assert moved_deadline(None, timedelta(hours=shift), now=here) is None


def test_a_shorter_date_that_cuts_the_agenda_is_refused_at_its_end(cast: Cast):
    number = scheduled(cast, agenda=[Item(0, "集合"), Item(120, "小结")])
    with pytest.raises(Invalid) as refused:
        move(cast.ana, number, soon(9), soon(9) + HOUR)
    assert refused.value.field == "ends" and peek(number).sequence == 0
    move(cast.ana, number, soon(9), soon(9) + 2 * HOUR)
    assert peek(number).sequence == 1


def test_the_bounds_of_a_date_are_the_last_that_stand():
    here = now()
    start = here + FARTHEST
    check_time(start, start + LONGEST, now=here)
    second = timedelta(seconds=1)
    for starts, ends, field in (
        (start + second, start + HOUR, "starts"),
        (start, start + LONGEST + second, "ends"),
        (here, here + HOUR, "starts"),
        (start, start, "ends"),
    ):
        with pytest.raises(Invalid) as refused:
            check_time(starts, ends, now=here)
        assert refused.value.field == field
    check_agenda([], lasts=HOUR)
    check_agenda([0, 60], lasts=HOUR)
    with pytest.raises(Invalid):
        check_agenda([61, 0], lasts=HOUR)


def test_a_leap_day_and_a_new_year_are_days_like_others():
    """Pure: the instants of 29 February and of midnight on 1 January, as clocks in China show them."""
    leap, eve = (
        at_place(today().replace(year=2028, month=2, day=29), 23, 30),
        at_place(today().replace(year=2027, month=12, day=31), 23, 30),
    )
    before = at_place(today().replace(year=2027, month=6, day=1))
    for start in (leap, eve):
        check_time(start, start + HOUR, now=before)


def test_a_plan_has_not_begun_whatever_its_date_says():
    past = after(days=-2)
    for state in ("draft", "proposed", "polling", "postponed"):
        assert not Activity(state=state, starts_at=past).has_begun
    for state in ("scheduled", "held", "attested", "archived"):
        assert Activity(state=state, starts_at=past).has_begun
        assert not Activity(state="scheduled", starts_at=after(hours=1)).has_begun


def test_a_draft_is_rewritten_and_not_moved(cast: Cast):
    """A move is told to people; of a draft nobody knows."""
    number = proposed(cast, is_proposed=False)
    with pytest.raises(Conflict):
        move(cast.ana, number, soon(9), soon(9, 16))
    with acting(cast.ana, number) as (activity, by):
        revise_activity(activity, plan(starts_at=soon(9), quotas={cast.port.id: 5}), by=by)
    assert (peek(number).starts_at, host_of(number, cast.port).quota) == (soon(9), 5)


def test_a_duty_taken_while_it_was_proposed_is_not_lost_in_the_draft(cast: Cast):
    """Else nobody could save the page again: its holder would not find the duty to lay it down."""
    number = proposed(cast, duties={"photos": 1})
    with acting(cast.cleo, number) as (activity, by):
        take_duty(activity, "photos", by=by)
    answer(cast.chen, cast.port, number, why="那天盘点")
    with acting(cast.ana, number) as (activity, by), pytest.raises(Invalid) as refused:
        revise_activity(activity, plan(duties={}, quotas={cast.port.id: None}), by=by)
    assert refused.value.field == "duty_photos"


def test_a_postponed_activity_takes_nobody_and_is_not_held(cast: Cast):
    number = scheduled(cast)
    with acting(cast.ana, number) as (activity, by):
        postpone_activity(activity, "另定", by=by)
    redate(number, soon(-1))
    with acting(cast.ben, number) as (activity, by), pytest.raises(Conflict):
        register_member(activity, {}, by=by)
    with acting(cast.ana, number) as (activity, by), pytest.raises(Conflict):
        hold_activity(activity, by=by)


def test_what_was_asked_for_once_is_not_proposed_twice(cast: Cast):
    number = proposed(cast)
    with acting(cast.ana, number) as (activity, by), pytest.raises(Conflict):
        propose_activity(activity, by=by)
    host_id = host_of(number, cast.port).id
    answer(cast.chen, cast.port, number)
    with acting(cast.chen, number) as (activity, by), pytest.raises(Conflict):
        confirm_hosting(activity, host_id, by=by)
