"""Whom an activity concerns, and what one person has signed up for."""

from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, raiseload

from coop.activities import lifecycle
from coop.activities.models import Activity, Registration
from coop.activities.queries.coming import TAKING_SEATS
from coop.core.clock import now
from coop.core.scope import OFFICERS, Scope, everything
from coop.extensions import db
from coop.partnerships.models import Partnership
from coop.units.queries.told import MEMBERS, told_of_branches


@dataclass(frozen=True, slots=True)
class Reach:
    """How many people of how many branches will be told."""

    branches: int
    people: int


def recipients_of(activity: Activity) -> set[int]:
    """The accounts that are told when it is scheduled, moved or cancelled: of the hosts' people, without guests.

    While it is planned only officers know of it, so only they are told. Counted across units, hence around the filter;
    a page shows how many they are and never who.
    """
    branch_ids = [host.branch_id for host in activity.active_hosts]
    with everything("counting whom an activity concerns", quiet=True):
        return told_of_branches(branch_ids, OFFICERS if activity.is_planned else MEMBERS)


def reach_of(activity: Activity) -> Reach:
    """What a deed names before it is done: 将通知 2 个支部的 23 人. Of a suspended unit nobody is told."""
    branches = [host for host in activity.active_hosts if not host.branch.unit.is_suspended]
    return Reach(branches=len(branches), people=len(recipients_of(activity)))


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
