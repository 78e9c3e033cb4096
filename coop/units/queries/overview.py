"""The branches of a unit at a glance: who leads each, how many belong, how many have not come in yet."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import case, func, or_, select

from coop.accounts.models import User
from coop.extensions import db
from coop.units.models import Branch, Membership
from coop.units.tree import outline

BELONGING = ("active", "invited")
MOST = 40


@dataclass(frozen=True, slots=True)
class Line:
    """One branch: how deep it stands in the tree, the names of its secretaries, its people and those still outside."""

    branch: Branch
    depth: int
    secretaries: Sequence[str]
    people: int
    outside: int


def lines_of(branches: Sequence[Branch]) -> list[Line]:
    """In the order of the tree, at most forty: the whole of it has its own page. Guests are not counted."""
    places = outline(branches)[:MOST]
    ids = [place.node.id for place in places]
    counts, heads = _counts(ids), _secretaries(ids)
    known = {branch.id: branch for branch in branches}
    return [
        Line(known[place.node.id], place.depth, heads[place.node.id], *counts.get(place.node.id, (0, 0)))
        for place in places
    ]


def _counts(branch_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    is_outside = or_(Membership.state == "invited", User.state == "invited")
    rows = db.session().execute(
        select(Membership.branch_id, func.count(), func.sum(case((is_outside, 1), else_=0)))
        .join(User, User.id == Membership.user_id)
        .where(Membership.branch_id.in_(branch_ids), Membership.state.in_(BELONGING), Membership.role != "guest")
        .group_by(Membership.branch_id)
    )
    return {branch_id: (people, outside) for branch_id, people, outside in rows}


def _secretaries(branch_ids: Sequence[int]) -> dict[int, list[str]]:
    rows = db.session().execute(
        select(Membership.branch_id, User.name)
        .join(User, User.id == Membership.user_id)
        .where(Membership.branch_id.in_(branch_ids), Membership.state == "active", Membership.role == "secretary")
        .order_by(Membership.order, Membership.id)
    )
    found: dict[int, list[str]] = {number: [] for number in branch_ids}
    for branch_id, name in rows:
        found[branch_id or 0].append(name)
    return found
