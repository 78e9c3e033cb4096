"""What the 工作台 says of activities: rows without hosts and long texts, asked with statements that are built once."""

from typing import Any

from sqlalchemy import Select, and_, bindparam, exists, or_, select
from sqlalchemy.orm import defer, raiseload

from coop.activities import lifecycle
from coop.activities.models import Activity, Host, Registration
from coop.activities.queries.slim import PARTNERSHIP
from coop.core.clock import now
from coop.core.scope import Scope
from coop.extensions import db

TAKING_SEATS = ("registered", "waitlisted")
BRANCHES: Any = bindparam("branch_ids", expanding=True)
ROW = select(Activity).options(
    PARTNERSHIP, raiseload(Activity.hosts), defer(Activity.about), defer(Activity.agenda), defer(Activity.questions)
)
IS_COMING = and_(Activity.state.in_((lifecycle.SCHEDULED, lifecycle.POSTPONED)), Activity.ends_at >= bindparam("at"))
IS_HOSTED = exists().where(
    Host.activity_id == Activity.id, Host.branch_id.in_(BRANCHES), Host.state.in_(("invited", "confirmed"))
)
IS_REGISTERED = exists().where(
    Registration.activity_id == Activity.id,
    Registration.user_id == bindparam("user_id"),
    Registration.state.in_(TAKING_SEATS),
)
SOONEST = (Activity.starts_at, Activity.id)
COMING = (
    ROW.where(IS_COMING, Activity.state == lifecycle.SCHEDULED, or_(IS_HOSTED, IS_REGISTERED))
    .order_by(*SOONEST)
    .limit(bindparam("most"))
)
PROPOSED = ROW.where(Activity.state == lifecycle.PROPOSED).order_by(*SOONEST)
INVITED = Host.state == "invited"
TO_ANSWER = PROPOSED.where(exists().where(Host.activity_id == Activity.id, Host.branch_id.in_(BRANCHES), INVITED))
UNANSWERED = PROPOSED.where(
    Activity.branch_id.in_(BRANCHES),
    Activity.id.in_(select(Host.activity_id).where(INVITED, Host.branch_id.not_in(BRANCHES))),
).limit(10)


def upcoming_for(scope: Scope, limit: int = 5) -> list[Activity]:
    """What the reader's branches host next, or they are registered for, soonest first."""
    given = {"branch_ids": list(scope.own_branch_ids), "user_id": scope.user_id, "at": now(), "most": limit}
    return list(db.session().scalars(COMING, given))


def proposals_waiting(scope: Scope) -> list[Activity]:
    """Proposals that a branch of which the reader is secretary or deputy has not answered, soonest first."""
    return _of(TO_ANSWER, [post.branch_id for post in scope.posts if post.role in ("secretary", "deputy")])


def proposals_unanswered(scope: Scope) -> list[Activity]:
    """Proposals of the branches of which the reader is an officer that another host has not confirmed, ten at most."""
    return _of(UNANSWERED, [post.branch_id for post in scope.posts if scope.is_officer(post.branch_id)])


def _of(statement: Select[Activity], branch_ids: list[int]) -> list[Activity]:
    """Nothing is asked for somebody who is no officer."""
    return list(db.session().scalars(statement, {"branch_ids": branch_ids})) if branch_ids else []
