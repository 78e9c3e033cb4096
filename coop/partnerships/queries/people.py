"""The people of a partnership: rosters of both sides, who will be told, who can speak for a branch."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from coop.accounts.models import User
from coop.core.scope import OFFICERS, Scope, everything
from coop.extensions import db
from coop.partnerships.models import Liaison, Partnership
from coop.units.models import Membership

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
    """Secretaries, deputies and clerks who are told when their branch is invited: officers are named in the directory."""
    return _faces(branch_ids, OFFICERS)


def member_ids(branch_id: int) -> set[int]:
    return {face.user_id for face in members_of(branch_id)}


def members_of(branch_id: int) -> list[Face]:
    """The active members of one of the reader's own branches; of any other branch nobody is found."""
    return _people([branch_id], RANK)


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
    return sorted((Face(*row) for row in rows), key=lambda face: RANK.index(face.role))
