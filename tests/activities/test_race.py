"""E7 under concurrency, on both databases: many reach for few seats at once, and no seat is given twice."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Barrier, Thread

import pytest
from flask import Flask

from coop import create_app
from coop.accounts import identity
from coop.activities.actions import (
    cancel_activity,
    confirm_hosting,
    decline_hosting,
    move_activity,
    register_member,
    set_quotas,
    take_duty,
    withdraw_registration,
)
from coop.activities.models import Activity, Registration
from coop.activities.queries import get_activity
from coop.core.errors import Refused
from coop.core.events import Deed as Trail
from coop.core.scope import Scope, entering, everything
from coop.extensions import db
from tests import factories as make
from tests.activities.conftest import ROWS
from tests.activities.making import acting, host_of, peek, proposed, scheduled, soon
from tests.cast import Cast, Person, settle
from tests.conftest import settings_for

Deed = Callable[[Activity, Scope], object]
SEATS, PEOPLE = 3, 10


@pytest.fixture
def served(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """An application on the database at hand, its tables made anew."""
    identity.kept.clear()
    app = create_app(settings_for(tmp_path, database_url=database_url))
    with app.app_context():
        db.drop_all()
        db.create_all()
        yield app
        db.session.remove()
        db.drop_all()
        db.engine.dispose()


@pytest.fixture
def cast(served: Flask) -> Cast:
    with everything("settling the cast", quiet=True):
        settled = settle()
        for name in ROWS:
            db.session().refresh(getattr(settled, name))
            db.session().expunge(getattr(settled, name))
    return settled


@pytest.fixture
def crowd(cast: Cast) -> list[Person]:
    """More members of Ana's branch than there will be seats."""
    with everything("test", quiet=True):
        people = [make.member(cast.third, f"成员{number}") for number in range(PEOPLE)]
        make.save()
        return [Person(person.id, person.name) for person in people]


def at_once(app: Flask, number: int, *deeds: tuple[Person, Deed]) -> list[object]:
    """Each deed in its own thread and session, all started together: what it returned, or its refusal."""
    scopes = [person.scope for person, _ in deeds]
    start, outcomes = Barrier(len(deeds)), [None] * len(deeds)

    def run(place: int, scope: Scope, deed: Deed) -> None:
        with app.app_context():
            start.wait()
            try:
                with entering(scope):
                    outcomes[place] = deed(get_activity(number), scope) or "done"
            except Refused as refusal:
                outcomes[place] = refusal

    threads = [Thread(target=run, args=(place, scopes[place], deed)) for place, (_, deed) in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return outcomes


def register(activity: Activity, by: Scope) -> object:
    return register_member(activity, {}, by=by).state


def withdraw(activity: Activity, by: Scope) -> object:
    return withdraw_registration(activity, by=by).state


def moving(*, hour: int) -> Deed:
    """To that hour in twelve days; answers with the calendar's number after it."""

    def move(activity: Activity, by: Scope) -> object:
        return move_activity(activity, soon(12, hour), soon(12, hour + 1), "南港", "避开盘点", by=by).sequence

    return move


def confirming(host_id: int) -> Deed:
    def confirm(activity: Activity, by: Scope) -> str:
        confirm_hosting(activity, host_id, by=by)
        return "done"

    return confirm


def counted(number: int) -> dict[str, int]:
    """Places by state, read from the rows themselves."""
    with everything("test", quiet=True):
        states = [place.state for place in db.session().query(Registration).filter_by(activity_id=number)]
    return {state: states.count(state) for state in set(states)}


def test_many_reach_for_few_seats_and_none_is_given_twice(served: Flask, cast: Cast, crowd: list[Person]):
    number = scheduled(cast, quotas={cast.third.id: SEATS})
    outcomes = at_once(served, number, *[(person, register) for person in crowd])
    assert sorted(map(str, outcomes)) == ["registered"] * SEATS + ["waitlisted"] * (PEOPLE - SEATS)
    assert counted(number) == {"registered": SEATS, "waitlisted": PEOPLE - SEATS}
    host = host_of(number, cast.third)
    assert (host.registered, host.waiting) == (SEATS, PEOPLE - SEATS)


def test_leaving_and_coming_and_raising_at_once_keep_the_counts_true(served: Flask, cast: Cast, crowd: list[Person]):
    number = scheduled(cast, quotas={cast.third.id: SEATS})
    at_once(served, number, *[(person, register) for person in crowd[:6]])

    def raising(activity: Activity, by: Scope) -> object:
        return set_quotas(activity, {cast.third.id: SEATS + 1}, by=by)

    leaving = [(person, withdraw) for person in crowd[:3]]
    coming = [(person, register) for person in crowd[6:]]
    at_once(served, number, *leaving, *coming, (cast.ana, raising))
    host, now = host_of(number, cast.third), counted(number)
    assert (host.registered, host.waiting) == (now["registered"], now.get("waitlisted", 0))
    assert now == {"registered": SEATS + 1, "waitlisted": 3, "withdrawn": 3}


def test_the_same_person_on_two_devices_has_one_place(served: Flask, cast: Cast):
    number = scheduled(cast, quotas={cast.third.id: SEATS})
    assert at_once(served, number, *[(cast.ben, register)] * 4) == ["registered"] * 4
    assert host_of(number, cast.third).registered == 1


def test_two_secretaries_answer_one_proposal_at_once(served: Flask, cast: Cast):
    with everything("test", quiet=True):
        deputy = Person(make.member(cast.port, "副书记", "deputy").id, "副书记")
        make.save()
    number = proposed(cast)
    host_id = host_of(number, cast.port).id

    def no(activity: Activity, by: Scope) -> str:
        decline_hosting(activity, host_id, "撞期", by=by)
        return "done"

    outcomes = at_once(served, number, (cast.chen, confirming(host_id)), (deputy, no))
    assert outcomes.count("done") == 1
    assert peek(number).state == ("scheduled" if outcomes[0] == "done" else "draft")


def test_two_hosts_confirm_at_once_and_the_date_stands(served: Flask, cast: Cast):
    with everything("test", quiet=True):
        make.party(
            db.session().get_one(type(cast.pact), cast.pact.id), db.session().get_one(type(cast.second), cast.second.id)
        )
        make.save()
    number = proposed(cast, quotas={cast.second.id: None})
    deeds: list[tuple[Person, Deed]] = []
    for person, branch in ((cast.chen, cast.port), (cast.bella, cast.second)):
        host_id = host_of(number, branch).id
        deeds.append((person, confirming(host_id)))
    assert at_once(served, number, *deeds) == ["done", "done"]
    assert peek(number).state == "scheduled"


def test_one_duty_is_taken_by_one(served: Flask, cast: Cast, crowd: list[Person]):
    number = scheduled(cast, duties={"photos": 1})

    def take(activity: Activity, by: Scope) -> str:
        take_duty(activity, "photos", by=by)
        return "done"

    assert at_once(served, number, *[(person, take) for person in crowd[:5]]).count("done") == 1


def test_two_reach_for_the_last_place_and_one_has_it(served: Flask, cast: Cast, crowd: list[Person]):
    number = scheduled(cast, quotas={cast.third.id: SEATS})
    for person in crowd[: SEATS - 1]:
        with acting(person, number) as (activity, by):
            register_member(activity, {}, by=by)
    outcomes = at_once(served, number, *[(person, register) for person in crowd[-2:]])
    assert sorted(map(str, outcomes)) == ["registered", "waitlisted"]
    assert counted(number) == {"registered": SEATS, "waitlisted": 1}


def test_a_seat_given_back_by_two_at_once_goes_to_two_and_to_each_once(served: Flask, cast: Cast, crowd: list[Person]):
    number = scheduled(cast, quotas={cast.third.id: 2})
    for person in crowd[:5]:
        with acting(person, number) as (activity, by):
            register_member(activity, {}, by=by)
    leaving: list[tuple[Person, Deed]] = [(person, withdraw) for person in crowd[:2]]
    assert at_once(served, number, *leaving) == ["withdrawn", "withdrawn"]
    with everything("test", quiet=True):
        told = db.session().query(Trail).filter_by(name="activities.RegistrationMovedUp")
        assert sorted(deed.facts["user_id"] for deed in told) == [person.id for person in crowd[2:4]]


def test_moving_while_people_register_loses_neither(served: Flask, cast: Cast, crowd: list[Person]):
    number = scheduled(cast, quotas={cast.third.id: SEATS})
    outcomes = at_once(served, number, *[(person, register) for person in crowd[:5]], (cast.chen, moving(hour=14)))
    assert outcomes[-1] == 1 and outcomes.count("registered") == SEATS
    assert (peek(number).starts_at, peek(number).sequence) == (soon(12, 14), 1)
    assert counted(number) == {"registered": SEATS, "waitlisted": 2}


def test_calling_off_while_people_register_and_leave_tells_nobody_that_they_moved_up(
    served: Flask, cast: Cast, crowd: list[Person]
):
    """Whoever comes too late is refused; whoever left before it was called off may have made room, after it nobody has."""
    number = scheduled(cast, quotas={cast.third.id: 2})
    for person in crowd[:4]:
        with acting(person, number) as (activity, by):
            register_member(activity, {}, by=by)

    def off(activity: Activity, by: Scope) -> str:
        return cancel_activity(activity, "台风", by=by).state

    leaving: list[tuple[Person, Deed]] = [(person, withdraw) for person in crowd[:2]]
    coming: list[tuple[Person, Deed]] = [(person, register) for person in crowd[4:6]]
    outcomes = at_once(served, number, *leaving, *coming, (cast.ana, off))
    assert outcomes[-1] == "cancelled" and peek(number).state == "cancelled"
    with everything("test", quiet=True):
        names = [name for (name,) in db.session().query(Trail.name).order_by(Trail.id)]
    after = names[names.index("activities.ActivityCancelled") :]
    assert "activities.RegistrationMovedUp" not in after and "activities.RegistrationPlaced" not in after
    host, rows = host_of(number, cast.third), counted(number)
    assert (host.registered, host.waiting) == (rows.get("registered", 0), rows.get("waitlisted", 0))


def test_two_secretaries_move_it_at_once_and_calendars_count_both(served: Flask, cast: Cast):
    number = scheduled(cast)
    outcomes = at_once(served, number, (cast.ana, moving(hour=9)), (cast.chen, moving(hour=15)))
    assert 2 in outcomes, "who was first may read the other's count already"
    assert {1, 2} >= set(outcomes) and peek(number).sequence == 2
