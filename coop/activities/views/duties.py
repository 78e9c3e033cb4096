"""Taking up a duty and laying it down."""

from typing import Any

from flask_babel import gettext as _

from coop.activities.actions import release_duty, take_duty
from coop.activities.models import Activity
from coop.activities.policy import Permission
from coop.activities.queries.activities import get_activity
from coop.activities.views.blueprint import bp
from coop.activities.views.endings import done
from coop.core.web.access import current_scope, requires
from coop.core.web.once import once


@bp.post("/activities/<int:id>/duties/<kind>")
@requires(Permission.REGISTRATION_PLACE, of=get_activity)
@once
def take(activity: Activity, kind: str) -> Any:
    """I do this."""
    take_duty(activity, kind, by=current_scope())
    return done(activity, _("已认领，谢谢您。"), anchor="duties")


@bp.post("/activities/<int:id>/duties/<kind>/release")
@requires(Permission.REGISTRATION_WITHDRAW, of=get_activity)
@once
def release(activity: Activity, kind: str) -> Any:
    """Somebody else may."""
    release_duty(activity, kind, by=current_scope())
    return done(activity, _("已放下，其他人可以认领。"), anchor="duties")
