"""Whom a branch can ask to build with it."""

from collections.abc import Collection, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from coop.core.scope import Scope
from coop.extensions import db
from coop.partnerships.models import UNANSWERED, Partnership, Party
from coop.units.models import ACTIVE, Branch, Unit

MOST_FOUND = 12


def branches_named(branch_ids: Collection[int]) -> list[Branch]:
    """Those of the numbers that the reader can find, in the given order."""
    rows = db.session().scalars(select(Branch).where(Branch.id.in_(branch_ids))).unique()
    found = {row.id: row for row in rows}
    return [found[number] for number in dict.fromkeys(branch_ids) if number in found]


def proposing_branches(scope: Scope) -> list[Branch]:
    """The branches for which the reader may propose, their own before those held from above."""
    mine = [post.branch_id for post in scope.posts if scope.is_officer(post.branch_id)]
    units = [unit_id for unit_id, role in scope.unit_roles if role == "committee"]
    if not mine and not units:
        return []
    found = select(Branch).where(Branch.state == "active", or_(Branch.id.in_(mine), Branch.unit_id.in_(units)))
    rows = db.session().scalars(found.order_by(Branch.unit_id, Branch.id)).unique()
    return sorted(rows, key=lambda branch: branch.id not in mine)


def candidates(text: str, *, beside: Branch | None, leaving_out: Collection[int] = ()) -> Sequence[Branch]:
    """Branches whose own or unit's name holds ``text``; without a text the other ones of ``beside``'s own unit."""
    found = select(Branch).join(Unit, Unit.id == Branch.unit_id)
    found = found.where(Branch.state == "active", Unit.state == ACTIVE, Branch.id.not_in(leaving_out))
    if text:
        names = (Branch.name, Unit.name, Unit.short_name, Unit.short_name + Branch.name, Branch.district)
        found = found.where(or_(*(name.contains(text, autoescape=True) for name in names)))
    elif beside:
        found = found.where(Branch.unit_id == beside.unit_id)
    else:
        return []
    return db.session().scalars(found.order_by(Branch.unit_id, Branch.id).limit(MOST_FOUND)).unique().all()


def branch_ids_with_open_proposal(branch_id: int) -> set[int]:
    """Those with which this branch shares a proposal that still waits, whoever wrote it."""
    own, other = aliased(Party), aliased(Party)
    rows = db.session().scalars(
        select(other.branch_id)
        .join(Partnership, Partnership.id == other.partnership_id)
        .join(own, own.partnership_id == Partnership.id)
        .where(own.branch_id == branch_id, other.branch_id != branch_id, Partnership.state.in_(UNANSWERED))
        .where(own.state.in_(("invited", "agreed", "joined")), other.state.in_(("invited", "agreed", "joined")))
    )
    return set(rows)
