"""Moving, postponing, calling off, and writing down that it took place."""

from typing import Any

from flask import render_template
from flask_babel import gettext as _

from coop.activities import lifecycle
from coop.activities.actions import cancel_activity, hold_activity, move_activity, postpone_activity
from coop.activities.forms import MoveForm
from coop.activities.forms.planning import kept_values
from coop.activities.models import Activity
from coop.activities.policy import Permission
from coop.activities.queries.activities import get_activity
from coop.activities.queries.people import reach_of
from coop.activities.views.blueprint import bp
from coop.activities.views.endings import Words, ask_reason, done
from coop.core.errors import Conflict
from coop.core.sentences import say
from coop.core.web.access import current_scope, requires
from coop.core.web.once import once

MOVING = ("day", "starts", "ends", "ends_on", "place")


@bp.route("/activities/<int:id>/move", methods=["GET", "POST"])
@requires(Permission.ACTIVITY_MANAGE, of=get_activity)
@once
def move(activity: Activity) -> Any:
    """A new date or place; the page says before whom it will tell."""
    _demand(activity, "move")
    kept = kept_values(activity)
    form = MoveForm(**{name: kept[name] for name in MOVING})
    place, reason = form.place.data or "", form.reason.data or ""
    if form.carry_out(
        lambda: move_activity(activity, form.starts_at, form.ends_at, place, reason, by=current_scope())
    ):
        return done(activity, _("已改，大家会收到通知。"))
    page = render_template("activities/move.html", form=form, activity=activity, told=told(activity))
    return page, 422 if form.is_submitted() else 200


@bp.route("/activities/<int:id>/postponement", methods=["GET", "POST"])
@requires(Permission.ACTIVITY_MANAGE, of=get_activity)
@once
def postpone(activity: Activity) -> Any:
    """No new date yet; registrations stay."""
    _demand(activity, "postpone")
    said = _("已延期，报名都还在；定了新时间再告诉大家。")
    words = Words(_("延期，时间另定"), _("延期"), note=told(activity), said=said)
    return ask_reason(activity, lambda reason: postpone_activity(activity, reason, by=current_scope()), words)


@bp.route("/activities/<int:id>/cancellation", methods=["GET", "POST"])
@requires(Permission.ACTIVITY_MANAGE, of=get_activity)
@once
def cancel(activity: Activity) -> Any:
    """It will not take place; the page stays with the reason."""
    _demand(activity, "cancel")
    words = Words(_("取消活动"), _("取消活动"), note=told(activity), said=_("活动已取消。"))
    return ask_reason(activity, lambda reason: cancel_activity(activity, reason, by=current_scope()), words)


@bp.post("/activities/<int:id>/holding")
@requires(Permission.ACTIVITY_MANAGE, of=get_activity)
@once
def hold(activity: Activity) -> Any:
    """It took place."""
    hold_activity(activity, by=current_scope())
    return done(activity, _("已记为举行。"))


def told(activity: Activity) -> str:
    """N4: who is going to be told, before anything is done."""
    reach = reach_of(activity)
    if activity.state == lifecycle.DRAFT or not reach.people:
        return ""
    return _("将通知 %(branches)d 个支部的 %(people)d 人。", branches=reach.branches, people=reach.people)


def _demand(activity: Activity, deed: str) -> None:
    if not lifecycle.allows(activity.state, deed):
        raise Conflict(say("这场活动的情况已经变化，请刷新后再看。"))
