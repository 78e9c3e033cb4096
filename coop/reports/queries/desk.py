"""The 工作台 in as few reads as it takes; whoever holds no post is not asked what waits for officers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Integer, bindparam, func, literal, or_, select, union_all

from coop.activities import queries as activities
from coop.activities.models import Activity, Host
from coop.core.clock import local, today
from coop.core.scope import Scope
from coop.discussion.queries.channels import unread_channels
from coop.extensions import db
from coop.library.models import Entry
from coop.library.queries.reviews import returned_to, reviews_waiting
from coop.partnerships import queries as partnerships
from coop.partnerships.models import Party
from coop.reports.desk import Figure, Waiting, in_order
from coop.units.models import Unit
from coop.units.queries.applications import applications, count_applications
from coop.units.queries.people import applications_for, memberships_of
from coop.units.queries.units import empty_units_of, suspended_units_of


@dataclass(frozen=True, slots=True)
class Desk:
    waiting: Sequence[Waiting]
    others: Sequence[Waiting]
    upcoming: Sequence[Activity]
    unread: Sequence[Any]
    figures: Sequence[Figure]
    suspended: Sequence[Unit]


def desk_of(scope: Scope) -> Desk:
    return Desk(
        waiting=in_order(_waiting_for_me(scope)),
        others=in_order(_waiting_for_others(scope)),
        upcoming=activities.upcoming_for(scope, limit=5),
        unread=unread_channels(scope),
        figures=figures_of(scope),
        suspended=suspended_units_of(scope),
    )


def _waiting_for_me(scope: Scope) -> Iterator[Waiting]:
    if not scope.is_shut_out:
        yield from (Waiting("review", review) for review in reviews_waiting(scope))
        yield from (Waiting("returned", review) for review in returned_to(scope))
    for membership in memberships_of(scope.user_id, states=("invited",)):
        yield Waiting("welcome", membership)
    if scope.posts or scope.unit_roles:
        yield from _waiting_for_officer(scope)
    if scope.is_operator and count_applications().get("applied"):
        yield from (Waiting("unit", found) for found in applications("applied").items)


def _waiting_for_officer(scope: Scope) -> Iterator[Waiting]:
    for unit in empty_units_of(scope):
        yield Waiting("beginning", unit)
    for party in partnerships.invitations_waiting(scope, with_others=False):
        yield Waiting("invitation", party, party.partnership.answer_until)
    for motion, party in partnerships.motions_waiting(scope):
        yield Waiting("motion", (motion, party))
    for activity in activities.proposals_waiting(scope):
        yield Waiting("proposal", activity, local(activity.starts_at).date())
    for membership in applications_for(scope):
        yield Waiting("membership", membership)


def _waiting_for_others(scope: Scope) -> Iterator[Waiting]:
    for partnership in partnerships.waiting_for_others(scope):
        yield Waiting("partnership", partnership, partnership.answer_until)
    for activity in activities.proposals_unanswered(scope):
        yield Waiting("activity", activity, local(activity.starts_at).date())


IN_OWN: Any = bindparam("branch_ids", expanding=True)
HOSTED = select(Host.activity_id).where(Host.branch_id.in_(IN_OWN), Host.state == "confirmed")
# Built once, as are the statements that the other parts of the house answer with.
COUNTED = union_all(
    select(literal("partnerships"), func.count(Party.id)).where(Party.branch_id.in_(IN_OWN), Party.state == "joined"),
    select(literal("activities"), func.count(Activity.id)).where(
        Activity.id.in_(HOSTED), or_(Activity.state == "held", Activity.state == "scheduled"),
        func.extract("year", Activity.starts_at) == bindparam("year", type_=Integer),
    ),
    select(literal("entries"), func.count(Entry.id)).where(
        Entry.branch_id.in_(IN_OWN), Entry.state.in_(("published", "featured"))
    ),
)  # fmt: skip


def figures_of(scope: Scope) -> list[Figure]:
    """This year's figures of the reader's own branches, one statement, each with the list it counts."""
    if not scope.own_branch_ids:
        return []
    given = {"branch_ids": sorted(scope.own_branch_ids), "year": today().year}
    counts: dict[str, int] = dict(db.session().execute(COUNTED, given).all())
    return [
        Figure("partnerships", counts.get("partnerships", 0), "/partnerships?state=active"),
        Figure("activities", counts.get("activities", 0), "/activities?show=past"),
        Figure("entries", counts.get("entries", 0), "/library"),
    ]
