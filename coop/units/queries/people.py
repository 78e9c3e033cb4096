"""Memberships: of a branch, of a unit, of oneself."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, bindparam, case, func, or_, select
from sqlalchemy.orm import joinedload

from coop.accounts.models import User
from coop.core.clock import today
from coop.core.errors import NotFound
from coop.core.scope import Scope, everything
from coop.extensions import db
from coop.units.models import ROLES, Membership
from coop.units.terms import NOTICE

STANDING = ("active", "invited")
BY_ROLE = case({role: place for place, role in enumerate(ROLES)}, value=Membership.role)
MOST_FOUND = 500
# The 工作台 of every secretary asks it, so it is built once.
ASKING = (
    select(Membership)
    .options(joinedload(Membership.branch))
    .where(Membership.state == "applied")
    .where(or_(Membership.branch_id.in_(bindparam("branch_ids")), Membership.unit_id.in_(bindparam("unit_ids"))))
    .order_by(Membership.id)
    .limit(50)
)


def get_membership(membership_id: int) -> Membership:
    found = db.session().scalar(
        select(Membership).options(joinedload(Membership.branch)).where(Membership.id == membership_id)
    )
    if found is None:
        raise NotFound
    return found


def get_own_membership(membership_id: int) -> Membership:
    """One that the reader sees, with its branch even where that is not shown yet: to the invited, to those who ask."""
    if db.session().get(Membership, membership_id) is None:
        raise NotFound
    with everything("the branch that somebody's own membership is of", quiet=True):
        return get_membership(membership_id)


def members_of(branch_id: int, *, states: Sequence[str] = STANDING) -> Sequence[Membership]:
    """The branch's people: secretary first, then by post and order."""
    found = select(Membership).where(Membership.branch_id == branch_id, Membership.state.in_(states))
    return db.session().scalars(found.order_by(BY_ROLE, Membership.order, Membership.id)).all()


def unanswered_in(unit_id: int, *, branch_id: int | None = None, ids: Sequence[int] = ()) -> Sequence[Membership]:
    """Those who have not signed in or not agreed yet, by branch: the people whom a slip helps."""
    found = select(Membership).options(joinedload(Membership.branch)).join(Membership.user)
    found = found.where(Membership.unit_id == unit_id, unanswered())
    if branch_id:
        found = found.where(Membership.branch_id == branch_id)
    if ids:
        found = found.where(Membership.id.in_(ids))
    return db.session().scalars(found.order_by(Membership.branch_id, BY_ROLE, Membership.id).limit(MOST_FOUND)).all()


def unanswered() -> ColumnElement[bool]:
    """Not signed in or not agreed yet; the statement must join the user."""
    return or_(Membership.state == "invited", (Membership.state == "active") & (User.state == "invited"))


def find_membership(user_id: int | None, branch_id: int) -> Membership | None:
    """The person's place in that branch, whatever its state; asked about oneself or by whoever staffs the branch."""
    with everything("looking for a membership in one branch", quiet=True):
        return db.session().scalar(
            select(Membership).where(Membership.user_id == user_id, Membership.branch_id == branch_id)
        )


def memberships_of(
    user_id: int | None, *, states: tuple[str, ...] = (*STANDING, "applied")
) -> Sequence[Membership]:
    """Everything that one person belongs to, was invited to or asked for, in all units; for that person's eyes."""
    with everything("somebody lists their own memberships", quiet=True):
        return db.session().scalars(
            select(Membership)
            .options(joinedload(Membership.branch))
            .where(Membership.user_id == user_id, Membership.state.in_(states))
            .order_by(Membership.id)
        ).all()


def places_in(unit_id: int, user_id: int) -> list[Membership]:
    """Where in the unit the person is a member now."""
    here = (Membership.unit_id == unit_id, Membership.user_id == user_id, Membership.state == "active")
    found = select(Membership).options(joinedload(Membership.branch)).where(*here).order_by(Membership.id)
    return list(db.session().scalars(found))


def applications_for(scope: Scope) -> Sequence[Membership]:
    """Requests to join that wait for this reader's answer: as secretary, deputy or unit administrator."""
    branches = [post.branch_id for post in scope.posts if post.role in ("secretary", "deputy")]
    units = [unit_id for unit_id, role in scope.unit_roles if role == "admin"]
    if not branches and not units:
        return []
    return db.session().scalars(ASKING, {"branch_ids": branches, "unit_ids": units}).all()


def count_role(branch_id: int | None, role: str) -> int:
    """How many active people hold that role in the branch."""
    held = select(func.count(Membership.id)).where(
        Membership.branch_id == branch_id, Membership.role == role, Membership.state == "active"
    )
    return db.session().scalar(held) or 0


def ending_terms(unit_id: int) -> Sequence[Membership]:
    """Posts of the unit whose term is over or ends within the notice, the soonest first."""
    return db.session().scalars(
        select(Membership)
        .options(joinedload(Membership.branch))
        .where(Membership.unit_id == unit_id, Membership.state == "active", Membership.term_until <= today() + NOTICE)
        .order_by(Membership.term_until, Membership.id)
        .limit(12)
    ).all()
