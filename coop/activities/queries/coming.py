"""What makes a list of activities: rows without hosts and long texts, and when one is coming, hosted, registered for."""

from typing import Any

from sqlalchemy import and_, bindparam, exists, or_, select
from sqlalchemy.orm import defer, raiseload

from coop.activities import lifecycle
from coop.activities.models import Activity, Host, Registration
from coop.activities.queries.slim import PARTNERSHIP

TAKING_SEATS = ("registered", "waitlisted")
BRANCHES: Any = bindparam("branch_ids", expanding=True)
ROW = select(Activity).options(
    PARTNERSHIP, raiseload(Activity.hosts), defer(Activity.about), defer(Activity.agenda), defer(Activity.questions)
)
#: What was postponed is to come until somebody moves or cancels it, even when its old date is long past.
IS_COMING = or_(
    Activity.state == lifecycle.POSTPONED,
    and_(Activity.state == lifecycle.SCHEDULED, Activity.ends_at >= bindparam("at")),
)
IS_HOSTED = exists().where(
    Host.activity_id == Activity.id, Host.branch_id.in_(BRANCHES), Host.state.in_(("invited", "confirmed"))
)
IS_REGISTERED = exists().where(
    Registration.activity_id == Activity.id,
    Registration.user_id == bindparam("user_id"),
    Registration.state.in_(TAKING_SEATS),
)
