"""Who hears of what concerns a branch: the one condition for those who are told, and for the number named beforehand."""

from collections.abc import Collection, Iterable

from sqlalchemy import select

from coop.accounts import models as accounts
from coop.extensions import db
from coop.units.models import ACTIVE, CLOSING, ROLES, Membership, Unit

MEMBERS = tuple(role for role in ROLES if role != "guest")


def told_of_branches(branch_ids: Iterable[int], roles: Collection[str] = MEMBERS) -> set[int]:
    """The accounts of those who belong there in one of these roles and can sign in, guests left out.

    People of a suspended unit are told nothing of what they cannot see. Asked across units, hence by those alone who
    look around the filter and show nothing of it but a number.
    """
    found = (
        select(Membership.user_id)
        .join(accounts.User, accounts.User.id == Membership.user_id)
        .join(Unit, Unit.id == Membership.unit_id)
        .where(Membership.branch_id.in_(list(branch_ids)), Membership.state == "active", Membership.role.in_(roles))
        .where(accounts.User.state == accounts.ACTIVE, Unit.state.in_((ACTIVE, CLOSING)))
    )
    return set(db.session().scalars(found))
