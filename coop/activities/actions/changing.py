"""After the plan comes life: contents change, dates move, and what cannot be is called off with a reason."""

from datetime import datetime

from coop.activities import lifecycle
from coop.activities.actions.planning import _facts, _host, _hosting
from coop.activities.actions.seating import set_quotas
from coop.activities.actions.steps import _branches, _call_off, _other_hosts, _step, _touch
from coop.activities.events import ActivityChanged, ActivityHeld, ActivityMoved, ActivityPostponed
from coop.activities.models import Activity
from coop.activities.plans import (
    Plan,
    check_agenda,
    check_contents,
    check_deadline,
    check_plan,
    check_time,
    moved_deadline,
)
from coop.activities.policy import Permission
from coop.activities.queries.activities import duties_of
from coop.core import audience
from coop.core.actions import action
from coop.core.clock import now
from coop.core.errors import Conflict, Invalid
from coop.core.events import record
from coop.core.scope import Scope
from coop.core.sentences import say
from coop.core.tenancy import unshare
from coop.extensions import db

REVISABLE = (
    "title", "kind", "about", "agenda", "questions", "duties", "register_until", "takes_guests",
)  # fmt: skip


@action(Permission.ACTIVITY_MANAGE)
def revise_activity(activity: Activity, plan: Plan, *, by: Scope) -> Activity:
    """The page says something else; a draft may change wholly, later the date and the place move only by a move.

    A raised quota lets the queue move up. Refuses a quota or a number of hands below what is taken already.
    """
    _check_hands(activity, plan)
    if activity.state == lifecycle.DRAFT:
        return _rewrite(activity, plan)
    if activity.state not in lifecycle.CHANGEABLE:
        raise Conflict(say("活动已经结束或取消，不能再改。"))
    check_contents(plan)
    if plan.register_until != activity.register_until:
        check_deadline(plan.register_until, activity.starts_at, now=now())
    changed = _assign(activity, plan, REVISABLE)
    if set_quotas(activity, plan.quotas, by=by):
        changed.append("quotas")
    if changed:
        _touch(activity)
        record(ActivityChanged(activity.id, changed), subject=activity)
    return activity


@action(Permission.ACTIVITY_MANAGE)
def move_activity(
    activity: Activity, starts_at: datetime, ends_at: datetime, place: str, reason: str, *, by: Scope
) -> Activity:
    """Another date or place for everybody, with the reason; what was postponed stands again.

    While it is only proposed the hosts that had confirmed are asked anew. The registration deadline moves along.
    """
    _demand_reason(reason)
    check_time(starts_at, ends_at, now=now())
    check_agenda([item["minutes"] for item in activity.agenda], lasts=ends_at - starts_at)
    if (starts_at, ends_at, place) == (activity.starts_at, activity.ends_at, activity.place):
        raise Invalid(say("时间和地点都没有变。"), field="starts")
    before = activity.starts_at, activity.place
    activity.register_until = moved_deadline(activity.register_until, starts_at - activity.starts_at, now=now())
    activity.starts_at, activity.ends_at, activity.place = starts_at, ends_at, place
    _step(activity, "move", reason)
    if activity.state == lifecycle.PROPOSED:
        for host in _other_hosts(activity):
            host.state = "invited" if host.is_confirmed else host.state
    record(_moved(activity, *before, reason), subject=activity)
    return activity


@action(Permission.ACTIVITY_MANAGE)
def postpone_activity(activity: Activity, reason: str, *, by: Scope) -> Activity:
    """It will be, nobody knows when: registrations stay, and a move gives it its new date."""
    _demand_reason(reason)
    _step(activity, "postpone", reason)
    record(ActivityPostponed(activity.id, _branches(activity), reason), subject=activity)
    return activity


@action(Permission.ACTIVITY_MANAGE)
def cancel_activity(activity: Activity, reason: str, *, by: Scope) -> Activity:
    """It will not be. Its page stays with the reason, calendars strike it out."""
    _demand_reason(reason)
    _call_off(activity, reason)
    return activity


@action(Permission.ACTIVITY_MANAGE)
def hold_activity(activity: Activity, *, by: Scope) -> Activity:
    """It took place. Refuses before it has begun."""
    if activity.starts_at > now():
        raise Invalid(say("活动还没有开始，不能记为已举行。"))
    _step(activity, "hold")
    record(ActivityHeld(activity.id, _branches(activity)), subject=activity)
    return activity


def _demand_reason(reason: str) -> None:
    if not reason:
        raise Invalid(say("请写明原因，大家会看到。"), field="reason")


def _moved(activity: Activity, starts_before: datetime, place_before: str, reason: str) -> ActivityMoved:
    return ActivityMoved(
        activity.id, _branches(activity), starts_before=starts_before.isoformat(),
        starts_after=activity.starts_at.isoformat(), place_before=place_before, place_after=activity.place, reason=reason,
        was_published=activity.scheduled_at is not None,
    )  # fmt: skip


def _assign(activity: Activity, plan: Plan, names: tuple[str, ...]) -> list[str]:
    """Set what differs and name it."""
    facts = _facts(plan)
    changed = [name for name in names if getattr(activity, name) != facts[name]]
    for name in changed:
        setattr(activity, name, facts[name])
    return changed


def _rewrite(activity: Activity, plan: Plan) -> Activity:
    """A draft becomes the plan, its hosts too; who is no longer wanted reads it no more, if it was asked before."""
    check_plan(plan, now=now())
    _assign(activity, plan, tuple(_facts(plan)))
    if activity.partnership_id is None:
        activity.shown_to = plan.shown_to
    wanted = {branch.id: branch for branch in _hosting(activity, plan)}
    for host in [host for host in activity.hosts if host.branch_id not in wanted]:
        db.session().delete(host)
        activity.hosts.remove(host)
        unshare(activity, audience.officers(host.branch_id))
    known = {host.branch_id: host for host in activity.hosts}
    for branch_id, branch in wanted.items():
        if branch_id in known:
            known[branch_id].quota = plan.quotas.get(branch_id)
            known[branch_id].state = "invited" if known[branch_id].has_left else known[branch_id].state
        else:
            activity.hosts.append(_host(activity, branch, plan))
    _touch(activity)
    record(ActivityChanged(activity.id, ["draft"]), subject=activity)
    return activity


def _check_hands(activity: Activity, plan: Plan) -> None:
    """Refuses to take away a duty from somebody who has taken it on."""
    taken = [duty.kind for duty in duties_of(activity.id)]
    for kind in set(taken):
        if plan.duties.get(kind, 0) < taken.count(kind):
            raise Invalid(say("已有 %(count)d 人认领，不能少于这个数。", count=taken.count(kind)), field=f"duty_{kind}")
