"""Coming, not coming, and the officers' list of who does."""

from typing import Any

from flask import render_template
from flask_babel import gettext as _

from coop.activities.actions import decline_activity, register_member, withdraw_registration
from coop.activities.forms import answer_form
from coop.activities.models import Activity, Registration
from coop.activities.policy import Permission
from coop.activities.queries.activities import get_activity, registrations_for
from coop.activities.views.blueprint import bp
from coop.activities.views.endings import done
from coop.core.errors import Invalid
from coop.core.web.access import current_scope, requires
from coop.core.web.once import once

ORDER = ("requested", "registered", "waitlisted", "declined", "refused", "withdrawn")


@bp.route("/activities/<int:id>/registration", methods=["GET", "POST"])
@requires(Permission.REGISTRATION_PLACE, of=get_activity)
@once
def register(activity: Activity) -> Any:
    """A seat, or a place in the queue; the host's questions are asked here."""
    form = answer_form(activity.questions)
    if form.submitted():
        try:
            answers = {question: form[f"answer-{n}"].data or "" for n, question in enumerate(activity.questions)}
            place = register_member(activity, answers, by=current_scope())
            waits = _("名额已满，您在候补名单里；有人退出会自动递补并通知您。")
            return done(activity, _("报名成功。") if place.is_registered else waits)
        except Invalid as refusal:
            form.refuse(refusal)
    page = render_template("activities/register.html", form=form, activity=activity)
    return page, 422 if form.is_submitted() else 200


@bp.post("/activities/<int:id>/registration/withdrawal")
@requires(Permission.REGISTRATION_WITHDRAW, of=get_activity)
@once
def withdraw(activity: Activity) -> Any:
    """The place is given back."""
    withdraw_registration(activity, by=current_scope())
    return done(activity, _("已退出报名，名额让给了下一位。"))


@bp.post("/activities/<int:id>/registration/declination")
@requires(Permission.REGISTRATION_PLACE, of=get_activity)
@once
def stay_away(activity: Activity) -> Any:
    """The person says that they do not come."""
    decline_activity(activity, by=current_scope())
    return done(activity, _("已记下：您不参加这次活动。"))


@bp.get("/activities/<int:id>/registrations")
@requires(Permission.ACTIVITY_MANAGE, of=get_activity)
def registrations(activity: Activity) -> str:
    """Who comes, by branch, with their answers: for officers of the hosts."""
    places = registrations_for(activity.id)
    groups = [(host, _in_order([place for place in places if place.host_id == host.id])) for host in activity.hosts]
    return render_template("activities/registrations.html", activity=activity, groups=groups, permissions=Permission)


def _in_order(places: list[Registration]) -> list[Registration]:
    """What waits for an answer first, then seats, then the queue; within each by time."""
    return sorted(places, key=lambda place: ORDER.index(place.state))
