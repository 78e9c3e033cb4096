"""The 工作台 in as few reads as it takes: one of each part of the house."""

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
from coop.library.queries import reviews as library
from coop.partnerships import queries as partnerships
from coop.partnerships.models import Party
from coop.reports.desk import COMING, OF_OTHERS, Figure, Waiting, in_order
from coop.units.models import Unit
from coop.units.queries import matters as memberships
from coop.units.queries.applications import applications
from coop.units.queries.units import empty_units_of, suspended_units_of


@dataclass(frozen=True, slots=True)
class Desk:
    waiting: Sequence[Waiting]
    others: Sequence[Waiting]
    upcoming: Sequence[Any]
    unread: Sequence[Any]
    figures: Sequence[Figure]
    suspended: Sequence[Unit]


def desk_of(scope: Scope) -> Desk:
    things = list(_things(scope))
    return Desk(
        waiting=in_order(thing for thing in things if thing.kind not in (*OF_OTHERS, COMING)),
        others=in_order(thing for thing in things if thing.kind in OF_OTHERS),
        upcoming=[thing.subject for thing in things if thing.kind == COMING],
        unread=unread_channels(scope),
        figures=figures_of(scope),
        suspended=suspended_units_of(scope),
    )


def _things(scope: Scope) -> Iterator[Waiting]:
    """Each part of the house is asked once, whatever waits there and however much of it."""
    reviews = () if scope.is_shut_out else library.matters_of(scope)
    for row in (*reviews, *memberships.matters_of(scope)):
        yield Waiting(row.kind, row)
    for unit in empty_units_of(scope):
        yield Waiting("beginning", unit)
    for row in partnerships.matters_of(scope):
        yield Waiting(row.kind, row, row.answer_until)
    for row in activities.matters_of(scope):
        yield Waiting(row.kind, row, local(row.starts_at).date())
    if scope.is_operator:
        yield from (Waiting("unit", found) for found in applications("applied").items)


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
