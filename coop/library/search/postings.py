"""Posting lists as they are worked with: read from Whoosh in whole blocks, and kept while there is room."""

from array import array
from collections import OrderedDict
from functools import cached_property

from whoosh.reading import IndexReader, TermNotFound

from coop.library.search.bits import bits_of

_ROOM = 12_000_000  # bytes
_OVERHEAD = 300
# Shorter lists become a set anew each time, which takes microseconds, and leave the room to long ones.
_SHORT = 32

Leaves = list[tuple[IndexReader, int]]


class Postings:
    """The documents of a term, ascending, and the weight of the term in each."""

    def __init__(self, documents: "array[int]", weights: "array[float]", size: int) -> None:
        self.documents, self.weights, self.size = documents, weights, size
        self._bits: int | None = None

    @property
    def bits(self) -> int:
        """The documents as a set."""
        if self._bits is not None:
            return self._bits
        bits = bits_of(self.documents, self.size)
        if len(self.documents) >= _SHORT:
            self._bits = bits
        return bits

    @cached_property
    def highest(self) -> float:
        """The greatest of the weights."""
        return max(self.weights, default=0.0)

    @property
    def room(self) -> int:
        """About how many bytes it takes."""
        held = len(self.documents)
        return _OVERHEAD + 8 * held + (self.size // 7 if held >= _SHORT else 0)


def read(leaves: Leaves, field: str, term: str, size: int) -> Postings:
    """Whole blocks at a time: asking Whoosh's matcher for one posting after the other is ten times slower."""
    documents, weights = array("I"), array("f")
    for leaf, offset in leaves:
        try:
            matcher = leaf.postings(field, term)
        except TermNotFound:
            continue
        block = matcher.child if leaf.has_deletions() else matcher
        while True:
            block._read_ids()
            block._read_weights()
            documents.extend(block._ids if not offset else [offset + i for i in block._ids])
            weights.extend(block._weights)
            if block._lastblock:
                break
            block._next_block()
    return Postings(documents, weights, size)


class Shelf:
    """The lists that were used last, twelve megabytes of them; whoever asks holds the lock."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str], Postings] = OrderedDict()
        self._taken = 0

    def find(self, field: str, term: str) -> Postings | None:
        if kept := self._kept.get((field, term)):
            self._kept.move_to_end((field, term))
        return kept

    def keep(self, field: str, term: str, postings: Postings) -> None:
        """The one used longest ago makes room."""
        self._kept[field, term] = postings
        self._taken += postings.room
        while self._taken > _ROOM and len(self._kept) > 1:
            self._taken -= self._kept.popitem(last=False)[1].room
