"""Partnerships one by one and in lists; their parties with the names of branch and unit always come along."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import contains_eager, defer, joinedload, lazyload, load_only
from sqlalchemy.orm.attributes import set_committed_value

from coop.core.errors import NotFound
from coop.core.paging import Page, page_of
from coop.core.scope import Scope
from coop.extensions import db
from coop.partnerships.models import UNANSWERED, UNDECIDED, Partnership, Party
from coop.units.models import Branch, Unit

# Who a party is: the long texts with which branches and units present themselves stay where they are.
PARTY_NAMED = joinedload(Party.branch, innerjoin=True).options(
    load_only(Branch.name, Branch.unit_id, Branch.state, Branch.audience),
    joinedload(Branch.unit, innerjoin=True).load_only(Unit.name, Unit.short_name, Unit.state, Unit.audience),
)
# Every page of a partnership asks it, so it is built once. It reads the parties, each with the one partnership: that is a
# statement less than the other way round, and SQLite works out a whole outer join before it looks at the number.
ONE = (
    select(Party)
    .join(Party.partnership)
    .options(contains_eager(Party.partnership).lazyload(Partnership.parties), PARTY_NAMED)
    .where(Party.partnership_id == bindparam("id"))
    .order_by(Party.id)
)
ROWS = select(Partnership).options(
    lazyload(Partnership.parties), defer(Partnership.aims), defer(Partnership.message), defer(Partnership.domains)
)
ROWS_IN_STATES = ROWS.where(Partnership.state.in_(bindparam("states", expanding=True)))
PARTIES_OF = (
    select(Party)
    .options(PARTY_NAMED)
    .where(Party.partnership_id.in_(bindparam("partnership_ids", expanding=True)))
    .order_by(Party.id)
)
BY_STATE = select(Partnership.state, func.count(Partnership.id)).group_by(Partnership.state)


def find_partnership(partnership_id: int) -> Partnership | None:
    """With its parties; whoever sees a partnership sees at least the one that had the idea."""
    parties = db.session().scalars(ONE, {"id": partnership_id}).all()
    if not parties:
        return None
    set_committed_value(parties[0].partnership, "parties", parties)
    return parties[0].partnership


def get_partnership(partnership_id: int) -> Partnership:
    """The partnership if the reader belongs to it or is invited to it; otherwise there is none."""
    found = find_partnership(partnership_id)
    if found is None:
        raise NotFound
    return found


def get_party(party_id: int) -> Party:
    found = db.session().scalars(select(Party).where(Party.id == party_id)).unique().one_or_none()
    if found is None:
        raise NotFound
    return found


def joined_parties(partnership: Partnership) -> list[Party]:
    """The parties whose members belong to the space, in the order in which they came."""
    return partnership.joined


def partnerships_of(scope: Scope, *, for_officers: bool = False) -> Sequence[Partnership]:
    """Active partnerships that the reader is a member of, to choose from; ``for_officers`` only where they may act."""
    rows = db.session().scalars(select(Partnership).where(Partnership.state == "active").order_by(Partnership.name))
    mine = [row for row in rows.unique() if row.audience in scope.audiences]
    if not for_officers:
        return mine
    return [row for row in mine if any(scope.is_officer(party.branch_id) for party in row.joined)]


def page_of_partnerships(*, states: Sequence[str] = (), cursor: str | None = None, size: int = 20) -> Page[Partnership]:
    """What the reader may know of, latest first, as rows of a list: without the texts that only its own page shows."""
    found = ROWS_IN_STATES if states else ROWS
    page = page_of(
        found, by=(Partnership.state_at, Partnership.id), cursor=cursor, size=size, given={"states": list(states)}
    )
    bring_parties(page.items)
    return page


def bring_parties(partnerships: Sequence[Partnership]) -> None:
    """Give partnerships that came without them their parties: what ``selectin`` does, with a statement built once."""
    parties: dict[int, list[Party]] = {row.id: [] for row in partnerships}
    if parties:
        for party in db.session().scalars(PARTIES_OF, {"partnership_ids": list(parties)}):
            parties[party.partnership_id].append(party)
    for row in partnerships:
        set_committed_value(row, "parties", parties[row.id])


def count_by_state() -> dict[str, int]:
    return dict(db.session().execute(BY_STATE).all())


def overdue_proposals(today: date) -> Sequence[Partnership]:
    """Those whose answer date is over while somebody still has not answered."""
    silent = select(Party.partnership_id).where(Party.state.in_(UNDECIDED))
    found = select(Partnership).where(
        Partnership.answer_until < today, Partnership.state.in_((*UNANSWERED, "active")), Partnership.id.in_(silent)
    )
    return db.session().scalars(found.order_by(Partnership.id)).unique().all()


def standing_parties_of(branch_id: int) -> Sequence[Party]:
    """Wherever the branch was asked or takes part."""
    found = select(Party).where(Party.branch_id == branch_id, Party.state.in_((*UNDECIDED, "joined")))
    return db.session().scalars(found.options(joinedload(Party.partnership)).order_by(Party.id)).unique().all()


def proposals_waiting_for(branch_id: int) -> Sequence[Partnership]:
    """Those that this branch is invited to and has not answered."""
    invited = select(Party.partnership_id).where(Party.branch_id == branch_id, Party.state.in_(UNDECIDED))
    found = select(Partnership).where(Partnership.id.in_(invited), Partnership.state.in_((*UNANSWERED, "active")))
    return [row for row in db.session().scalars(found).unique() if row.is_sent]
