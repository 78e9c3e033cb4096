"""What the 工作台 says of memberships: who asks the reader to join, and who asks to join what the reader leads."""

from typing import Any

from sqlalchemy import bindparam, literal, or_, select, union_all

from coop.accounts.models import User
from coop.core.paging import few
from coop.core.scope import Scope, everything
from coop.extensions import db
from coop.units.models import Branch, Membership, Unit
from coop.units.queries.names import BRANCH_LABEL

LED = or_(Membership.branch_id.in_(bindparam("led_ids")), Membership.unit_id.in_(bindparam("run_ids")))


def _rows(kind: str) -> Any:
    shown = Membership.id, Membership.post, Membership.role, User.name.label("person"), BRANCH_LABEL.label("branch")
    whole = select(literal(kind).label("kind"), *shown).join(User, User.id == Membership.user_id)
    whole = whole.join(Branch, Branch.id == Membership.branch_id).join(Unit, Unit.id == Branch.unit_id)
    return whole.order_by(Membership.id).limit(50)


MATTERS = union_all(
    few(_rows("welcome").where(Membership.user_id == bindparam("user_id"), Membership.state == "invited")),
    few(_rows("membership").where(Membership.state == "applied", LED)),
)


def matters_of(scope: Scope) -> list[Any]:
    """Rows by ``kind``: a ``welcome`` that the person has to answer, a ``membership`` that somebody applied for.

    The statement itself says whose they are: the person's own, those of branches whose secretary or deputy they are, and
    of units that they administer. Who is invited sees nothing of the branch yet but the name that invites them.
    """
    given = {
        "user_id": scope.user_id,
        "led_ids": [post.branch_id for post in scope.posts if post.role in ("secretary", "deputy")],
        "run_ids": [unit_id for unit_id, role in scope.unit_roles if role == "admin"],
    }
    with everything("who asks somebody to join, and who asks to join what they lead", quiet=True):
        return list(db.session().execute(MATTERS, given))
