"""Guests: named by a member, approved by a host."""

from typing import Any

from flask import render_template
from flask_babel import gettext as _

from coop.activities.actions import approve_guest, bring_guest, refuse_guest, withdraw_guest
from coop.activities.forms import GuestForm
from coop.activities.models import Activity
from coop.activities.policy import Permission
from coop.activities.queries.activities import get_activity
from coop.activities.views.blueprint import bp
from coop.activities.views.endings import Words, ask_reason, done
from coop.core.web.access import current_scope, may, requires
from coop.core.web.once import once


@bp.route("/activities/<int:id>/guests/new", methods=["GET", "POST"])
@requires(Permission.GUEST_BRING, of=get_activity)
@once
def bring(activity: Activity) -> Any:
    """A guest's name and four digits of a number."""
    form = GuestForm()
    name, contact = form.guest_name.data or "", form.guest_contact.data or ""
    if form.carry_out(lambda: bring_guest(activity, name, contact, by=current_scope())):
        return done(activity, _("已提交，主办方批准后才算报上名。"))
    page = render_template("activities/guest.html", form=form, activity=activity)
    return page, 422 if form.is_submitted() else 200


@bp.post("/activities/<int:id>/guests/<int:registration_id>/approval")
@requires(Permission.ACTIVITY_MANAGE, of=get_activity)
@once
def approve(activity: Activity, registration_id: int) -> Any:
    """The guest may come."""
    guest = approve_guest(activity, registration_id, by=current_scope())
    said = _("已批准。") if guest.is_registered else _("已批准，名额已满，先候补。")
    return done(activity, said, to=".registrations")


@bp.route("/activities/<int:id>/guests/<int:registration_id>/refusal", methods=["GET", "POST"])
@requires(Permission.ACTIVITY_MANAGE, of=get_activity)
@once
def refuse(activity: Activity, registration_id: int) -> Any:
    """The guest may not come; the member reads why."""
    words = Words(_("不批准这位来宾"), _("不批准"), note=_("邀请人会看到您的原因。"), said=_("已答复。"))
    return ask_reason(
        activity, lambda reason: refuse_guest(activity, registration_id, reason, by=current_scope()), words,
        to=".registrations",
    )  # fmt: skip


@bp.post("/activities/<int:id>/guests/<int:registration_id>/withdrawal")
@requires(Permission.REGISTRATION_WITHDRAW, of=get_activity)
@once
def withdraw_guest_place(activity: Activity, registration_id: int) -> Any:
    """Whoever brings the guest, or a host, takes the name back."""
    withdraw_guest(activity, registration_id, by=current_scope())
    to = ".registrations" if may(Permission.ACTIVITY_MANAGE, activity) else ".show"
    return done(activity, _("已取消这位来宾。"), to=to)
