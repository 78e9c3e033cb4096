"""Seats and the queue: whoever leaves makes room for the next, in the same transaction, and a quota is never exceeded."""

from sqlalchemy import select

from coop.activities.events import RegistrationMovedUp
from coop.activities.models import Activity, Host, Registration
from coop.activities.plans import check_quota, quota_field
from coop.activities.policy import Permission
from coop.activities.seats import has_seat, seats_free
from coop.core.actions import action
from coop.core.clock import now
from coop.core.events import record
from coop.core.scope import Scope, everything
from coop.extensions import db


@action(Permission.ACTIVITY_MANAGE)
def set_quotas(activity: Activity, quotas: dict[int, int | None], *, by: Scope) -> bool:
    """Quotas by branch; None is unlimited. Whoever now has a seat moves up. Says whether anything changed."""
    changed = False
    for host in activity.active_hosts:
        quota = quotas.get(host.branch_id, host.quota)
        check_quota(quota, registered=host.registered, field_name=quota_field(host.branch_id))
        if quota != host.quota:
            host.quota, changed = quota, True
            _fill(activity, host)
    return changed


def _take_place(registration: Registration, host: Host) -> None:
    """A seat on the host's quota, else the end of its queue. The activity's row is locked, so the count is true."""
    if has_seat(host.quota, host.registered):
        registration.state = "registered"
        host.registered += 1
    else:
        registration.state = "waitlisted"
        host.waiting += 1
    registration.host_id = host.id
    registration.queued_at = registration.changed_at = now()


def _give_up(activity: Activity, registration: Registration, state: str) -> None:
    """The place is free again; where it was a seat the next in the queue has it, unless nothing is to come."""
    host = next(host for host in activity.hosts if host.id == registration.host_id)
    had_seat = registration.is_registered
    if had_seat:
        host.registered -= 1
    elif registration.is_waiting:
        host.waiting -= 1
    registration.state, registration.changed_at = state, now()
    if had_seat and not activity.is_over:
        _fill(activity, host)


def _fill(activity: Activity, host: Host) -> None:
    """Move up as many as there are free seats. Those who wait belong to others: they are reached around the filter."""
    free = seats_free(host.quota, host.registered, host.waiting)
    if not free:
        return
    queue = select(Registration).where(Registration.host_id == host.id, Registration.state == "waitlisted")
    with everything("the queue moves up", quiet=True):
        moved = list(db.session().scalars(queue.order_by(Registration.queued_at, Registration.id).limit(free)))
        for registration in moved:
            registration.state, registration.changed_at = "registered", now()
        host.registered += len(moved)
        host.waiting -= len(moved)
        db.session().flush()
    for registration in moved:
        person = registration.user_id or registration.brought_by_id or 0
        record(RegistrationMovedUp(activity.id, registration.id, person), subject=registration)
