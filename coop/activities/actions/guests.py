"""Guests come on a member's word and a host's approval; of them no more is kept than a name and four digits."""

from sqlalchemy import func, select

from coop.activities.actions.registering import _demand_open, _own_host
from coop.activities.actions.seating import _give_up, _take_place
from coop.activities.actions.steps import _doer
from coop.activities.events import GuestApproved, GuestRefused, GuestRequested, RegistrationWithdrawn
from coop.activities.models import COMING, Activity, Registration
from coop.activities.policy import Permission, is_host_officer
from coop.activities.queries.activities import get_registration
from coop.core import audience
from coop.core.actions import action
from coop.core.clock import now
from coop.core.errors import Conflict, Forbidden, Invalid
from coop.core.events import record
from coop.core.scope import Scope, everything
from coop.core.sentences import say
from coop.extensions import db

MOST_GUESTS = 5


@action(Permission.GUEST_BRING)
def bring_guest(activity: Activity, name: str, contact: str, *, by: Scope) -> Registration:
    """A guest is named and waits for an officer of any host. Refuses more than five a person, and a whole number."""
    _demand_open(activity)
    _check_guest(name, contact)
    if _guests_brought(activity, by) >= MOST_GUESTS:
        raise Invalid(say("每人最多带 %(most)d 位来宾。", most=MOST_GUESTS), field="guest_name")
    host = _own_host(activity, by, None)
    guest = Registration(
        activity_id=activity.id, host_id=host.id, guest_name=name, guest_contact=contact, brought_by_id=by.user_id,
        audience=audience.user(_doer(by)), unit_id=host.unit_id, branch_id=host.branch_id, state="requested",
    )  # fmt: skip
    db.session().add(guest)
    db.session().flush()
    record(GuestRequested(activity.id, guest.id, _doer(by), host.branch_id), subject=guest)
    return guest


@action(Permission.ACTIVITY_MANAGE)
def approve_guest(activity: Activity, registration_id: int, *, by: Scope) -> Registration:
    """The guest has a seat on the quota of whoever brings them, or a place in its queue."""
    guest = _asked_guest(activity, registration_id)
    host = next(host for host in activity.hosts if host.id == guest.host_id)
    with everything("seating a guest", quiet=True):
        _take_place(guest, host)
        db.session().flush()
    record(GuestApproved(activity.id, guest.id, guest.brought_by_id or 0), subject=guest)
    return guest


@action(Permission.ACTIVITY_MANAGE)
def refuse_guest(activity: Activity, registration_id: int, reason: str, *, by: Scope) -> Registration:
    """The guest does not come, and whoever brings them reads why."""
    if not reason:
        raise Invalid(say("请写明原因，邀请人会看到。"), field="reason")
    guest = _asked_guest(activity, registration_id)
    with everything("answering a guest", quiet=True):
        guest.state, guest.reason, guest.changed_at = "refused", reason, now()
        db.session().flush()
    record(GuestRefused(activity.id, guest.id, guest.brought_by_id or 0, reason), subject=guest)
    return guest


@action(Permission.REGISTRATION_WITHDRAW)
def withdraw_guest(activity: Activity, registration_id: int, *, by: Scope) -> Registration:
    """Whoever brings the guest, or an officer of a host, takes the name back. Refuses it twice, and when all is over."""
    guest = get_registration(activity, registration_id)
    if not guest.is_guest or (guest.brought_by_id != by.user_id and not is_host_officer(by, activity)):
        raise Forbidden
    if guest.state not in COMING or activity.is_over:
        raise Conflict(say("这位来宾已经取消或没有获批，不用再办。"))
    with everything("a guest stays away", quiet=True):
        _give_up(activity, guest, "withdrawn")
        db.session().flush()
    record(RegistrationWithdrawn(activity.id, guest.id, guest.brought_by_id or 0), subject=guest)
    return guest


def _check_guest(name: str, contact: str) -> None:
    if not name:
        raise Invalid(say("请填写来宾姓名。"), field="guest_name")
    if not (contact.isascii() and contact.isdigit() and len(contact) == 4):
        raise Invalid(say("请填写来宾联系电话的后四位。"), field="guest_contact")


def _guests_brought(activity: Activity, by: Scope) -> int:
    brought = select(func.count(Registration.id)).where(
        Registration.activity_id == activity.id, Registration.brought_by_id == by.user_id,
        Registration.state.in_(COMING),
    )  # fmt: skip
    return db.session().scalar(brought) or 0


def _asked_guest(activity: Activity, registration_id: int) -> Registration:
    guest = get_registration(activity, registration_id)
    if guest.state != "requested":
        raise Conflict(say("这位来宾已经有人答复过了。"))
    if not activity.is_scheduled:
        raise Conflict(say("这场活动现在不接受报名。"))
    return guest
