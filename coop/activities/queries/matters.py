"""What the 工作台 says of activities: what comes next, what waits for the reader's answer and what for others', at once."""

from typing import Any

from sqlalchemy import bindparam, literal, select, union, union_all

from coop.activities import lifecycle
from coop.activities.models import Activity, Host, Registration
from coop.activities.queries.coming import TAKING_SEATS
from coop.core.clock import now
from coop.core.paging import few
from coop.core.scope import Scope
from coop.extensions import db
from coop.partnerships.models import Partnership

COMING, PROPOSAL, ACTIVITY = "coming", "proposal", "activity"
ROW = Activity.id, Activity.title, Activity.place, Activity.starts_at, Activity.ends_at, Activity.partnership_id
ASKED, IS_PROPOSED = Host.state == "invited", Activity.state == lifecycle.PROPOSED
# Lists of numbers, taken from the side where they are few: SQLite would ask a question of each activity that is coming.
MINE = union(
    select(Host.activity_id).where(Host.branch_id.in_(bindparam("own_ids")), Host.state.in_(("invited", "confirmed"))),
    select(Registration.activity_id).where(
        Registration.user_id == bindparam("user_id"), Registration.state.in_(TAKING_SEATS)
    ),
)
TO_ANSWER = select(Host.activity_id).where(Host.branch_id.in_(bindparam("led_ids")), ASKED)
UNANSWERED = (
    select(Host.id)
    .where(Host.activity_id == Activity.id, Host.branch_id.not_in(bindparam("officer_ids")), ASKED)
    .exists()
)


def _rows(kind: str) -> Any:
    return select(literal(kind).label("kind"), *ROW).order_by(Activity.starts_at, Activity.id)


IS_COMING = Activity.state == lifecycle.SCHEDULED, Activity.ends_at >= bindparam("at")
FOUND = union_all(
    few(_rows(COMING).where(Activity.id.in_(MINE), *IS_COMING).limit(5)),
    few(_rows(PROPOSAL).where(Activity.id.in_(TO_ANSWER), IS_PROPOSED).limit(50)),
    few(_rows(ACTIVITY).where(Activity.branch_id.in_(bindparam("officer_ids")), IS_PROPOSED, UNANSWERED).limit(10)),
).subquery()
# Asked for once, of whatever was found: each entity in a statement names all of a reader's audiences.
MATTERS = select(*FOUND.c, Partnership.name.label("partnership")).outerjoin(
    Partnership, Partnership.id == FOUND.c.partnership_id
)


def matters_of(scope: Scope) -> list[Any]:
    """Rows by ``kind``, each kind soonest first.

    ``coming`` is what the reader's branches host next or they are registered for; a ``proposal`` waits for the secretary
    or deputy of a branch; an ``activity`` was proposed by the reader's own officers and another host has not confirmed it.
    """
    given = {
        "user_id": scope.user_id, "at": now(), "own_ids": list(scope.own_branch_ids),
        "led_ids": [post.branch_id for post in scope.posts if post.role in ("secretary", "deputy")],
        "officer_ids": [post.branch_id for post in scope.posts if scope.is_officer(post.branch_id)],
    }  # fmt: skip
    return sorted(db.session().execute(MATTERS, given), key=lambda row: (row.starts_at, row.id))
