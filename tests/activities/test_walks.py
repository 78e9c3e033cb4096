"""E7 and the life-cycle under any sequence of deeds: seats equal a small model, states never leave the table."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coop.activities import lifecycle
from coop.activities.actions import (
    cancel_activity,
    confirm_hosting,
    decline_activity,
    decline_hosting,
    hold_activity,
    move_activity,
    postpone_activity,
    propose_activity,
    register_member,
    release_person,
    set_quotas,
    withdraw_registration,
)
from coop.activities.models import Activity, Registration
from coop.core.errors import Conflict, Invalid, Refused
from coop.core.events import Deed
from coop.core.scope import Scope, entering, everything
from coop.extensions import db
from coop.units.models import Branch
from tests.activities.making import acting, host_of, members, peek, proposed, scheduled
from tests.cast import Cast, Person

FEW = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
PEOPLE = 5


@dataclass
class Queue:
    """What the house promises of one host's seats: first come, first seated; a free seat is the first waiter's."""

    quota: int | None
    seats: list[int] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)
    moved_up: list[int] = field(default_factory=list)

    def come(self, who: int) -> None:
        if who not in self.seats + self.waiting:
            (self.seats if self._is_free() else self.waiting).append(who)

    def go(self, who: int) -> None:
        for place in (self.seats, self.waiting):
            if who in place:
                place.remove(who)
        self._fill()

    def resize(self, quota: int | None) -> None:
        if quota is None or quota >= max(1, len(self.seats)):
            self.quota = quota
            self._fill()

    def _is_free(self) -> bool:
        return self.quota is None or len(self.seats) < self.quota

    def _fill(self) -> None:
        while self.waiting and self._is_free():
            self.moved_up.append(self.waiting[0])
            self.seats.append(self.waiting.pop(0))


WHO = st.integers(0, PEOPLE - 1)
STEPS = st.lists(
    st.tuples(st.sampled_from(["come", "come", "come", "go", "go", "decline", "end"]), WHO)
    | st.tuples(st.just("resize"), st.none() | st.integers(0, 4)),
    min_size=3,
    max_size=14,
)


def kept(number: int, branch: Branch) -> tuple[list[int], list[int], list[int]]:
    """Who has a seat, who waits in which order, who was told in which order that they moved up: from the rows themselves."""
    with everything("test", quiet=True):
        db.session().expire_all()
        rows = db.session().query(Registration).filter_by(activity_id=number, branch_id=branch.id)
        places = rows.order_by(Registration.queued_at, Registration.id).all()
        told = db.session().query(Deed).filter_by(name="activities.RegistrationMovedUp").order_by(Deed.id)
        up = [deed.facts["user_id"] for deed in told if deed.facts["activity_id"] == number]
        return (
            sorted(place.user_id for place in places if place.is_registered),
            [place.user_id for place in places if place.is_waiting],
            up,
        )


@FEW
@given(st.integers(1, 2), st.permutations(range(PEOPLE)), STEPS)
def test_no_sequence_of_deeds_overfills_reorders_or_forgets_a_queue(cast: Cast, quota: int, rush: list[int], steps):
    """It begins with more people than seats, in any order, so that there is a queue to get wrong."""
    people = members(cast.third, PEOPLE)
    number = scheduled(cast, quotas={cast.third.id: quota, cast.port.id: 1})
    model = Queue(quota)
    with acting(cast.cleo, number) as (activity, by):
        register_member(activity, {}, by=by)
    for deed, what in [*(("come", who) for who in rush), *steps]:
        walk(cast, model, people, number, deed, what)
        host = host_of(number, cast.third)
        seats, waiting, up = kept(number, cast.third)
        assert (seats, waiting, up) == (sorted(model.seats), model.waiting, model.moved_up)
        assert (host.quota, host.registered, host.waiting) == (model.quota, len(seats), len(waiting))
    other = host_of(number, cast.port)
    assert (other.registered, other.waiting) == (1, 0), "one host's crowd never takes the other's seats"


def walk(cast: Cast, model: Queue, people: list[Person], number: int, deed: str, what: int | None) -> None:
    """Do it in the house and in the model."""
    if deed == "resize":
        model.resize(what)
        with acting(cast.chen, number) as (activity, by):
            attempt(lambda: set_quotas(activity, {cast.third.id: what}, by=by), Invalid)
        return
    person = people[what or 0]
    if deed == "end":
        model.go(person.id)
        with everything("test", quiet=True) as by:
            release_person(db.session().get_one(Activity, number), person.id, cast.third.id, by=by)
        return
    with acting(person, number) as (activity, by):
        if deed == "come":
            model.come(person.id)
            register_member(activity, {}, by=by)
        elif deed == "go":
            model.go(person.id)
            attempt(lambda: withdraw_registration(activity, by=by), Conflict)
        else:
            model.go(person.id)
            decline_activity(activity, by=by)


def attempt(deed: Callable[[], object], refusal: type[Refused]) -> bool:
    """Whether it was done; only this refusal is expected."""
    try:
        deed()
    except refusal:
        return False
    return True


def next_day(activity: Activity, by: Scope) -> Activity:
    day = timedelta(days=1)
    return move_activity(activity, activity.starts_at + day, activity.ends_at + day, "南港", "改", by=by)


#: Deed of the house → its name in the table. An answer leads on by the table once everybody has given one.
DEEDS: dict[str, Callable[[Activity, Scope], object]] = {
    "propose": lambda activity, by: propose_activity(activity, by=by),
    "move": lambda activity, by: next_day(activity, by),
    "postpone": lambda activity, by: postpone_activity(activity, "改", by=by),
    "cancel": lambda activity, by: cancel_activity(activity, "改", by=by),
    "hold": lambda activity, by: hold_activity(activity, by=by),
}


@FEW
@given(st.lists(st.sampled_from([*DEEDS, "schedule", "return", "schedule"]), min_size=2, max_size=9))
def test_no_sequence_of_deeds_leaves_the_table_or_counts_a_calendar_back(cast: Cast, deeds: list[str]):
    number = proposed(cast, is_proposed=False)
    before = peek(number)
    for deed in deeds:
        done = step(cast, number, deed)
        after = peek(number)
        expected = lifecycle.follows(before.state, deed)
        if done:
            assert after.state == expected, (before.state, deed)
        else:
            assert after.state == before.state and after.sequence == before.sequence
        assert done == is_possible(deed, before.state), (before.state, deed)
        assert after.uid == before.uid
        assert after.sequence == before.sequence + (done and before.scheduled_at is not None)
        assert (after.scheduled_at is None) == (after.state in ("draft", "proposed") or never_stood(after, before))
        before = after


def is_possible(deed: str, state: str) -> bool:
    """By the table; an answer is given to a proposal alone, and nothing is held before its hour."""
    if deed in ("schedule", "return"):
        return state == lifecycle.PROPOSED
    return deed != "hold" and lifecycle.allows(state, deed)


def never_stood(after: Activity, before: Activity) -> bool:
    """Called off before it had a date."""
    return after.state == "cancelled" and before.scheduled_at is None


def step(cast: Cast, number: int, deed: str) -> bool:
    """Whether the house did it: what the other side answers is Chen's, everything else Ana's."""
    host_id = host_of(number, cast.port).id
    scope = (cast.chen if deed in ("schedule", "return") else cast.ana).scope
    with entering(scope):
        activity = db.session().query(Activity).filter_by(id=number).one_or_none()
        if activity is None:
            return False
        if deed == "schedule":
            return attempt(lambda: confirm_hosting(activity, host_id, by=scope), Refused)
        if deed == "return":
            return attempt(lambda: decline_hosting(activity, host_id, "不行", by=scope), Refused)
        return attempt(lambda: DEEDS[deed](activity, scope), Refused)
