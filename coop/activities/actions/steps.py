"""The steps that several deeds share: from one state to the next, and from officers' eyes to everybody's."""

from sqlalchemy import update

from coop.activities import lifecycle
from coop.activities.events import ActivityCancelled, ActivityReturned, ActivityScheduled
from coop.activities.models import Activity, Host
from coop.core import audience
from coop.core.clock import now
from coop.core.errors import Conflict
from coop.core.events import record
from coop.core.scope import Scope
from coop.core.sentences import say
from coop.core.tenancy import share
from coop.extensions import db


def _doer(by: Scope) -> int:
    """The person behind a deed: the gate lets nobody through who is not signed in."""
    assert by.user_id is not None
    return by.user_id


def _step(activity: Activity, deed: str, reason: str = "") -> None:
    """Move along the table, or refuse because somebody was quicker."""
    state = lifecycle.follows(activity.state, deed)
    if state is None:
        raise Conflict(say("这场活动的情况已经变化，请刷新后再看。"))
    activity.state, activity.state_at, activity.state_reason = state, now(), reason
    _touch(activity)


def _touch(activity: Activity) -> None:
    """A calendar that holds an older copy replaces it: RFC 5545, 3.8.7.4."""
    activity.changed_at = now()
    if activity.scheduled_at is not None:
        activity.sequence += 1


def _branches(activity: Activity) -> list[int]:
    return [host.branch_id for host in activity.active_hosts]


def _other_hosts(activity: Activity) -> list[Host]:
    return [host for host in activity.hosts if host.branch_id != activity.branch_id]


def _settle(activity: Activity) -> None:
    """Once every host has answered: the date stands, or the draft goes back to its author, as it does from a past date."""
    outcome = lifecycle.settled([host.state for host in _other_hosts(activity)])
    if outcome == "schedule" and activity.starts_at > now():
        _schedule(activity)
    elif outcome is not None:
        _step(activity, "return")
        record(ActivityReturned(activity.id, activity.branch_id), subject=activity)


def _schedule(activity: Activity) -> None:
    """The date stands, and everybody for whom it is meant sees it from now on."""
    _step(activity, "schedule")
    activity.scheduled_at = now()
    _open_to_audience(activity)
    record(ActivityScheduled(activity.id, activity.partnership_id, _branches(activity)), subject=activity)


def _call_off(activity: Activity, reason: str) -> None:
    """It will not be. Told are those who know of it: of a draft its own branch and whoever had said yes to it before."""
    told = _branches(activity)
    if activity.state == lifecycle.DRAFT:
        told = [host.branch_id for host in activity.hosts if host.is_confirmed or host.branch_id == activity.branch_id]
    _step(activity, "cancel", reason)
    record(ActivityCancelled(activity.id, told, reason, activity.scheduled_at is not None), subject=activity)


def _open_to_audience(activity: Activity) -> None:
    """Share it with its partnership, or with the unit or the branches that host it without one; not with one that declined."""
    if activity.partnership_id:
        activity.audience = audience.partnership(activity.partnership_id)
    elif activity.shown_to == "unit":
        activity.audience = audience.unit(activity.unit_id)
    else:
        activity.audience = audience.branch(activity.branch_id)
        for host in _other_hosts(activity):
            if not host.has_declined:
                share(activity, audience.branch(host.branch_id))
    session = db.session()
    session.flush()
    session.execute(update(Host).where(Host.activity_id == activity.id).values(audience=activity.audience))
