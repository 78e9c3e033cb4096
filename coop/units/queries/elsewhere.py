"""Where people stand, in one unit and beyond it: who counts for more than one is no single unit's to hand over."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, or_, select

from coop.accounts.models import INVITED, User
from coop.core.scope import everything
from coop.extensions import db
from coop.units.models import Membership, UnitRole
from coop.units.queries.people import STANDING


@dataclass(frozen=True, slots=True)
class Held:
    """One thing that a person is in a unit: in a branch, taken up or only asked, or without one for the whole unit."""

    user_id: int
    branch_id: int | None
    role: str
    is_active: bool = True


def belongs_elsewhere(user_id: int, unit_id: int | None) -> bool:
    """Asked past the filter, as the administrator may not see where else; the answer is yes or no. To a unit that does not
    exist yet every other one is elsewhere."""
    return bool(those_elsewhere([user_id], unit_id))


def those_elsewhere(user_ids: Collection[int], unit_id: int | None) -> set[int]:
    """Those of these people who have a place or a role in another unit."""
    with everything("which accounts are one unit's alone", quiet=True):
        return set(db.session().scalars(select(User.id).where(User.id.in_(user_ids), is_elsewhere(unit_id))))


def is_elsewhere(unit_id: int | None) -> ColumnElement[bool]:
    """Whether the statement's user has a place or a role in another unit; to be asked past the filter."""
    return or_(
        exists().where(Membership.user_id == User.id, Membership.unit_id != unit_id, Membership.state == "active"),
        exists().where(UnitRole.user_id == User.id, UnitRole.unit_id != unit_id),
    )


def held_in(unit_id: int | None, user_ids: Collection[int]) -> Sequence[Held]:
    """All that these people are in that unit, past the filter: an officer of one branch does not see the others."""
    places = select(Membership.user_id, Membership.branch_id, Membership.role, Membership.state == "active")
    places = places.where(Membership.unit_id == unit_id, Membership.user_id.in_(user_ids), Membership.state.in_(STANDING))
    roles = select(UnitRole.user_id, UnitRole.role).where(UnitRole.unit_id == unit_id, UnitRole.user_id.in_(user_ids))
    with everything("what some people are in a unit", quiet=True):
        found = [Held(*row) for row in db.session().execute(places)]
        return found + [Held(user_id, None, role) for user_id, role in db.session().execute(roles)]


def unproven_logins(unit_id: int, logins: Collection[str]) -> set[str]:
    """Those of these phone numbers and e-mail addresses that another unit, or the platform, has registered and nobody has
    opened yet: whoever holds that card may be anybody."""
    wanted, found = sorted(logins), set()
    with everything("which sign-in names another unit has registered", quiet=True):
        for start in range(0, len(wanted), 500):
            some = wanted[start : start + 500]
            held = select(User.phone, User.email).where(User.state == INVITED, or_(User.phone.in_(some), User.email.in_(some)))
            for row in db.session().execute(held.where(or_(User.is_operator, is_elsewhere(unit_id)))):
                found |= {login for login in row if login}
    return found
