"""The index follows what happens: many changes at once, one commit."""

from typing import Any

from coop.core.events import Deed, in_batches
from coop.library.events import (
    AudienceChanged,
    EntryPublished,
    EntryWithdrawn,
)
from coop.library.feeding import feed
from coop.library.queries.documents import ENTRY, Ref

#: What happened → what stands differently in the index, and the fact that numbers it.
TOUCHED: dict[type, tuple[str, str]] = {
    EntryPublished: (ENTRY, "entry_id"),
    EntryWithdrawn: (ENTRY, "entry_id"),
    AudienceChanged: (ENTRY, "entry_id"),
}


@in_batches(*TOUCHED)
def refresh_index(happenings: list[tuple[Any, Deed]]) -> None:
    """Read what was touched as it stands now; it does not matter how often or in which order it was touched."""
    feed({_touched(event) for event, _ in happenings})


def _touched(event: Any) -> Ref:
    source, fact = TOUCHED[type(event)]
    return source, getattr(event, fact)
