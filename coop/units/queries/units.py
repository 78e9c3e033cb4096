"""Units, the roles in them, and what was done there."""

from collections.abc import Sequence

from sqlalchemy import func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from coop.accounts.models import User
from coop.core import audience
from coop.core.errors import NotFound
from coop.core.events import Deed
from coop.core.paging import Page, page_of
from coop.core.scope import Scope, current, everything
from coop.extensions import db
from coop.units.models import Branch, Membership, Unit, UnitRole


def get_unit(unit_id: int) -> Unit:
    unit = db.session().get(Unit, unit_id)
    if unit is None:
        raise NotFound
    return unit


def get_own_unit(unit_id: int) -> Unit:
    """A unit that the reader works for: how another one is run is not found, though its name is known."""
    if audience.unit(unit_id) not in audiences_here():
        raise NotFound
    return get_unit(unit_id)


def audiences_here() -> frozenset[str]:
    scope = current()
    return scope.audiences if scope else frozenset()


def units_run_by(scope: Scope) -> Sequence[Unit]:
    """The units in which the reader is administrator or committee."""
    ids = [unit_id for unit_id, _ in scope.unit_roles]
    return db.session().scalars(select(Unit).where(Unit.id.in_(ids)).order_by(Unit.id)).all()


def suspended_units_of(scope: Scope) -> Sequence[Unit]:
    """The reader's units that the platform has set aside, for them to read why: they see nothing else of them."""
    if not scope.suspended_unit_ids:
        return []
    with everything("why somebody's unit is closed to them", quiet=True):
        found = select(Unit).where(Unit.id.in_(scope.suspended_unit_ids)).order_by(Unit.id)
        return db.session().scalars(found).all()


def empty_units_of(scope: Scope) -> Sequence[Unit]:
    """Units that the reader administers and that have no branch yet: somebody has to bring the people in."""
    ids = [unit_id for unit_id, role in scope.unit_roles if role == "admin"]
    if not ids:
        return []
    with everything("whether a unit has branches", quiet=True):
        found = select(Unit).where(Unit.id.in_(ids), ~select(Branch.id).where(Branch.unit_id == Unit.id).exists())
        return db.session().scalars(found.order_by(Unit.id)).all()


def roles_in(unit_id: int, role: str | None = None) -> Sequence[UnitRole]:
    found = select(UnitRole).where(UnitRole.unit_id == unit_id).order_by(UnitRole.role, UnitRole.id)
    return db.session().scalars(found.where(UnitRole.role == role) if role else found).all()


def figures_of(unit_id: int) -> dict[str, int]:
    """How many branches and people the unit has, and how many of them have not signed in yet."""
    people = select(func.count(Membership.user_id.distinct())).where(
        Membership.unit_id == unit_id, Membership.state.in_(("active", "invited"))
    )
    waiting = people.join(Membership.user).where((User.state == "invited") | (Membership.state == "invited"))
    branches = select(func.count(Branch.id)).where(Branch.unit_id == unit_id, Branch.state == "active")
    applied = select(func.count(Membership.id)).where(Membership.unit_id == unit_id, Membership.state == "applied")
    row = db.session().execute(
        select(people.scalar_subquery(), waiting.scalar_subquery(), branches.scalar_subquery(), applied.scalar_subquery())
    ).one()
    return dict(zip(("people", "waiting", "branches", "applied"), row, strict=True))


def trail_of(unit_id: int, *, cursor: str | None = None, size: int = 50) -> Page[Deed]:
    """What was done in the unit's name to its tree, its people and its rules, newest first."""
    by: list[InstrumentedAttribute[int]] = [Deed.id]
    return page_of(
        select(Deed).where(Deed.unit_id == unit_id, Deed.name.like("units.%")), by=by, cursor=cursor, size=size
    )


def names_of_units_of(user_id: int) -> list[str]:
    """The units that the person belongs to or runs, for whoever runs the platform."""
    with everything("which units somebody belongs to", quiet=True):
        member = select(Membership.unit_id).where(Membership.user_id == user_id, Membership.state == "active")
        officer = select(UnitRole.unit_id).where(UnitRole.user_id == user_id)
        found = select(Unit.name).where(or_(Unit.id.in_(member), Unit.id.in_(officer))).order_by(Unit.id)
        return list(db.session().scalars(found))


def names_of_users(ids: set[int]) -> dict[int, str]:
    """The names of people by their ids, for a trail whose rows keep ids only."""
    rows = db.session().execute(select(User.id, User.name).where(User.id.in_(ids))) if ids else ()
    return {row[0]: row[1] for row in rows}
