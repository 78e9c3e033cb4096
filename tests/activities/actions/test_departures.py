"""Whoever left a partnership or a branch has no part in what is still to come; what was, stays."""

import pytest
from flask import Flask

from coop.activities.actions import (
    approve_guest,
    bring_guest,
    hold_activity,
    postpone_activity,
    propose_activity,
    register_member,
    revise_activity,
    take_duty,
)
from coop.activities.models import Duty, Registration
from coop.core import outbox
from coop.core.clock import after
from coop.core.events import Deed
from coop.core.scope import entering, everything
from coop.extensions import db
from coop.partnerships.actions import leave_partnership
from coop.partnerships.events import PartnershipConcluded
from coop.partnerships.models import Partnership
from coop.units.events import MembershipEnded
from tests import factories as make
from tests.activities.making import (
    acting,
    answer,
    deeds_on,
    host_of,
    is_seen_by,
    members,
    party_of,
    peek,
    plan,
    proposed,
    redate,
    scheduled,
    soon,
    three_sided,
)
from tests.activities.test_reactions import announce
from tests.cast import Cast, Person


def leave(cast: Cast, person: Person, branch) -> None:
    """The branch leaves the pact by its secretary, and everything that follows has followed."""
    scope = person.scope
    with entering(scope):
        leave_partnership(party_of(cast, branch), "合并", by=scope)
    outbox.drain()
    db.session.remove()


def come(person: Person, number: int) -> str:
    with acting(person, number) as (activity, by):
        return register_member(activity, {}, by=by).state


def guest_of(person: Person, number: int) -> int:
    with acting(person, number) as (activity, by):
        return bring_guest(activity, "老周", "0417", by=by).id


def hand(person: Person, number: int, kind: str = "photos") -> None:
    with acting(person, number) as (activity, by):
        take_duty(activity, kind, by=by)


def places(number: int) -> dict[int, str]:
    with everything("test", quiet=True):
        return {place.id: place.state for place in db.session().query(Registration).filter_by(activity_id=number)}


def hands(number: int) -> list[int]:
    with everything("test", quiet=True):
        return [duty.user_id for duty in db.session().query(Duty).filter_by(activity_id=number)]


def test_the_people_of_a_branch_that_left_have_no_seat_no_guest_and_no_duty(cast: Cast):
    three_sided(cast)
    number = scheduled(cast, quotas={cast.port.id: 1}, takes_guests=True, duties={"photos": 1})
    assert (come(cast.chen, number), come(cast.cleo, number)) == ("registered", "waitlisted")
    guest_of(cast.chen, number)
    hand(cast.cleo, number)
    come(cast.ben, number)
    leave(cast, cast.chen, cast.port)
    assert sorted(places(number).values()) == ["registered", "withdrawn", "withdrawn", "withdrawn"]
    host = host_of(number, cast.port)
    assert (host.state, host.registered, host.waiting) == ("left", 0, 0)
    assert hands(number) == []
    with everything("test", quiet=True):
        assert db.session().query(Deed).filter_by(name="activities.RegistrationMovedUp").count() == 0
    hand(cast.ben, number)


def test_the_officers_of_a_branch_that_left_read_no_further_of_what_is_to_come(cast: Cast):
    three_sided(cast)
    coming, asked = scheduled(cast), proposed(cast, quotas={cast.second.id: None})
    held = scheduled(cast)
    redate(held, after(days=-3))
    with acting(cast.ana, held) as (activity, by):
        hold_activity(activity, by=by)
    leave(cast, cast.chen, cast.port)
    for number in (coming, asked):
        assert not is_seen_by(cast.chen, number) and not is_seen_by(cast.cleo, number)
        assert is_seen_by(cast.ana, number)
    assert is_seen_by(cast.chen, held), "what was held stays with those who held it"


def test_what_stays_with_a_branch_that_left_no_longer_names_the_partnership(app: Flask, cast: Cast):
    """Its name may have changed since, and its page is not theirs any more (T-03)."""
    three_sided(cast)
    held = scheduled(cast)
    redate(held, after(days=-3))
    with acting(cast.ana, held) as (activity, by):
        hold_activity(activity, by=by)
    link = f'href="/partnerships/{cast.pact.id}"'
    assert link in cast.chen.visit(app).get(f"/activities/{held}").text
    leave(cast, cast.chen, cast.port)
    page = cast.chen.visit(app).get(f"/activities/{held}")
    assert page.status_code == 200 and link not in page.text
    assert link in cast.ana.visit(app).get(f"/activities/{held}").text


def test_what_took_place_but_is_not_written_down_as_held_keeps_its_hosts_and_its_people(cast: Cast):
    three_sided(cast)
    number = scheduled(cast)
    come(cast.chen, number)
    redate(number, after(hours=-30))
    leave(cast, cast.chen, cast.port)
    assert host_of(number, cast.port).is_confirmed
    assert list(places(number).values()) == ["registered"]


def test_a_plan_whose_author_left_is_called_off(cast: Cast):
    three_sided(cast)
    draft, asked = proposed(cast, is_proposed=False), proposed(cast, quotas={cast.second.id: None})
    leave(cast, cast.ana, cast.third)
    assert (peek(draft).state, peek(asked).state) == ("cancelled", "cancelled")


def test_a_date_goes_on_without_its_author_while_another_host_stands_for_it(cast: Cast):
    three_sided(cast)
    number = scheduled(cast)
    leave(cast, cast.ana, cast.third)
    activity = peek(number)
    assert activity.state == "scheduled"
    assert [host.branch_id for host in activity.active_hosts] == [cast.port.id]
    with acting(cast.chen, number) as (mine, by):
        revise_activity(mine, plan(title="南港自己办"), by=by)
    leave(cast, cast.chen, cast.port)
    assert peek(number).state == "cancelled"


def test_a_branch_that_left_is_not_asked_again_with_a_later_proposal(cast: Cast):
    """Promise 1: what is planned without it is not shown to it."""
    three_sided(cast)
    number = proposed(cast, quotas={cast.second.id: None})
    answer(cast.bella, cast.second, number, why="人手不够")
    leave(cast, cast.chen, cast.port)
    assert peek(number).state == "draft"
    with acting(cast.ana, number) as (activity, by):
        propose_activity(activity, by=by)
    assert host_of(number, cast.second).is_invited and host_of(number, cast.port).state == "left"
    assert not is_seen_by(cast.chen, number)


def test_one_that_came_back_can_be_asked_again_by_writing_the_draft_anew(cast: Cast):
    three_sided(cast)
    number = proposed(cast, is_proposed=False)
    leave(cast, cast.chen, cast.port)
    with everything("test", quiet=True):
        partnership = db.session().get_one(Partnership, cast.pact.id)
        next(party for party in partnership.parties if party.branch_id == cast.port.id).state = "joined"
        make.save()
    with acting(cast.ana, number) as (activity, by):
        revise_activity(activity, plan(quotas={cast.third.id: None, cast.port.id: None}), by=by)
        propose_activity(activity, by=by)
    assert host_of(number, cast.port).is_invited


def test_who_is_no_longer_wanted_in_a_returned_draft_reads_it_no_more(cast: Cast):
    three_sided(cast)
    number = proposed(cast)
    answer(cast.chen, cast.port, number, why="那天盘点")
    assert is_seen_by(cast.chen, number)
    with acting(cast.ana, number) as (activity, by):
        revise_activity(activity, plan(quotas={cast.third.id: None, cast.second.id: None}), by=by)
    assert not is_seen_by(cast.chen, number)


@pytest.mark.parametrize("state", ["concluded", "terminated"])
def test_what_a_partnership_that_ended_had_still_to_come_is_called_off(cast: Cast, state: str):
    """Its space is read-only: nobody could cancel it any more, and calendars would go on promising it."""
    number, plan_number = scheduled(cast), proposed(cast)
    took_place = scheduled(cast)
    redate(took_place, after(hours=-30))
    with everything("test", quiet=True):
        db.session().get_one(Partnership, cast.pact.id).state = state
        make.save()
    announce(PartnershipConcluded(cast.pact.id, [cast.third.id, cast.port.id], "圆满"))
    assert (peek(number).state, peek(plan_number).state) == ("cancelled", "cancelled")
    assert peek(number).state_reason == "共建已经结束。" and peek(number).sequence == 1
    assert peek(took_place).state == "scheduled"
    assert deeds_on(number).count("ActivityCancelled") == 1


def test_who_leaves_a_branch_lays_down_the_duty_and_takes_the_guests_along(cast: Cast):
    (heir,) = members(cast.third, 1)
    number = scheduled(cast, quotas={cast.third.id: 1}, takes_guests=True, duties={"photos": 1})
    guest = guest_of(cast.ben, number)
    with acting(cast.ana, number) as (activity, by):
        approve_guest(activity, guest, by=by)
    hand(cast.ben, number)
    assert come(heir, number) == "waitlisted"
    announce(MembershipEnded(1, cast.second.id, cast.ben.id))
    assert places(number)[guest] == "registered" and hands(number) == [cast.ben.id]
    announce(MembershipEnded(1, cast.third.id, cast.ben.id))
    assert places(number)[guest] == "withdrawn" and hands(number) == []
    assert come(heir, number) == "registered"
    hand(heir, number)


def test_a_duty_is_taken_on_the_account_of_the_branch_one_belongs_to_not_visits(cast: Cast):
    """Else it would stay with somebody who left, because it stood under a branch where they were only a guest."""
    with everything("test", quiet=True):
        visitor = make.user("常客")
        make.membership(db.session().get_one(type(cast.third), cast.third.id), visitor, "guest")
        make.membership(db.session().get_one(type(cast.port), cast.port.id), visitor, "member")
        make.save()
        person = Person(visitor.id, visitor.name)
    number = scheduled(cast, duties={"photos": 1})
    hand(person, number)
    announce(MembershipEnded(1, cast.port.id, person.id))
    assert hands(number) == []


def test_the_seat_of_somebody_gone_is_free_even_while_the_date_is_open(cast: Cast):
    """Postponed, and the old date has passed: people still wait for the new one."""
    (heir,) = members(cast.third, 1)
    number = scheduled(cast, quotas={cast.third.id: 1})
    come(cast.ben, number)
    come(heir, number)
    with acting(cast.ana, number) as (activity, by):
        postpone_activity(activity, "主讲人出差", by=by)
    redate(number, soon(-2))
    announce(MembershipEnded(1, cast.third.id, cast.ben.id))
    assert sorted(places(number).values()) == ["registered", "withdrawn"]


def test_a_proposal_that_only_the_leaver_had_not_answered_stands(cast: Cast):
    three_sided(cast)
    number = proposed(cast, quotas={cast.second.id: None})
    answer(cast.bella, cast.second, number)
    leave(cast, cast.chen, cast.port)
    assert peek(number).state == "scheduled"
