"""Each host asked answers for itself: its secretary or deputy confirms or declines."""

from coop.activities import lifecycle
from coop.activities.actions.steps import _settle
from coop.activities.events import HostConfirmed, HostDeclined
from coop.activities.models import Activity, Host
from coop.activities.policy import Permission
from coop.core.actions import action
from coop.core.clock import now
from coop.core.errors import Conflict, Forbidden, Invalid, NotFound
from coop.core.events import record
from coop.core.scope import Scope
from coop.core.sentences import say


@action(Permission.HOSTING_ANSWER)
def confirm_hosting(activity: Activity, host_id: int, *, by: Scope) -> Activity:
    """The host is in; with the last answer the date stands. Of two secretaries at once the second meets ``Conflict``.

    Refuses a date that has passed meanwhile: the proposer moves it first.
    """
    host = _answering(activity, host_id, by)
    if activity.starts_at <= now():
        raise Conflict(say("提议的时间已经过去，请对方改期后再确认。"))
    _answer(host, "confirmed", by)
    record(HostConfirmed(activity.id, host.branch_id), subject=activity)
    _settle(activity)
    return activity


@action(Permission.HOSTING_ANSWER)
def decline_hosting(activity: Activity, host_id: int, reason: str, *, by: Scope) -> Activity:
    """The host stays out, with a reason that the others read. When nobody asked is left it is a draft again."""
    if not reason:
        raise Invalid(say("请写明原因，对方会看到。"), field="reason")
    host = _answering(activity, host_id, by)
    _answer(host, "declined", by)
    host.reason = reason
    record(HostDeclined(activity.id, host.branch_id, reason), subject=activity)
    _settle(activity)
    return activity


def _answering(activity: Activity, host_id: int, by: Scope) -> Host:
    host = next((host for host in activity.hosts if host.id == host_id), None)
    if host is None:
        raise NotFound
    if not by.has_role(host.branch_id, "secretary", "deputy"):
        raise Forbidden
    if activity.state != lifecycle.PROPOSED or not host.is_invited:
        raise Conflict(say("这一方已经答复过了，请刷新后再看。"))
    return host


def _answer(host: Host, state: str, by: Scope) -> None:
    host.state, host.answered_by_id, host.answered_at = state, by.user_id, now()
