"""Whom an activity concerns, and what one person has signed up for."""

from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, raiseload

from coop.accounts.models import User
from coop.activities import lifecycle
from coop.activities.models import Activity, Registration
from coop.activities.queries.coming import TAKING_SEATS
from coop.core.clock import now
from coop.core.scope import Scope, everything
from coop.extensions import db
from coop.partnerships.models import Partnership
from coop.units.models import Membership


@dataclass(frozen=True, slots=True)
class Reach:
    """How many people of how many branches will be told."""

    branches: int
    people: int


def recipients_of(activity: Activity) -> list[int]:
    """Everybody who is told when it is scheduled, moved or cancelled: active members of the hosts, without guests.

    While it is planned only officers know of it, so only they are told. Counted across units, hence around the filter;
    the numbers of accounts go to notifications and never onto a page.
    """
    branch_ids = [host.branch_id for host in activity.active_hosts]
    statement = (
        select(Membership.user_id).distinct()
        .join(User, User.id == Membership.user_id)
        .where(Membership.branch_id.in_(branch_ids), Membership.state == "active", Membership.role != "guest")
        .where(User.state == "active")
    )  # fmt: skip
    if activity.is_planned:
        statement = statement.where(Membership.role.in_(("secretary", "deputy", "clerk")))
    with everything("counting whom an activity concerns", quiet=True):
        return list(db.session().scalars(statement.order_by(Membership.user_id)))


def reach_of(activity: Activity) -> Reach:
    """What a deed names before it is done: 将通知 2 个支部的 23 人."""
    return Reach(branches=len(activity.active_hosts), people=len(recipients_of(activity)))


def registrations_of(scope: Scope, *, limit: int = 20) -> list[Registration]:
    """The reader's own places at what has not ended yet, soonest first, each with its activity."""
    shown = joinedload(Registration.activity, innerjoin=True).options(
        joinedload(Activity.partnership).options(raiseload(Partnership.parties))
    )
    statement = (
        select(Registration).options(shown)
        .join(Activity, Activity.id == Registration.activity_id)
        .where(Registration.user_id == scope.user_id, Registration.state.in_(TAKING_SEATS))
        .where(or_(Activity.ends_at >= now(), Activity.state == lifecycle.POSTPONED))
    )  # fmt: skip
    return list(db.session().scalars(statement.order_by(Activity.starts_at, Activity.id).limit(limit)).unique())
