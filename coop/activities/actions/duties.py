"""Hands for what has to be done: taken up, and laid down again."""

from sqlalchemy import func, select

from coop.activities.actions.steps import _doer
from coop.activities.events import DutyReleased, DutyTaken
from coop.activities.models import Activity, Duty
from coop.activities.policy import Permission
from coop.core.actions import action
from coop.core.errors import Conflict, NotFound
from coop.core.events import record
from coop.core.scope import Scope
from coop.core.sentences import say
from coop.extensions import db


@action(Permission.REGISTRATION_PLACE)
def take_duty(activity: Activity, kind: str, *, by: Scope) -> Activity:
    """The person does this; taking it twice is once. Refuses a duty that the plan does not ask for, and one too many."""
    cap = activity.duties.get(kind, 0)
    if not cap:
        raise NotFound
    if activity.is_over:
        raise Conflict(say("活动已经结束或取消。"))
    if _find_own(activity, kind, by):
        return activity
    if _count(activity, kind) >= cap:
        raise Conflict(say("这项分工已经有足够的人了。"))
    unit_id, branch_id = _own_place(activity, by)
    duty = Duty(activity_id=activity.id, kind=kind, user_id=by.user_id, unit_id=unit_id, branch_id=branch_id,
                audience=activity.audience)  # fmt: skip
    db.session().add(duty)
    db.session().flush()
    record(DutyTaken(activity.id, kind, _doer(by)), subject=activity)
    return activity


@action(Permission.REGISTRATION_WITHDRAW)
def release_duty(activity: Activity, kind: str, *, by: Scope) -> Activity:
    """Somebody else may take it. Refuses after the activity is over: what was done stays written."""
    duty = _find_own(activity, kind, by)
    if duty is None:
        return activity
    if activity.is_over:
        raise Conflict(say("活动已经结束或取消。"))
    db.session().delete(duty)
    record(DutyReleased(activity.id, kind, _doer(by)), subject=activity)
    return activity


def _find_own(activity: Activity, kind: str, by: Scope) -> Duty | None:
    own = select(Duty).where(Duty.activity_id == activity.id, Duty.kind == kind, Duty.user_id == by.user_id)
    return db.session().scalars(own).one_or_none()


def _count(activity: Activity, kind: str) -> int:
    taken = select(func.count(Duty.id)).where(Duty.activity_id == activity.id, Duty.kind == kind)
    return db.session().scalar(taken) or 0


def _own_place(activity: Activity, by: Scope) -> tuple[int, int]:
    """The unit and the branch under which the person takes part."""
    hosts = {host.branch_id for host in activity.active_hosts}
    posts = [post for post in by.posts if post.branch_id in hosts and not post.is_inherited and post.role != "guest"]
    return posts[0].unit_id, posts[0].branch_id
