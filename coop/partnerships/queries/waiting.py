"""What waits for the reader, each with all that the list of partnerships says of it."""

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import contains_eager

from coop.core.scope import Scope
from coop.extensions import db
from coop.partnerships.models import UNANSWERED, UNDECIDED, Motion, Partnership, Party
from coop.partnerships.policy import holds_first_key, holds_second_key

# The list asks these each time it is opened, so they are built once.
IS_OWN = or_(Party.branch_id.in_(bindparam("branch_ids")), Party.unit_id.in_(bindparam("unit_ids")))
TO_ANSWER = (
    select(Party)
    .join(Party.partnership)
    .options(contains_eager(Party.partnership))
    .where(Party.state.in_(UNDECIDED), Partnership.state.in_((*UNANSWERED, "active")), IS_OWN)
    .order_by(Partnership.answer_until, Party.id)
    .limit(20)
)
TO_CONSENT = (
    select(Motion, Party)
    .join(Party, Party.partnership_id == Motion.partnership_id)
    .where(Motion.state == "pending", Party.state == "joined", Party.id != Motion.party_id, IS_OWN)
    .where(Motion.made_by_id != bindparam("user_id"))
    .order_by(Motion.id)
    .limit(20)
)


def invitations_waiting(scope: Scope) -> list[Party]:
    """The reader's own parties that they can answer now: agree to, or approve, be it an invitation or a clerk's draft."""
    own = own_places(scope)
    found = db.session().scalars(TO_ANSWER, own) if own else ()
    return [party for party in found if can_answer(scope, party)]


def motions_waiting(scope: Scope) -> list[tuple[Motion, Party]]:
    """Motions that the reader can consent to, each with the party for which they would."""
    own = own_places(scope)
    found = db.session().execute(TO_CONSENT, {**own, "user_id": scope.user_id}).unique() if own else ()
    return [(motion, party) for motion, party in found if _can_consent(scope, motion, party)]


def own_places(scope: Scope) -> dict[str, list[int]]:
    """Branches and units for which the reader may hold a key; whoever holds none is asked nothing."""
    units = [unit_id for unit_id, role in scope.unit_roles if role == "committee"]
    return {"branch_ids": list(scope.branch_ids), "unit_ids": units} if scope.posts or units else {}


def can_answer(scope: Scope, party: Party) -> bool:
    """Whether one of the reader's keys is what this party waits for."""
    if party.state == "invited":
        return holds_first_key(scope, party) or holds_second_key(scope, party)
    return party.state == "agreed" and holds_second_key(scope, party)


def _can_consent(scope: Scope, motion: Motion, party: Party) -> bool:
    given = [consent.party_id for consent in motion.consents]
    return holds_second_key(scope, party) and party.id not in given
