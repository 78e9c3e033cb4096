"""E7: seats, the queue, answers and guests; a quota is never exceeded and nobody in the queue is jumped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop.activities.actions import (
    approve_guest,
    bring_guest,
    cancel_activity,
    decline_activity,
    refuse_guest,
    register_member,
    revise_activity,
    set_quotas,
    withdraw_guest,
    withdraw_registration,
)
from coop.activities.models import Registration
from coop.activities.queries.activities import registrations_for
from coop.activities.seats import has_seat, seats_free
from coop.core.clock import after
from coop.core.errors import Conflict, Forbidden, Invalid
from coop.core.events import Deed
from coop.core.scope import entering, everything
from coop.extensions import db
from tests import factories as make
from tests.activities.making import acting, host_of, own, peek, plan, proposed, scheduled, soon
from tests.cast import Cast, Person


@pytest.fixture
def three(cast: Cast) -> list[Person]:
    """Three more members of Ana's branch."""
    with everything("test", quiet=True):
        people = [make.member(cast.third, name) for name in ("甲一", "乙二", "丙三")]
        make.save()
        return [Person(person.id, person.name) for person in people]


def register(person: Person, number: int, **answers: str) -> str:
    with acting(person, number) as (activity, by):
        return register_member(activity, answers, by=by).state


def withdraw(person: Person, number: int) -> None:
    with acting(person, number) as (activity, by):
        withdraw_registration(activity, by=by)


def states(number: int) -> dict[int | None, str]:
    with everything("test", quiet=True):
        found = db.session().query(Registration).filter_by(activity_id=number).order_by(Registration.id)
        return {place.user_id: place.state for place in found}


def test_seats_are_given_in_order_and_the_rest_wait(cast: Cast, three: list[Person]):
    number = scheduled(cast, quotas={cast.third.id: 2})
    assert [register(person, number) for person in three] == ["registered", "registered", "waitlisted"]
    host = host_of(number, cast.third)
    assert (host.registered, host.waiting) == (2, 1)


def test_each_host_has_its_own_quota(cast: Cast, three: list[Person]):
    number = scheduled(cast, quotas={cast.third.id: 1, cast.port.id: 1})
    register(three[0], number)
    assert register(three[1], number) == "waitlisted"
    assert register(cast.chen, number) == "registered"


def test_who_withdraws_makes_room_for_the_first_in_the_queue_who_is_told(cast: Cast, three: list[Person]):
    number = scheduled(cast, quotas={cast.third.id: 1})
    for person in three:
        register(person, number)
    withdraw(three[0], number)
    assert states(number) == {three[0].id: "withdrawn", three[1].id: "registered", three[2].id: "waitlisted"}
    with entering(three[1].scope):
        deed = db.session().query(Deed).filter_by(name="activities.RegistrationMovedUp").one()
    assert (deed.facts["user_id"], deed.actor_id) == (three[1].id, three[0].id)
    host = host_of(number, cast.third)
    assert (host.registered, host.waiting) == (1, 1)


def test_who_leaves_the_queue_moves_nobody_up(cast: Cast, three: list[Person]):
    number = scheduled(cast, quotas={cast.third.id: 1})
    for person in three:
        register(person, number)
    withdraw(three[1], number)
    assert states(number)[three[2].id] == "waitlisted"
    host = host_of(number, cast.third)
    assert (host.registered, host.waiting) == (1, 1)


def test_who_comes_back_stands_at_the_end_of_the_queue(cast: Cast, three: list[Person]):
    number = scheduled(cast, quotas={cast.third.id: 1})
    for person in three:
        register(person, number)
    withdraw(three[1], number)
    assert register(three[1], number) == "waitlisted"
    withdraw(three[0], number)
    assert states(number)[three[2].id] == "registered" and states(number)[three[1].id] == "waitlisted"


def test_a_raised_quota_moves_the_queue_up_in_order(cast: Cast, three: list[Person]):
    number = scheduled(cast, quotas={cast.third.id: 1})
    for person in three:
        register(person, number)
    with acting(cast.chen, number) as (activity, by):
        assert set_quotas(activity, {cast.third.id: 2}, by=by)
    assert states(number) == {three[0].id: "registered", three[1].id: "registered", three[2].id: "waitlisted"}
    with acting(cast.ana, number) as (activity, by):
        set_quotas(activity, {cast.third.id: None}, by=by)
    assert set(states(number).values()) == {"registered"}


def test_a_quota_is_not_lowered_below_those_who_have_a_seat_nor_to_zero(cast: Cast, three: list[Person]):
    number = scheduled(cast, quotas={cast.third.id: 3})
    for person in three:
        register(person, number)
    for quota in (2, 0):
        with acting(cast.ana, number) as (activity, by), pytest.raises(Invalid) as refused:
            set_quotas(activity, {cast.third.id: quota}, by=by)
        assert refused.value.field == f"quota-{cast.third.id}"
    assert host_of(number, cast.third).quota == 3


def test_registering_twice_is_once(cast: Cast):
    number = scheduled(cast, quotas={cast.third.id: 5})
    assert register(cast.ben, number) == register(cast.ben, number) == "registered"
    assert host_of(number, cast.third).registered == 1


def test_who_declines_gives_the_seat_back_and_may_change_their_mind(cast: Cast, three: list[Person]):
    number = scheduled(cast, quotas={cast.third.id: 1})
    register(three[0], number)
    register(three[1], number)
    with acting(three[0], number) as (activity, by):
        decline_activity(activity, by=by)
    assert states(number) == {three[0].id: "declined", three[1].id: "registered"}
    assert register(three[0], number) == "waitlisted"


def test_nobody_registers_before_the_date_stands_after_the_deadline_or_when_it_is_off(cast: Cast):
    number = proposed(cast)
    with acting(cast.chen, number) as (activity, by), pytest.raises(Conflict):
        register_member(activity, {}, by=by)
    late = scheduled(cast, register_until=soon(3))
    with everything("test", quiet=True):
        row = peek(late)
        db.session().add(row)
        row.register_until = after(minutes=-1)
        make.save()
    off = scheduled(cast)
    with acting(cast.ana, off) as (activity, by):
        cancel_activity(activity, "台风", by=by)
    for closed in (late, off):
        with acting(cast.ben, closed) as (activity, by), pytest.raises(Conflict):
            register_member(activity, {}, by=by)


@pytest.mark.parametrize("who", ["bella", "eve", "nora"])
def test_seeing_an_activity_of_the_unit_is_no_place_at_it(cast: Cast, who: str):
    number = own(cast, shown_to="unit")
    with acting(getattr(cast, who), number) as (activity, by), pytest.raises(Forbidden):
        register_member(activity, {}, by=by)


def test_places_are_seen_by_their_person_and_the_officers_of_the_hosts(cast: Cast, three: list[Person]):
    number = scheduled(cast)
    register(three[0], number)
    register(cast.chen, number)
    seen = {}
    for name in ("ana", "ben", "chen", "cleo", "dara", "bella", "nora"):
        with entering(getattr(cast, name).scope):
            seen[name] = len(registrations_for(number))
    assert seen == {"ana": 2, "ben": 0, "chen": 2, "cleo": 2, "dara": 0, "bella": 0, "nora": 0}


def test_answers_are_kept_by_the_question_and_an_overlong_one_is_refused(cast: Cast):
    number = scheduled(cast, questions=["吃不吃晚饭？", "自己开车吗？"])
    with acting(cast.ben, number) as (activity, by), pytest.raises(Invalid) as refused:
        register_member(activity, {"自己开车吗？": "长" * 201}, by=by)
    assert refused.value.field == "answer-1"
    assert states(number) == {}
    register(cast.ben, number, **{"吃不吃晚饭？": " 吃 ", "没问过的": "x"})
    with entering(cast.ana.scope):
        assert registrations_for(number)[0].answers == {"吃不吃晚饭？": "吃"}


def bring(person: Person, number: int, name: str = "老周", contact: str = "0417") -> int:
    with acting(person, number) as (activity, by):
        return bring_guest(activity, name, contact, by=by).id


def test_a_guest_has_no_seat_until_an_officer_of_a_host_approves(cast: Cast):
    number = scheduled(cast, takes_guests=True, quotas={cast.third.id: 1})
    guest = bring(cast.ben, number)
    assert host_of(number, cast.third).registered == 0
    with acting(cast.ben, number) as (activity, by), pytest.raises(Forbidden):
        approve_guest(activity, guest, by=by)
    with acting(cast.cleo, number) as (activity, by):
        assert approve_guest(activity, guest, by=by).state == "registered"
    assert register(cast.ben, number) == "waitlisted"
    with acting(cast.ana, number) as (activity, by), pytest.raises(Conflict):
        refuse_guest(activity, guest, "晚了", by=by)


def test_a_guest_who_stays_away_makes_room(cast: Cast):
    number = scheduled(cast, takes_guests=True, quotas={cast.third.id: 1})
    guest = bring(cast.ben, number)
    with acting(cast.ana, number) as (activity, by):
        approve_guest(activity, guest, by=by)
    register(cast.ben, number)
    with acting(cast.chen, number) as (activity, by):
        withdraw_guest(activity, guest, by=by)
    assert states(number)[cast.ben.id] == "registered"


def test_of_a_guest_only_a_name_and_four_digits_are_taken(cast: Cast):
    number = scheduled(cast, takes_guests=True)
    for name, contact, field in (("老周", "13912345678", "guest_contact"), ("老周", "12a4", "guest_contact"),
                                 ("老周", "１２３４", "guest_contact"), ("", "1234", "guest_name")):  # fmt: skip
        with pytest.raises(Invalid) as refused:
            bring(cast.ben, number, name, contact)
        assert refused.value.field == field


def test_nobody_brings_a_sixth_guest_or_one_where_none_are_taken(cast: Cast):
    number = scheduled(cast, takes_guests=True)
    for _ in range(5):
        bring(cast.ben, number)
    with pytest.raises(Invalid):
        bring(cast.ben, number)
    with pytest.raises(Forbidden):
        bring(cast.ben, scheduled(cast))


def test_another_members_guest_is_nobodys_to_withdraw(cast: Cast, three: list[Person]):
    number = scheduled(cast, takes_guests=True)
    guest = bring(cast.ben, number)
    with acting(three[0], number) as (activity, by), pytest.raises(Exception, match="没有找到"):
        withdraw_guest(activity, guest, by=by)


def test_a_registration_survives_a_revision_and_a_deadline_in_the_past_may_stay(cast: Cast):
    number = scheduled(cast, quotas={cast.third.id: 2})
    register(cast.ben, number)
    with acting(cast.ana, number) as (activity, by):
        revise_activity(activity, plan(title="改名", quotas={cast.third.id: 4, cast.port.id: None}), by=by)
    assert (peek(number).title, host_of(number, cast.third).registered) == ("改名", 1)


@given(st.integers(0, 20) | st.none(), st.integers(0, 20), st.integers(0, 20))
def test_moving_up_never_overfills_and_never_leaves_a_seat_empty(quota: int | None, registered: int, waiting: int):
    moved = seats_free(quota, registered, waiting)
    assert 0 <= moved <= waiting
    assert moved == 0 or quota is None or registered + moved <= quota
    assert moved == waiting or not has_seat(quota, registered + moved)


def test_a_guest_is_withdrawn_once_and_a_refusal_is_not_wiped_away(cast: Cast):
    number = scheduled(cast, takes_guests=True)
    taken_back, refused, kept = (bring(cast.ben, number, name) for name in ("甲客", "乙客", "丙客"))
    with acting(cast.ana, number) as (activity, by):
        refuse_guest(activity, refused, "座位不够", by=by)
    with acting(cast.ben, number) as (activity, by):
        withdraw_guest(activity, taken_back, by=by)
        for guest in (taken_back, refused):
            with pytest.raises(Conflict):
                withdraw_guest(activity, guest, by=by)
    with acting(cast.ana, number) as (activity, by):
        approve_guest(activity, kept, by=by)
        cancel_activity(activity, "台风", by=by)
    with acting(cast.ben, number) as (activity, by), pytest.raises(Conflict):
        withdraw_guest(activity, kept, by=by)
    with everything("test", quiet=True):
        found = {place.id: (place.state, place.reason) for place in db.session().query(Registration)}
        assert db.session().query(Deed).filter_by(name="activities.RegistrationWithdrawn").count() == 1
    assert found == {
        taken_back: ("withdrawn", ""),
        refused: ("refused", "座位不够"),
        kept: ("registered", ""),
    }


def test_a_place_taken_back_is_not_a_sixth_guest(cast: Cast):
    number = scheduled(cast, takes_guests=True)
    guests = [bring(cast.ben, number) for _ in range(5)]
    with acting(cast.ben, number) as (activity, by):
        withdraw_guest(activity, guests[0], by=by)
    bring(cast.ben, number)


def test_a_guest_approved_when_the_seats_are_gone_stands_in_the_queue_behind_members(cast: Cast, three: list[Person]):
    number = scheduled(cast, takes_guests=True, quotas={cast.third.id: 1})
    guest = bring(cast.ben, number)
    register(three[0], number)
    register(three[1], number)
    with acting(cast.ana, number) as (activity, by):
        assert approve_guest(activity, guest, by=by).is_waiting
    withdraw(three[0], number)
    assert states(number)[three[1].id] == "registered"
    withdraw(three[1], number)
    with everything("test", quiet=True):
        assert db.session().get_one(Registration, guest).is_registered
    host = host_of(number, cast.third)
    assert (host.registered, host.waiting) == (1, 0)


def test_who_belongs_to_two_hosts_takes_the_seat_that_is_free(cast: Cast, three: list[Person]):
    """E2: belonging to any host suffices."""
    with everything("test", quiet=True):
        make.membership(db.session().get_one(type(cast.port), cast.port.id), cast.ben.user, "member")
        make.save()
    number = scheduled(cast, quotas={cast.third.id: 1, cast.port.id: 1})
    register(three[0], number)
    assert register(cast.ben, number) == "registered"
    assert (host_of(number, cast.third).registered, host_of(number, cast.port).registered) == (1, 1)
    assert register(three[1], number) == "waitlisted"
    with acting(cast.ana, number) as (activity, by), pytest.raises(Forbidden):
        register_member(activity, {}, by=by, branch_id=cast.gate.id)


def test_somebody_who_is_only_a_guest_of_the_branch_has_no_place_of_their_own(cast: Cast):
    with everything("test", quiet=True):
        visitor = make.user("来宾甲")
        make.membership(db.session().get_one(type(cast.third), cast.third.id), visitor, "guest")
        make.save()
        person = Person(visitor.id, visitor.name)
    number = own(cast)
    with acting(person, number) as (activity, by), pytest.raises(Forbidden):
        register_member(activity, {}, by=by)
