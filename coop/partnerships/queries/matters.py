"""What the 工作台 says of partnerships: what waits for the reader's key and what for somebody else's, in one statement."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Date, and_, bindparam, cast, exists, literal, null, select, union_all

from coop.core.paging import few
from coop.core.scope import Scope
from coop.extensions import db
from coop.partnerships.models import UNANSWERED, UNDECIDED, Consent, Motion, Partnership, Party
from coop.partnerships.policy import holds_second_key
from coop.partnerships.queries.waiting import IS_OWN, can_answer, own_places
from coop.units.models import Branch, Unit
from coop.units.queries.names import BRANCH_LABEL

MOST = 20
INVITATION, MOTION, PARTNERSHIP = "invitation", "motion", "partnership"
# A key is a matter of the party's branch and unit and of how far it has answered: policies look at a row as at a party.
KEY = (Party.state, Party.branch_id, Party.unit_id)
TO_ANSWER = (
    select(literal(INVITATION).label("kind"), Partnership.id, Partnership.name, Partnership.answer_until, *KEY)
    .join(Party, Party.partnership_id == Partnership.id)
    .where(Party.state.in_(UNDECIDED), Partnership.state.in_((*UNANSWERED, "active")), IS_OWN)
    .order_by(Partnership.answer_until, Party.id)
    .limit(MOST)
)
HAS_CONSENTED = exists().where(Consent.motion_id == Motion.id, Consent.party_id == Party.id)
TO_CONSENT = (
    select(literal(MOTION), Motion.partnership_id, literal(""), cast(null(), Date), *KEY)
    .join(Party, Party.partnership_id == Motion.partnership_id)
    .where(Motion.state == "pending", Party.state == "joined", Party.id != Motion.party_id, IS_OWN)
    .where(Motion.made_by_id != bindparam("user_id"), ~HAS_CONSENTED)
    .order_by(Motion.id)
    .limit(MOST)
)
ASKED = (
    select(literal(PARTNERSHIP), Partnership.id, Partnership.name, Partnership.answer_until, *KEY)
    .join(Party, and_(Party.partnership_id == Partnership.id, Party.branch_id == Partnership.branch_id))
    .where(Partnership.state.in_(UNANSWERED), Partnership.branch_id.in_(bindparam("officer_ids")))
    .order_by(Partnership.answer_until, Partnership.id)
    .limit(MOST)
)
# The name of the branch is asked for once, of whatever was found: each entity in a statement names all of a reader's
# audiences, of which a committee has thousands.
FOUND = union_all(few(TO_ANSWER), few(TO_CONSENT), few(ASKED)).subquery()
MATTERS = (
    select(*FOUND.c, BRANCH_LABEL.label("branch"))
    .join(Branch, Branch.id == FOUND.c.branch_id)
    .join(Unit, Unit.id == Branch.unit_id)
)  # fmt: skip
CONCERNS: dict[str, Callable[[Scope, Any], bool]] = {
    INVITATION: lambda scope, row: can_answer(scope, row),
    MOTION: lambda scope, row: holds_second_key(scope, row),
    PARTNERSHIP: lambda scope, row: not can_answer(scope, row),
}


def matters_of(scope: Scope) -> list[Any]:
    """Rows by ``kind``: an ``invitation`` to answer, a ``motion`` to consent to, a ``partnership`` others have to answer.

    Each names the partnership, its answer date and the reader's branch. Whoever holds no post is asked nothing.
    """
    own = own_places(scope)
    if not own:
        return []
    officer_ids = [post.branch_id for post in scope.posts if scope.is_officer(post.branch_id)]
    found = db.session().execute(MATTERS, {**own, "officer_ids": officer_ids, "user_id": scope.user_id})
    return [row for row in found if CONCERNS[row.kind](scope, row)]
