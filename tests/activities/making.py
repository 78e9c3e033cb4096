"""Activities for tests: plans as a secretary would write them, and activities that have come as far as a test needs."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import inspect

from coop.activities.actions import confirm_hosting, decline_hosting, plan_activity
from coop.activities.models import Activity, Host
from coop.activities.plans import Plan
from coop.activities.queries import find_activity, get_activity
from coop.core.clock import at_place, today
from coop.core.events import Deed
from coop.core.scope import Scope, entering, everything
from coop.extensions import db
from coop.partnerships.models import Partnership, Party
from coop.units.models import Branch
from tests import factories as make
from tests.cast import Cast, Person


def soon(days: int = 7, hour: int = 14) -> datetime:
    return at_place(today() + timedelta(days=days), hour)


def plan(**changes: Any) -> Plan:
    """A theme day in a week, from two to half past four."""
    start = changes.pop("starts_at", soon())
    whole = Plan(
        title="冬季安全生产联合排查", kind="theme_day", starts_at=start, ends_at=start + timedelta(hours=2, minutes=30),
        place="3 号库", about="一起看现场，一起写清单。",
    )  # fmt: skip
    return replace(whole, **changes)


@contextmanager
def acting(person: Person, number: int) -> Iterator[tuple[Activity, Scope]]:
    """The activity as this person loads it, and the scope in which they act; ``NotFound`` for whom it does not exist."""
    scope = person.scope
    with entering(scope):
        yield get_activity(number), scope


def peek(number: int) -> Activity:
    """The activity as it stands in the database, with its hosts, for nobody's eyes but a test's."""
    with everything("test", quiet=True):
        db.session().expire_all()
        found = get_activity(number)
        db.session().expunge(found)
        for host in found.hosts:
            db.session().expunge(host)
    return found


def host_of(number: int, branch: Branch) -> Host:
    """The branch may be a row of a session that is closed already: its number is enough."""
    return next(host for host in peek(number).hosts if host.branch_id == inspect(branch).identity[0])


def ground(branch: Branch) -> Branch:
    """The branch as a row of the present reader, to plan on."""
    return db.session().get_one(Branch, branch.id)


def party_of(cast: Cast, branch: Branch) -> Party:
    """The branch's place in the pact, as a row of the present reader."""
    return db.session().query(Party).filter_by(partnership_id=cast.pact.id, branch_id=branch.id).one()


def proposed(cast: Cast, *, is_proposed: bool = True, **changes: Any) -> int:
    """Ana's branch asks Chen's to host it with her, in their partnership; no quota unless given."""
    quotas = {cast.third.id: None, cast.port.id: None} | changes.pop("quotas", {})
    scope = cast.ana.scope
    with entering(scope):
        whole = plan(quotas=quotas, **changes)
        return plan_activity(party_of(cast, cast.third), whole, by=scope, is_proposed=is_proposed).id


def answer(person: Person, branch: Branch, number: int, *, why: str = "") -> None:
    """The person answers for the branch: with a reason it is a no."""
    host_id = host_of(number, branch).id
    with acting(person, number) as (activity, by):
        if why:
            decline_hosting(activity, host_id, why, by=by)
        else:
            confirm_hosting(activity, host_id, by=by)


def scheduled(cast: Cast, **changes: Any) -> int:
    """The same, confirmed by Chen: members of both branches see it."""
    number = proposed(cast, **changes)
    answer(cast.chen, cast.port, number)
    return number


def three_sided(cast: Cast) -> None:
    """Bella's branch joins Ana's and Chen's in the pact."""
    with everything("test", quiet=True):
        make.party(db.session().get_one(Partnership, cast.pact.id), db.session().get_one(Branch, cast.second.id))
        make.save()


def members(branch: Branch, count: int) -> list[Person]:
    """So many new members of the branch."""
    with everything("test", quiet=True):
        people = [make.member(branch, f"成员{number}") for number in range(count)]
        make.save()
        return [Person(person.id, person.name) for person in people]


def redate(number: int, starts_at: datetime, *, hours: float = 2.5) -> None:
    """The activity as if time had gone by: it begins at ``starts_at`` without anybody having moved it."""
    with everything("test", quiet=True):
        row = db.session().get_one(Activity, number)
        row.starts_at, row.ends_at = starts_at, starts_at + timedelta(hours=hours)
        make.save()


def own(cast: Cast, **changes: Any) -> int:
    """An activity of Ana's branch alone; ``shown_to="unit"`` shows it to all of North."""
    scope = cast.ana.scope
    with entering(scope):
        return plan_activity(ground(cast.third), plan(**changes), by=scope).id


def is_seen_by(person: Person, number: int) -> bool:
    """Whether this person can load it at all."""
    with entering(person.scope):
        return find_activity(number) is not None


def deeds_on(number: int) -> list[str]:
    """The names of what was done to it, in order."""
    with everything("test", quiet=True):
        deeds = db.session().query(Deed).filter_by(subject_kind="activity", subject_id=number)
        return [deed.name.partition(".")[2] for deed in deeds.order_by(Deed.id)]
