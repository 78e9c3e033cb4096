"""The timeline of a partnership: what is to come, what was done, and how far each party kept what it planned."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

HELD = frozenset({"held", "attested", "archived"})
COMING = frozenset({"proposed", "polling", "scheduled", "postponed"})
NEXT, LONGEST = 4, 15
Count = tuple[int | None, str, int]


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened or will: ``kind`` is deed, held, cancelled, entry or coming and chooses its words.

    ``hosts`` are the units that host an activity, each once."""

    kind: str
    at: datetime
    subject: Any
    hosts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """A party in figures: the activities it hosted and those it is to host."""

    party: Any
    held: int
    coming: int


@dataclass(frozen=True, slots=True)
class Story:
    """The next few things and how many there are in all, the last few, and each joined party's part."""

    coming: list[Moment]
    ahead: int
    done: list[Moment]
    sides: list[Side]


def told(
    partnership: Any, doings: Iterable[Any], counts: Iterable[Count], entries: Iterable[Any], deeds: Iterable[Any]
) -> Story:
    """What is to come stands soonest first, what was done latest first; ``deeds`` come as the space words them."""
    units = {party.branch_id: party.branch.unit.label for party in partnership.parties}
    moments = [_moment(doing, units) for doing in doings]
    done = [moment for moment in moments if moment.kind != "coming"]
    done += [Moment("entry", entry.published_at, entry) for entry in entries if entry.published_at]
    done += [Moment("deed", deed["at"], deed) for deed in deeds]
    done.sort(key=lambda moment: moment.at, reverse=True)
    coming = sorted((moment for moment in moments if moment.kind == "coming"), key=lambda moment: moment.at)
    held, ahead = _sums(counts)
    sides = [Side(party, held.get(party.branch_id, 0), ahead.get(party.branch_id, 0)) for party in partnership.joined]
    return Story(coming[:NEXT], ahead.get(None, 0), done[:LONGEST], sides)


def _moment(doing: Any, units: Mapping[int, str]) -> Moment:
    kind = "coming" if doing.state in COMING else "held" if doing.state in HELD else "cancelled"
    hosts = (units.get(int(number)) for number in (doing.host_ids or "").split(",") if number)
    at = doing.state_at if kind == "cancelled" else doing.starts_at
    return Moment(kind, at, doing, tuple(dict.fromkeys(host for host in hosts if host)))


def _sums(counts: Iterable[Count]) -> tuple[dict[int | None, int], dict[int | None, int]]:
    """How many were held and how many are ahead, for each host and under None in all."""
    held: dict[int | None, int] = {}
    ahead: dict[int | None, int] = {}
    for branch_id, state, count in counts:
        sums = held if state in HELD else ahead if state in COMING else {}
        sums[branch_id] = sums.get(branch_id, 0) + count
    return held, ahead
