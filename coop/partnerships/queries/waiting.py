"""What waits: for the reader, and for others."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager

from coop.core.scope import Scope
from coop.extensions import db
from coop.partnerships.models import UNANSWERED, UNDECIDED, Motion, Partnership, Party
from coop.partnerships.policy import holds_first_key, holds_second_key


def invitations_waiting(scope: Scope) -> list[Party]:
    """The reader's own parties that they can answer now: agree to, or approve, be it an invitation or a clerk's draft."""
    units = [unit_id for unit_id, role in scope.unit_roles if role == "committee"]
    if not scope.posts and not units:
        return []
    rows = db.session().scalars(
        select(Party)
        .join(Party.partnership)
        .options(contains_eager(Party.partnership))
        .where(Party.state.in_(UNDECIDED), Partnership.state.in_((*UNANSWERED, "active")))
        .where(or_(Party.branch_id.in_(scope.branch_ids), Party.unit_id.in_(units)))
        .order_by(Partnership.answer_until, Party.id)
        .limit(20)
    )
    return [party for party in rows.unique() if _can_answer(scope, party)]


def motions_waiting(scope: Scope) -> list[tuple[Motion, Party]]:
    """Motions that the reader can consent to, each with the party for which they would."""
    units = [unit_id for unit_id, role in scope.unit_roles if role == "committee"]
    if not scope.posts and not units:
        return []
    rows = db.session().execute(
        select(Motion, Party)
        .join(Party, Party.partnership_id == Motion.partnership_id)
        .where(Motion.state == "pending", Party.state == "joined", Party.id != Motion.party_id)
        .where(Motion.made_by_id != scope.user_id)
        .where(or_(Party.branch_id.in_(scope.branch_ids), Party.unit_id.in_(units)))
        .order_by(Motion.id)
        .limit(20)
    )
    return [(motion, party) for motion, party in rows.unique() if _can_consent(scope, motion, party)]


def waiting_for_others(scope: Scope) -> Sequence[Partnership]:
    """Proposals of the reader's own branches that somebody else has still to answer."""
    mine = [post.branch_id for post in scope.posts if scope.is_officer(post.branch_id)]
    if not mine:
        return []
    found = select(Partnership).where(Partnership.state.in_(UNANSWERED), Partnership.branch_id.in_(mine))
    rows = db.session().scalars(found.order_by(Partnership.answer_until, Partnership.id).limit(20)).unique()
    return [row for row in rows if not _can_answer(scope, row.proposer)]


def _can_answer(scope: Scope, party: Party) -> bool:
    if party.state == "invited":
        return holds_first_key(scope, party) or holds_second_key(scope, party)
    return party.state == "agreed" and holds_second_key(scope, party)


def _can_consent(scope: Scope, motion: Motion, party: Party) -> bool:
    given = [consent.party_id for consent in motion.consents]
    return holds_second_key(scope, party) and party.id not in given
