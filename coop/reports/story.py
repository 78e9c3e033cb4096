"""The timeline of a partnership: what is to come, what was done, and how far each party kept what it planned."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

HELD = frozenset({"held", "attested", "archived"})
COMING = frozenset({"proposed", "polling", "scheduled", "postponed"})
LONGEST = 15


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened: ``kind`` is deed, held, cancelled or entry and chooses its words."""

    kind: str
    at: datetime
    subject: Any


@dataclass(frozen=True, slots=True)
class Side:
    """A party in figures: the activities it hosted and those it is to host."""

    party: Any
    held: int
    coming: int


@dataclass(frozen=True, slots=True)
class Story:
    coming: list[Any]
    done: list[Moment]
    sides: list[Side]


def told(partnership: Any, activities: Iterable[Any], entries: Iterable[Any], deeds: Iterable[Any]) -> Story:
    """What is to come stands soonest first, what was done latest first; ``deeds`` come as the space words them."""
    plans = list(activities)
    done = [*_held(plans), *(Moment("entry", entry.published_at, entry) for entry in entries if entry.published_at)]
    done += [Moment("deed", deed["at"], deed) for deed in deeds]
    done.sort(key=lambda moment: moment.at, reverse=True)
    coming = sorted((plan for plan in plans if plan.state in COMING), key=lambda plan: (plan.starts_at, plan.id))
    return Story(coming, done[:LONGEST], [_side(party, plans) for party in partnership.joined])


def _held(plans: list[Any]) -> Iterable[Moment]:
    for plan in plans:
        if plan.state in HELD:
            yield Moment("held", plan.starts_at, plan)
        elif plan.state == "cancelled":
            yield Moment("cancelled", plan.state_at, plan)


def _side(party: Any, plans: list[Any]) -> Side:
    hosted = [plan.state for plan in plans if any(_has(host, party) for host in plan.hosts)]
    return Side(party, sum(state in HELD for state in hosted), sum(state in COMING for state in hosted))


def _has(host: Any, party: Any) -> bool:
    return bool(host.branch_id == party.branch_id and not host.has_declined)
