"""Which facets the documents of a generation carry, so that the facets of whatever was found are counted in one pass."""

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence

from coop.library.search.bits import members


class Facets:
    """Few sets of facets are different (a unit and a year make one), so a document keeps the number of its set."""

    def __init__(self, size: int, documents_of: Iterable[tuple[str, Sequence[int]]]) -> None:
        self._sets: list[tuple[str, ...]] = [()]
        self._set_of = array("I", bytes(4 * size))
        for facet, documents in documents_of:
            self._add(facet, documents)

    def _add(self, facet: str, documents: Sequence[int]) -> None:
        set_of, grown = self._set_of, dict[int, int]()
        for document in documents:
            before = set_of[document]
            if before not in grown:
                grown[before] = len(self._sets)
                self._sets.append((*self._sets[before], facet))
            set_of[document] = grown[before]

    def count(self, matching: int) -> dict[str, int]:
        """How many of the documents carry each facet."""
        counts: Counter[str] = Counter()
        for number, found in Counter(map(self._set_of.__getitem__, members(matching))).items():
            for facet in self._sets[number]:
                counts[facet] += found
        return dict(counts)
