"""What the timeline of a partnership tells of its activities: the next few, the last few, and figures for every host."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Integer, String, bindparam, case, cast, func, null, select, union_all

from coop.activities.lifecycle import CANCELLED, COMING, OVER
from coop.activities.models import Activity, Host
from coop.core.paging import few
from coop.extensions import db

IS_OF: ColumnElement[bool] = Activity.partnership_id == bindparam("partnership_id")
IS_HOST = Host.state.in_(("invited", "confirmed"))
HOST_IDS = (
    select(func.aggregate_strings(cast(Host.branch_id, String), ","))
    .where(Host.activity_id == Activity.id, IS_HOST)
    .correlate(Activity)
    .scalar_subquery()
)
TELLING = select(
    Activity.id, Activity.kind, Activity.title, Activity.place, Activity.state, Activity.state_reason,
    Activity.starts_at, Activity.ends_at, Activity.state_at, HOST_IDS.label("host_ids"),
).where(IS_OF)  # fmt: skip
DONE_AT = case((Activity.state == CANCELLED, Activity.state_at), else_=Activity.starts_at)
# Every overview of a partnership asks these two, so they are built once.
DOINGS = union_all(
    few(TELLING.where(Activity.state.in_(COMING)).order_by(Activity.starts_at, Activity.id).limit(bindparam("next"))),
    few(TELLING.where(Activity.state.in_(OVER)).order_by(DONE_AT.desc(), Activity.id.desc()).limit(bindparam("last"))),
)
HOW_MANY: Any = func.count(Activity.id)
FIGURES = union_all(
    select(cast(null(), Integer).label("branch_id"), Activity.state, HOW_MANY).where(IS_OF).group_by(Activity.state),
    select(Host.branch_id, Activity.state, HOW_MANY)
    .join(Activity, Activity.id == Host.activity_id)
    .where(IS_OF, IS_HOST)
    .group_by(Host.branch_id, Activity.state),
)


def doings_of(partnership_id: int, *, coming: int, over: int) -> Sequence[Any]:
    """Rows of at most so many that are to come, the soonest, and so many that are over, the latest; in no order."""
    return db.session().execute(DOINGS, {"partnership_id": partnership_id, "next": coming, "last": over}).all()


def figures_of(partnership_id: int) -> Iterable[tuple[int | None, str, int]]:
    """How many activities stand in which state: for each host, and under None for all of them together."""
    return [tuple(row) for row in db.session().execute(FIGURES, {"partnership_id": partnership_id})]
