"""The answers of the branches that were asked to host."""

from typing import Any

from flask_babel import gettext as _

from coop.activities.actions import confirm_hosting, decline_hosting
from coop.activities.models import Activity
from coop.activities.policy import Permission
from coop.activities.queries.activities import get_activity
from coop.activities.views.blueprint import bp
from coop.activities.views.endings import Words, ask_reason, done
from coop.core.web.access import current_scope, requires
from coop.core.web.once import once


@bp.post("/activities/<int:id>/hosts/<int:host_id>/confirmation")
@requires(Permission.HOSTING_ANSWER, of=get_activity)
@once
def confirm(activity: Activity, host_id: int) -> Any:
    """This side is in."""
    activity = confirm_hosting(activity, host_id, by=current_scope())
    waits = _("已确认，还在等其他支部答复。")
    return done(activity, _("已确认，各方成员可以报名了。") if activity.is_scheduled else waits)


@bp.route("/activities/<int:id>/hosts/<int:host_id>/declination", methods=["GET", "POST"])
@requires(Permission.HOSTING_ANSWER, of=get_activity)
@once
def decline(activity: Activity, host_id: int) -> Any:
    """This side stays out, and says why."""
    note, said = _("其他主办支部的班子会看到您的原因。"), _("已答复，对方会看到原因。")
    words = Words(_("不参加主办"), _("答复不参加"), note=note, said=said)
    return ask_reason(activity, lambda reason: decline_hosting(activity, host_id, reason, by=current_scope()), words)
