"""One generation of the index as it is read: posting lists in memory once used, and who may see which document."""

from collections import OrderedDict
from collections.abc import Iterable, Set
from itertools import islice
from threading import Lock
from typing import NamedTuple

from whoosh.reading import IndexReader

from coop.library.search.bits import bits_of
from coop.library.search.document import Key
from coop.library.search.facets import Facets
from coop.library.search.postings import Leaves, Postings, Shelf, read

_KEPT_MASKS = 256
_MOST_SOUNDS = 64


class Permitted(NamedTuple):
    """Which documents a searcher may see, as a set, and how many they are."""

    bits: int
    size: int

    @classmethod
    def of(cls, bits: int) -> "Permitted":
        return cls(bits, bits.bit_count())


class Snapshot:
    """Readable by many threads at once; only the reading from disk is done one thread at a time."""

    def __init__(self, reader: IndexReader) -> None:
        self.size = reader.doc_count_all()
        self._leaves: Leaves = list(reader.leaf_readers()) if self.size else []
        self._lock = Lock()
        self._shelf = Shelf()
        self._terms: dict[str, list[str]] = {}
        self._facets: Facets | None = None
        self._masks: OrderedDict[frozenset[str], int] = OrderedDict()
        self._columns = {name: [leaf.column_reader(name) for leaf, _ in self._leaves] for name in ("key", "naming")}
        gone = [offset + number for leaf, offset in self._leaves for number in leaf.segment().deleted_docs()]
        self._living = ((1 << self.size) - 1) ^ bits_of(gone, self.size)

    def postings(self, field: str, term: str) -> Postings:
        """All documents of a term, deleted ones included; whoever shows them asks `permitted` first."""
        with self._lock:
            found = self._shelf.find(field, term)
            if found is None:
                found = read(self._leaves, field, term, self.size)
                self._shelf.keep(field, term, found)
            return found

    def permitted(
        self, audiences: Set[str], facets: Set[str] = frozenset(), without: Set[Key] = frozenset()
    ) -> Permitted:
        """Who holds any of the audiences and all of the facets; the first asked once for a searcher and a generation.

        What the caller knows to be gone is taken out each time: that knowledge is younger than the index.
        """
        bits = self._mask(frozenset(audiences))
        for facet in facets:
            bits &= self.postings("facet", facet).bits
        for kind, number in without:
            bits &= ~self.postings("key", f"{kind}:{number}").bits
        return Permitted.of(bits)

    def _mask(self, audiences: frozenset[str]) -> int:
        kept = self._masks.get(audiences)
        if kept is None:
            kept = self.any_of("audience", audiences) & self._living
            with self._lock:
                self._masks[audiences] = kept
                if len(self._masks) > _KEPT_MASKS:
                    self._masks.popitem(last=False)
        return kept

    def any_of(self, field: str, terms: Iterable[str]) -> int:
        """The documents that hold at least one of the terms, deleted ones included."""
        bits = 0
        for term in terms:
            bits |= self.postings(field, term).bits
        return bits

    def _column(self, name: str, document: int) -> str:
        for (_, offset), column in zip(reversed(self._leaves), reversed(self._columns[name]), strict=True):
            if document >= offset:
                with self._lock:
                    return str(column[document - offset])
        raise IndexError(document)

    def key(self, document: int) -> Key:
        """Kind and number of a document."""
        kind, _, number = self._column("key", document).rpartition(":")
        return kind, int(number)

    def naming(self, document: int) -> list[str]:
        """The document's title and tags as they were written."""
        return self._column("naming", document).splitlines()

    def terms(self, field: str) -> list[str]:
        """Every term of a field of few terms, read once."""
        with self._lock:
            if field not in self._terms:
                self._terms[field] = sorted({term.decode() for leaf, _ in self._leaves for term in leaf.lexicon(field)})
            return self._terms[field]

    def kinds(self) -> list[str]:
        """Every kind that the index holds."""
        return self.terms("kind")

    def facets(self) -> Facets:
        """Gathered at the first question, past the shelf: as many lists as there are units would clear it."""
        if self._facets is None:
            terms = self.terms("facet")
            with self._lock:
                lists = ((term, read(self._leaves, "facet", term, self.size).documents) for term in terms)
                self._facets = self._facets or Facets(self.size, lists)
        return self._facets

    def sounding(self, letters: str) -> Iterable[str]:
        """The sounds that begin with these letters, no more than sixty-four of them."""
        with self._lock:
            return {
                term.decode()
                for leaf, _ in self._leaves
                for term in islice(leaf.expand_prefix("sound", letters), _MOST_SOUNDS)
            }
