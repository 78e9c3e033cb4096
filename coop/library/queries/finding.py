"""The search of the house: the index finds, the rows say what is still there and still the searcher's (T-12)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import structlog
from sqlalchemy import bindparam, select

from coop.core.scope import Scope
from coop.extensions import db
from coop.library import engine
from coop.library.kinds import CASE, KINDS
from coop.library.queries.documents import ACTIVITY, BRANCH, PERSON
from coop.library.queries.lines import lines_of
from coop.library.queries.plain import find_plainly
from coop.library.queries.standing import checked
from coop.library.queries.texts import passages_of
from coop.library.search.document import Found, Hint, IndexDamaged, Key
from coop.units.models import Unit

log = structlog.get_logger()
PAGE, REACH = 10, 100
NAMES = select(Unit.id, Unit.short_name, Unit.name).where(Unit.id.in_(bindparam("ids", expanding=True)))
#: What the chips above the results stand for.
CHIPS: dict[str, frozenset[str]] = {
    "case": frozenset({CASE}),
    "document": frozenset(KINDS) - {CASE},
    "activity": frozenset({ACTIVITY}),
    "branch": frozenset({BRANCH}),
    "person": frozenset({PERSON}),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody looks for, and which part of what is found they want to see."""

    text: str
    chip: str = ""
    unit_id: int | None = None
    year: int | None = None
    page: int = 1

    @property
    def kinds(self) -> frozenset[str]:
        return CHIPS.get(self.chip, frozenset())

    @property
    def facets(self) -> frozenset[str]:
        unit = {f"unit:{self.unit_id}"} if self.unit_id else set()
        return frozenset(unit | ({f"year:{self.year}"} if self.year else set()))


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the answer: its row, and the passage of an entry that answered."""

    kind: str
    row: Any
    passage: str = ""


@dataclass(frozen=True, slots=True)
class Results:
    """A page of what was found; every number in it counts only what the searcher may see."""

    items: Sequence[Result] = ()
    total: int = 0
    chips: dict[str, int] = field(default_factory=dict)
    units: Sequence[tuple[int, str, int]] = ()
    years: Sequence[tuple[int, int]] = ()
    meant: str | None = None
    is_empty_query: bool = False
    is_softened: bool = False
    is_partial: bool = False
    is_plain: bool = False
    has_more: bool = False


def search(wish: Wish, scope: Scope) -> Results:
    """The index answers within the searcher's audiences; whatever SQL does not find any more is taken out, counts and all."""
    try:
        found = checked(
            lambda without: engine.index().search(
                wish.text, scope.audiences, kinds=wish.kinds, facets=wish.facets, without=without, limit=REACH
            ),
            _named,
        )
    except IndexDamaged as damage:
        log.warning("search answers from the rows", reason=str(damage))
        return _plainly(wish)
    if found.is_empty_query:
        return Results(is_empty_query=True)
    return _shown(found, wish)


def suggestions(prefix: str, scope: Scope, *, limit: int = 8) -> list[Hint]:
    """Titles and tags that hold what was typed, each of something that the searcher can open now."""
    try:
        return checked(
            lambda without: engine.index().suggestions(prefix, scope.audiences, without=without, limit=limit),
            lambda hints: [key for hint in hints for key in hint.keys],
        )
    except IndexDamaged:
        return []


def _named(found: Found) -> list[Key]:
    """All that the answer speaks of: its hits and what the correction was taken from."""
    return [*(hit.key for hit in found.hits), *(found.did_you_mean.keys if found.did_you_mean else ())]


def _shown(found: Found, wish: Wish) -> Results:
    start = (wish.page - 1) * PAGE
    here = [hit.key for hit in found.hits[start : start + PAGE]]
    chips = {name: sum(found.kinds.get(kind, 0) for kind in kinds) for name, kinds in CHIPS.items()}
    return Results(
        items=_results(here, wish.text), total=found.total, chips={name: count for name, count in chips.items() if count},
        units=_units(found), years=_years(found), meant=found.did_you_mean, is_softened=found.is_softened,
        is_partial=found.is_partial, has_more=len(found.hits) > start + PAGE,
    )  # fmt: skip


def _plainly(wish: Wish) -> Results:
    """While there is no index: rows that hold every word as typed, without ranking, counts or hints."""
    keys = [key for key in find_plainly(wish.text, limit=REACH) if not wish.kinds or key[0] in wish.kinds]
    start = (wish.page - 1) * PAGE
    here = _results(keys[start : start + PAGE], wish.text)
    return Results(items=here, total=len(keys), is_plain=True, has_more=len(keys) > start + PAGE)


def _results(keys: Sequence[Key], question: str) -> list[Result]:
    """Rows of the page in the order found, with passages of the entries."""
    rows = lines_of(keys)
    passages = passages_of([row for (kind, _), row in rows.items() if kind in KINDS], question)
    return [
        Result(key[0], rows[key], passages.get(key[1], "") if key[0] in KINDS else "") for key in keys if key in rows
    ]


def _units(found: Found) -> list[tuple[int, str, int]]:
    """The ten units with the most results; a unit that the searcher may not see is not named."""
    counts = {int(name[5:]): count for name, count in found.facets.items() if name.startswith("unit:")}
    first = sorted(counts, key=lambda number: -counts[number])[:10]
    labels = {number: short_name or name for number, short_name, name in db.session().execute(NAMES, {"ids": first})}
    return [(number, labels[number], counts[number]) for number in first if number in labels]


def _years(found: Found) -> list[tuple[int, int]]:
    counts = {int(name[5:]): count for name, count in found.facets.items() if name.startswith("year:")}
    return sorted(counts.items(), reverse=True)
