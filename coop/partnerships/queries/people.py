"""The people of a partnership: rosters of both sides, who will be told, who can speak for a branch."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, func, select

from coop.accounts.models import User
from coop.core.scope import OFFICERS, Scope, everything
from coop.extensions import db
from coop.partnerships.models import Liaison, Partnership, Party
from coop.units.models import Membership
from coop.units.queries.told import told_of_branches

# The overview of a partnership asks it, so it is built once.
LIAISONS = (
    select(Liaison.party_id, Liaison.user_id, User.name)
    .join(User, User.id == Liaison.user_id)
    .join(Party, Party.id == Liaison.party_id)
    .where(Party.partnership_id == bindparam("partnership_id"), Party.state == "joined")
    .order_by(Liaison.is_backup)
)
RANK = ("secretary", "deputy", "committee", "clerk", "member")


@dataclass(frozen=True, slots=True)
class Face:
    """A person as the other parties see them: a name and a role in one branch, nothing else."""

    user_id: int
    name: str
    branch_id: int
    role: str


def roster_of(partnership: Partnership, scope: Scope) -> list[Face]:
    """Both sides' people for a member of the space. A party that shows its officers alone still sees itself whole (P7)."""
    if partnership.audience not in scope.audiences:
        return []
    whole = {party.branch_id for party in partnership.joined if party.roster == "members"} | scope.branch_ids
    faces = _faces({party.branch_id for party in partnership.joined}, RANK)
    return [face for face in faces if face.branch_id in whole or face.role != "member"]


def officers_told(branch_ids: Collection[int]) -> list[Face]:
    """Secretaries, deputies and clerks who are told of what concerns their branch: officers are named in the directory."""
    with everything("who is told of a partnership", quiet=True):
        told = told_of_branches(branch_ids, OFFICERS)
    return [face for face in _faces(branch_ids, OFFICERS) if face.user_id in told]


def member_ids(branch_id: int) -> set[int]:
    return {face.user_id for face in members_of(branch_id)}


def members_of(branch_id: int) -> list[Face]:
    """The active members of one of the reader's own branches; of any other branch nobody is found."""
    return _people([branch_id], RANK)


def count_members(branch_ids: Collection[int]) -> dict[int, int]:
    """How many active members each branch has; callers have asked whether the reader may know."""
    if not branch_ids:
        return {}
    with everything("counting the members of an audience", quiet=True):
        rows = db.session().execute(
            select(Membership.branch_id, func.count())
            .where(Membership.branch_id.in_(branch_ids), Membership.state == "active", Membership.role != "guest")
            .group_by(Membership.branch_id)
        )
        return {branch_id: count for branch_id, count in rows if branch_id}


def liaisons_by_party(partnership_id: int) -> dict[int, list[Any]]:
    """Number and name of whoever speaks for each joined party, the first one before the backup."""
    found: dict[int, list[Any]] = {}
    for liaison in db.session().execute(LIAISONS, {"partnership_id": partnership_id}):
        found.setdefault(liaison.party_id, []).append(liaison)
    return found


def liaisons_of(party_id: int) -> Sequence[Liaison]:
    return db.session().scalars(select(Liaison).where(Liaison.party_id == party_id)).unique().all()


def name_of(user_id: int | None) -> str:
    """A person's name for a sentence; empty where nobody is meant."""
    return db.session().scalar(select(User.name).where(User.id == user_id)) or ""


def _faces(branch_ids: Collection[int], roles: Collection[str]) -> list[Face]:
    """Names cross the border of a unit here and nowhere else: callers have asked whether they may."""
    with everything("naming the people of a partnership's branches", quiet=True):
        return _people(branch_ids, roles)


def _people(branch_ids: Collection[int], roles: Collection[str]) -> list[Face]:
    rows = db.session().execute(
        select(User.id, User.name, Membership.branch_id, Membership.role)
        .join(User, User.id == Membership.user_id)
        .where(Membership.branch_id.in_(branch_ids), Membership.state == "active", Membership.role.in_(roles))
        .order_by(Membership.order, Membership.id)
    )
    faces = (Face(user_id, name, branch_id or 0, role) for user_id, name, branch_id, role in rows)
    return sorted(faces, key=lambda face: RANK.index(face.role))
