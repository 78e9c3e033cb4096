"""Who is gone has no part in what is to come: a branch that left its partnership, a person who left a branch."""

from sqlalchemy import ColumnElement, or_, select

from coop.activities import lifecycle
from coop.activities.actions.seating import _give_up
from coop.activities.actions.steps import _call_off, _settle
from coop.activities.events import DutyReleased, HostLeft, RegistrationWithdrawn
from coop.activities.models import COMING, Activity, Duty, Registration
from coop.activities.policy import Permission
from coop.core import audience
from coop.core.actions import action
from coop.core.clock import now
from coop.core.events import record
from coop.core.scope import Scope
from coop.core.sentences import say
from coop.core.tenancy import unshare
from coop.extensions import db


@action(Permission.ACTIVITY_MANAGE)
def release_host(activity: Activity, branch_id: int, *, by: Scope) -> Activity:
    """The branch no longer hosts what is still to come: its people have no place there, its officers read no further.

    An answer that was awaited from it is awaited no more. What nobody is left to host, or to propose, is called off.
    """
    host = next((host for host in activity.active_hosts if host.branch_id == branch_id), None)
    if host is None or activity.is_over or activity.has_begun:
        return activity
    people = _free_places(activity, Registration.host_id == host.id)
    _free_hands(activity, Duty.branch_id == branch_id)
    host.state, host.answered_at = "left", now()
    unshare(activity, audience.officers(branch_id))
    record(HostLeft(activity.id, branch_id, people), subject=activity)
    if _is_forsaken(activity):
        _call_off(activity, say("发起或主办的支部退出了共建。"))
    elif activity.state == lifecycle.PROPOSED:
        _settle(activity)
    return activity


@action(Permission.ACTIVITY_MANAGE)
def release_person(activity: Activity, user_id: int, branch_id: int, *, by: Scope) -> Activity:
    """Who no longer belongs to the branch comes no more on its account, nor do the guests they bring; the next move up."""
    if activity.is_over or activity.has_begun:
        return activity
    theirs = or_(Registration.user_id == user_id, Registration.brought_by_id == user_id)
    _free_places(activity, theirs, Registration.branch_id == branch_id)
    _free_hands(activity, Duty.user_id == user_id, Duty.branch_id == branch_id)
    return activity


def _is_forsaken(activity: Activity) -> bool:
    """A plan without the branch that made it, or a date that no host stands for."""
    if activity.is_planned:
        return all(host.branch_id != activity.branch_id for host in activity.active_hosts)
    return not any(host.is_confirmed for host in activity.hosts)


def _free_places(activity: Activity, *which: ColumnElement[bool]) -> list[int]:
    """Whose places these were. The queue is dissolved before the seats, so that nobody moves up only to fall."""
    held = select(Registration).where(Registration.activity_id == activity.id, Registration.state.in_(COMING), *which)
    places = sorted(db.session().scalars(held.order_by(Registration.id)), key=lambda place: place.is_registered)
    for place in places:
        _give_up(activity, place, "withdrawn")
        record(RegistrationWithdrawn(activity.id, place.id, _person(place)), subject=place)
    return sorted({_person(place) for place in places})


def _free_hands(activity: Activity, *which: ColumnElement[bool]) -> None:
    for duty in db.session().scalars(select(Duty).where(Duty.activity_id == activity.id, *which)):
        db.session().delete(duty)
        record(DutyReleased(activity.id, duty.kind, duty.user_id), subject=activity)


def _person(place: Registration) -> int:
    """The member, or who brings the guest."""
    return place.user_id or place.brought_by_id or 0
