"""What is still to come of somebody who is gone: asked by reactions, which look at everything."""

from sqlalchemy import ColumnElement, or_, select

from coop.activities import lifecycle
from coop.activities.models import COMING, Activity, Duty, Registration
from coop.activities.queries.lists import hosted_by
from coop.activities.queries.slim import slim
from coop.core.clock import now
from coop.extensions import db


def coming_in(partnership_id: int) -> list[Activity]:
    """A partnership's plans, and what has neither taken place nor begun nor been called off."""
    return _coming(Activity.partnership_id == partnership_id)


def coming_hosted_by(branch_id: int, *, partnership_id: int) -> list[Activity]:
    """Those of them that the branch hosts or was asked to host."""
    return _coming(Activity.partnership_id == partnership_id, hosted_by([branch_id]))


def coming_with_part_of(user_id: int, *, branch_id: int) -> list[Activity]:
    """Where the person has a place, a guest or a duty on the branch's account."""
    places = select(Registration.activity_id).where(
        or_(Registration.user_id == user_id, Registration.brought_by_id == user_id),
        Registration.branch_id == branch_id, Registration.state.in_(COMING),
    )  # fmt: skip
    duties = select(Duty.activity_id).where(Duty.user_id == user_id, Duty.branch_id == branch_id)
    return _coming(or_(Activity.id.in_(places), Activity.id.in_(duties)))


def _coming(*which: ColumnElement[bool]) -> list[Activity]:
    undated = Activity.state.in_((*lifecycle.PLANNED, lifecycle.POSTPONED))
    ahead = Activity.starts_at > now()
    statement = slim().where(Activity.state.not_in(lifecycle.OVER), or_(undated, ahead), *which)
    return list(db.session().scalars(statement.order_by(Activity.id)).unique())
