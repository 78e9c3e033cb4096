"""The answers of the branches that were asked to host."""

from typing import Any

from flask import flash, render_template, url_for
from flask_babel import gettext as _

from coop.activities.actions import confirm_hosting, decline_hosting
from coop.activities.forms import ReasonForm
from coop.activities.models import Activity
from coop.activities.policy import Permission
from coop.activities.queries.activities import get_activity
from coop.activities.views.blueprint import bp
from coop.core.web.access import current_scope, requires
from coop.core.web.once import once
from coop.core.web.replies import redirect_to


@bp.post("/activities/<int:id>/hosts/<int:host_id>/confirmation")
@requires(Permission.HOSTING_ANSWER, of=get_activity)
@once
def confirm(activity: Activity, host_id: int) -> Any:
    """This side is in."""
    activity = confirm_hosting(activity, host_id, by=current_scope())
    flash(_("已确认，各方成员可以报名了。") if activity.is_scheduled else _("已确认，还在等其他支部答复。"), "good")
    return redirect_to(url_for(".show", id=activity.id))


@bp.route("/activities/<int:id>/hosts/<int:host_id>/declination", methods=["GET", "POST"])
@requires(Permission.HOSTING_ANSWER, of=get_activity)
@once
def decline(activity: Activity, host_id: int) -> Any:
    """This side stays out, and says why."""
    form = ReasonForm()
    if form.submitted():
        decline_hosting(activity, host_id, form.reason.data or "", by=current_scope())
        flash(_("已答复，对方会看到原因。"), "good")
        return redirect_to(url_for(".show", id=activity.id))
    page = render_template(
        "activities/reason.html", form=form, activity=activity, title=_("不参加主办"), button=_("答复不参加"),
        note=_("其他主办支部的班子会看到您的原因。"),
    )  # fmt: skip
    return page, 422 if form.is_submitted() else 200
