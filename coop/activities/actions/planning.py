"""An idea becomes a draft, a draft a proposal, and where nobody else must agree, a date at once."""

from dataclasses import asdict

from sqlalchemy import select

from coop.activities.actions.steps import _other_hosts, _schedule, _step
from coop.activities.events import ActivityDrafted, ActivityProposed
from coop.activities.models import Activity, Host
from coop.activities.plans import Plan, check_plan, check_time
from coop.activities.policy import Permission
from coop.core import audience
from coop.core.actions import action
from coop.core.clock import now
from coop.core.errors import Conflict, Invalid, NotFound
from coop.core.events import record
from coop.core.scope import Scope
from coop.core.sentences import say
from coop.core.tenancy import share
from coop.extensions import db
from coop.partnerships.models import Partnership, Party
from coop.units.models import Branch


@action(Permission.ACTIVITY_PLAN)
def plan_activity(ground: Branch | Party, plan: Plan, *, by: Scope, is_proposed: bool = True) -> Activity:
    """A draft that only the officers of its branch see, or with ``is_proposed`` a proposal to the other hosts at once.

    ``ground`` is a branch, or the party under which a branch acts in a partnership. Refuses a closed partnership,
    hosts that are not among its joined parties (or, without one, of another unit), and what ``check_plan`` refuses.
    """
    check_plan(plan, now=now())
    partnership_id = _open_partnership(ground)
    branch_id = _branch_of(ground)
    activity = Activity(
        **_facts(plan), created_by_id=by.user_id, partnership_id=partnership_id, branch_id=branch_id, unit_id=ground.unit_id,
        audience=audience.officers(branch_id), shown_to="partnership" if partnership_id else plan.shown_to,
    )  # fmt: skip
    db.session().add(activity)
    activity.hosts = [_host(activity, branch, plan) for branch in _hosting(activity, plan)]
    db.session().flush()
    share(activity, audience.officers(branch_id))
    record(ActivityDrafted(activity.id, branch_id), subject=activity)
    return propose_activity(activity, by=by) if is_proposed else activity


@action(Permission.ACTIVITY_MANAGE)
def propose_activity(activity: Activity, *, by: Scope) -> Activity:
    """The officers of the other hosts can read it and are asked to confirm; with no other host the date stands at once.

    Refuses a date that has passed since the draft was written. A host that declined an earlier proposal is asked anew,
    a branch that has left the partnership is not.
    """
    check_time(activity.starts_at, activity.ends_at, now=now())
    own = next(host for host in activity.hosts if host.branch_id == activity.branch_id)
    own.state, own.answered_by_id, own.answered_at = "confirmed", by.user_id, now()
    others = [host for host in _other_hosts(activity) if not host.has_left]
    if not others:
        _schedule(activity)
        return activity
    _step(activity, "propose")
    for host in others:
        host.state, host.reason = "invited", ""
        share(activity, audience.officers(host.branch_id))
    asked = [host.branch_id for host in others]
    record(ActivityProposed(activity.id, activity.partnership_id, activity.branch_id, asked), subject=activity)
    return activity


def _branch_of(ground: Branch | Party) -> int:
    """The branch that acts: itself, or as a party."""
    if isinstance(ground, Branch):
        return ground.id
    assert ground.branch_id is not None
    return ground.branch_id


def _facts(plan: Plan) -> dict[str, object]:
    """The columns that a plan fills, without time and place's history."""
    return {
        "title": plan.title, "kind": plan.kind, "starts_at": plan.starts_at, "ends_at": plan.ends_at, "place": plan.place,
        "about": plan.about, "agenda": [asdict(item) for item in plan.agenda], "questions": list(plan.questions),
        "duties": dict(plan.duties), "register_until": plan.register_until, "takes_guests": plan.takes_guests,
    }  # fmt: skip


def _host(activity: Activity, branch: Branch, plan: Plan) -> Host:
    return Host(
        branch_id=branch.id, unit_id=branch.unit_id, audience=activity.audience, quota=plan.quotas.get(branch.id),
        registered=0, waiting=0, state="invited",
    )  # fmt: skip


def _open_partnership(ground: Branch | Party) -> int | None:
    if not isinstance(ground, Party):
        return None
    state = db.session().scalar(select(Partnership.state).where(Partnership.id == ground.partnership_id))
    if state != "active":
        raise Conflict(say("这个共建现在是只读的，不能发起新活动。"))
    return ground.partnership_id


def _hosting(activity: Activity, plan: Plan) -> list[Branch]:
    """The host branches in the order in which they were named, the proposing one first."""
    wanted = [activity.branch_id, *(number for number in plan.quotas if number != activity.branch_id)]
    allowed = select(Branch).where(Branch.id.in_(wanted), Branch.state == "active")
    if activity.partnership_id:
        joined = select(Party.branch_id).where(Party.partnership_id == activity.partnership_id, Party.state == "joined")
        allowed = allowed.where(Branch.id.in_(joined))
    else:
        allowed = allowed.where(Branch.unit_id == activity.unit_id)
    found = {branch.id: branch for branch in db.session().scalars(allowed)}
    if activity.branch_id not in found:
        raise NotFound
    if missing := [number for number in wanted if number not in found]:
        raise Invalid(say("有 %(count)d 个支部不能一起主办，请重新选择。", count=len(missing)), field="hosts")
    return [found[number] for number in wanted]
