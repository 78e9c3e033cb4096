"""Planning: a new activity, and changing one that is there."""

from datetime import timedelta
from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _

from coop.activities import lifecycle
from coop.activities.actions import plan_activity, propose_activity, revise_activity
from coop.activities.forms.planning import ContentForm, PlanForm, first_values, kept_values, plan_form
from coop.activities.models import Activity
from coop.activities.policy import Permission
from coop.activities.queries.activities import get_activity
from coop.activities.queries.grounds import branches_led, get_ground, get_partnership, hosts_beside, joined_parties
from coop.activities.views.blueprint import bp
from coop.activities.views.endings import done
from coop.core.clock import today
from coop.core.errors import Conflict, Invalid
from coop.core.sentences import say
from coop.core.web.access import current_scope, requires, signed_in
from coop.core.web.once import once
from coop.partnerships.models import Party
from coop.units.models import Branch


@bp.route("/activities/new", methods=["GET", "POST"])
@signed_in
@once
def new() -> Any:
    """The form for a branch, or with ``?partnership=`` for a party of it; sent, it is a proposal or a draft."""
    scope = current_scope()
    partnership_id = request.args.get("partnership", type=int)
    ground, branches = get_ground(scope, partnership_id=partnership_id, branch_id=request.args.get("branch", type=int))
    partnership = get_partnership(partnership_id) if partnership_id else None
    if partnership and not partnership.is_open:
        raise Conflict(say("这个共建现在是只读的，不能发起新活动。"))
    own_id = ground.branch_id if isinstance(ground, Party) else ground.id
    default_hosts = branches if partnership else []
    form = plan_form(
        PlanForm, branches, own_id=own_id, with_quotas=partnership is not None,
        kept=first_values(today() + timedelta(days=7), default_hosts),
    )  # fmt: skip
    if form.submitted():
        try:
            is_proposed = "draft" not in request.form
            activity = plan_activity(ground, form.plan(own_id), by=scope, is_proposed=is_proposed)
            return done(activity, _planned_sentence(activity))
        except Invalid as refusal:
            form.refuse(refusal)
    page = render_template(
        "activities/new.html", form=form, partnership=partnership, others=[b for b in branches if b.id != own_id],
        own=next(b for b in branches if b.id == own_id), grounds=_grounds(partnership_id, own_id),
    )  # fmt: skip
    return page, 422 if form.is_submitted() else 200


@bp.route("/activities/<int:id>/edit", methods=["GET", "POST"])
@requires(Permission.ACTIVITY_MANAGE, of=get_activity)
@once
def edit(activity: Activity) -> Any:
    """A draft's whole form; later the contents alone, as the date moves by a deed of its own."""
    if activity.state not in lifecycle.CHANGEABLE:
        raise Conflict(say("活动已经结束或取消，不能再改。"))
    is_draft = activity.state == lifecycle.DRAFT
    branches = _candidates(activity) if is_draft else [host.branch for host in activity.active_hosts]
    form = plan_form(
        PlanForm if is_draft else ContentForm, branches, own_id=activity.branch_id,
        with_quotas=not is_draft or activity.partnership_id is not None, kept=kept_values(activity),
    )  # fmt: skip
    if form.submitted():
        try:
            plan = form.plan(activity.branch_id) if is_draft else form.plan_for(activity)
            revise_activity(activity, plan, by=current_scope())
            return done(activity, _("已保存。"))
        except Invalid as refusal:
            form.refuse(refusal)
    others = [branch for branch in branches if branch.id != activity.branch_id]
    page = render_template(
        "activities/edit.html", form=form, activity=activity, is_draft=is_draft, others=others,
    )  # fmt: skip
    return page, 422 if form.is_submitted() else 200


@bp.post("/activities/<int:id>/proposal")
@requires(Permission.ACTIVITY_MANAGE, of=get_activity)
@once
def propose(activity: Activity) -> Any:
    """The draft goes out to the other hosts."""
    activity = propose_activity(activity, by=current_scope())
    return done(activity, _planned_sentence(activity))


def _planned_sentence(activity: Activity) -> str:
    if activity.state == lifecycle.DRAFT:
        return _("草稿已存好，只有本支部班子看得到。")
    return _("活动已定下，成员可以报名了。") if activity.is_scheduled else _("已请对方确认，对方书记会收到通知。")


def _candidates(activity: Activity) -> list[Branch]:
    if activity.partnership_id:
        return [party.branch for party in joined_parties(activity.partnership_id)]
    own = next(host.branch for host in activity.hosts if host.branch_id == activity.branch_id)
    return hosts_beside(own)


def _grounds(partnership_id: int | None, own_id: int) -> list[dict[str, object]]:
    """Chips to choose for which branch one plans; none where there is only one."""
    scope = current_scope()
    if partnership_id:
        led = [party.branch for party in joined_parties(partnership_id) if scope.is_officer(party.branch_id)]
    else:
        led = branches_led(scope)
    if len(led) < 2:
        return []
    return [
        {
            "label": branch.label,
            "url": url_for(".new", partnership=partnership_id, branch=branch.id),
            "active": branch.id == own_id,
        }
        for branch in led
    ]
