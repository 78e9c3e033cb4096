"""What the rows say of what the index found: which of it is still there and still the reader's, and what has changed."""

from collections.abc import Callable, Collection, Iterable
from typing import TypeVar

from sqlalchemy import bindparam, literal, select, union_all

from coop.core.events import Deed, Pending
from coop.core.scope import everything
from coop.extensions import db
from coop.library.queries.documents import SOURCE_OF, TABLES, keys_of
from coop.library.search.document import Key
from coop.library.touched import Ref, touched_by_name

T = TypeVar("T")
FEEDER = "coop.library.reactions.refresh_index/"
# The few that wait come first: in a join SQLite would begin with every deed there ever was.
WAITING = select(Pending.deed_id).where(Pending.consumer.startswith(FEEDER, autoescape=True))
UNFED = select(Deed.name, Deed.facts).where(Deed.id.in_(WAITING))
# One statement whatever was found; the filter is added to each of its parts.
THERE = union_all(
    *(
        select(literal(source), table.id).where(table.id.in_(bindparam(source, expanding=True)))
        for source, table in TABLES.items()
    )
)


def checked(ask: Callable[[frozenset[Key]], T], keys: Callable[[T], Iterable[Key]]) -> T:
    """Ask again without what is gone until all that is named is there; a stale index only costs another round."""
    without = frozenset(keys_of(unfed()))
    while True:
        answer = ask(without)
        named = set(keys(answer))
        gone = named - visible(named)
        if not gone:
            return answer
        without |= gone


def unfed() -> list[Ref]:
    """What has changed since the index was last fed; usually nothing, as the feeder comes every second."""
    with everything("what the index does not know yet", quiet=True):
        refs = [touched_by_name(name, facts) for name, facts in db.session().execute(UNFED)]
    return [ref for ref in refs if ref]


def visible(keys: Collection[Key]) -> set[Key]:
    """Those of the keys whose rows the present reader sees: the second check, after the index's own."""
    numbers: dict[str, list[int]] = {source: [] for source in TABLES}
    for kind, number in keys:
        if kind in SOURCE_OF:
            numbers[SOURCE_OF[kind]].append(number)
    there = {(source, number) for source, number in db.session().execute(THERE, numbers)} if keys else set()
    return {(kind, number) for kind, number in keys if (SOURCE_OF.get(kind), number) in there}
