"""Invitations that a branch turned down, as its officers may look them up again: the proposal and their own answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, raiseload

from coop.accounts.models import User
from coop.core.errors import NotFound
from coop.core.events import Deed
from coop.core.paging import Page, page_of
from coop.core.scope import Scope, everything
from coop.extensions import db
from coop.partnerships.models import Partnership, Party
from coop.partnerships.queries.spaces import get_party
from coop.units.models import Branch


@dataclass(frozen=True, slots=True)
class Declined:
    """What the branch was asked and what it answered; nothing of what became of it among the others."""

    party_id: int
    branch: str
    asked_by: str
    name: str
    aims: str
    domains: Sequence[str]
    message: str
    starts_on: date
    ends_on: date
    reason: str
    answered_by: str | None
    answered_at: datetime | None = None


def page_of_declined(scope: Scope, *, cursor: str | None = None) -> Page[Party]:
    """The reader's own branches' refusals, the newest invitation first."""
    return page_of(_own(select(Party), scope), by=[Party.id], cursor=cursor)


def count_declined(scope: Scope) -> int:
    """Asked only of those who hold a key of some branch."""
    if not scope.posts and not scope.unit_roles:
        return 0
    return db.session().scalar(_own(select(func.count(Party.id)), scope)) or 0


def get_declined_party(party_id: int) -> Party:
    party = get_party(party_id)
    if party.state != "declined":
        raise NotFound
    return party


def find_declined(partnership_id: int, scope: Scope) -> Party | None:
    """The reader's own no to that partnership, the latest."""
    own = _own(select(Party).where(Party.partnership_id == partnership_id), scope)
    return db.session().scalar(own.order_by(Party.id.desc()).limit(1))


def declined_of(parties: Sequence[Party]) -> list[Declined]:
    """The invitations behind these refusals. The caller has seen to it that each is the reader's own."""
    chosen = (
        select(Party, Partnership, User.name)
        .join(Partnership, Partnership.id == Party.partnership_id)
        .outerjoin(User, User.id == Party.approved_by_id)
        .where(Party.id.in_([party.id for party in parties]))
        .options(joinedload(Partnership.branch).joinedload(Branch.unit), raiseload(Partnership.parties))
        .order_by(Party.id.desc())
    )
    with everything("what a branch once declined", quiet=True):
        return [_told(*row) for row in db.session().execute(chosen).unique()]


def answered_at(party: Party) -> datetime | None:
    """When the refusal was given, from the trail."""
    given = select(Deed.at, Deed.facts).where(
        Deed.name == "partnerships.PartyDeclined", Deed.subject_id == party.partnership_id
    )
    with everything("when a branch declined", quiet=True):
        rows = db.session().execute(given.order_by(Deed.id.desc())).all()
    return next((at for at, facts in rows if facts["party_id"] == party.id), None)


def _told(party: Party, partnership: Partnership, answered_by: str | None) -> Declined:
    return Declined(
        party_id=party.id, branch=party.branch.label, asked_by=partnership.branch.label, name=partnership.name,
        aims=partnership.aims, domains=partnership.domains, message=partnership.message,
        starts_on=partnership.starts_on, ends_on=partnership.ends_on, reason=party.reason, answered_by=answered_by,
    )  # fmt: skip


def _own(statement: Select[Any], scope: Scope) -> Select[Any]:
    """Of branches whose officers the reader is among, or whose committee they are; others' refusals stay out."""
    keys = [f"officers:{branch_id}" for branch_id in scope.branch_ids]
    held = [int(key.partition(":")[2]) for key in scope.audiences.intersection(keys)]
    units = [unit_id for unit_id, role in scope.unit_roles if role == "committee"]
    return statement.where(Party.state == "declined", Party.branch_id.in_(held) | Party.unit_id.in_(units))
