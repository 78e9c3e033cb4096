"""One generation of the index as it is read: posting lists in memory once used, and who may see which document."""

from array import array
from collections import OrderedDict
from collections.abc import Iterable, Set
from itertools import compress, islice
from threading import Lock
from typing import NamedTuple

from whoosh.reading import IndexReader, TermNotFound

from coop.library.search.document import Key

_KEPT_POSTINGS = 1_500_000
_KEPT_MASKS = 64
_MOST_SOUNDS = 64


class Postings(NamedTuple):
    """The documents of a term, ascending, and the weight of the term in each."""

    documents: "array[int]"
    weights: "array[float]"


class Permitted(NamedTuple):
    """Which documents a searcher may see: a flag for each, none where all of them are."""

    flags: bytes | None
    size: int

    def only(self, postings: Postings) -> Postings:
        """The postings less every document that was not shared with the searcher."""
        if self.flags is None:
            return postings
        chosen = bytes(map(self.flags.__getitem__, postings.documents))
        return Postings(
            array("I", compress(postings.documents, chosen)), array("f", compress(postings.weights, chosen))
        )


class Snapshot:
    """Readable by many threads at once; only the reading from disk is done one thread at a time."""

    def __init__(self, reader: IndexReader) -> None:
        self.size = reader.doc_count_all()
        self._leaves = list(reader.leaf_readers()) if self.size else []
        self._lock = Lock()
        self._postings: OrderedDict[tuple[str, str], Postings] = OrderedDict()
        self._held = 0
        self._terms: dict[str, list[str]] = {}
        self._masks: OrderedDict[tuple[frozenset[str], frozenset[str]], Permitted] = OrderedDict()
        self._columns = {name: [leaf.column_reader(name) for leaf, _ in self._leaves] for name in ("key", "naming")}
        self.deleted = bytearray(self.size)
        for leaf, offset in self._leaves:
            if leaf.has_deletions():
                flags = bytes(map(leaf.is_deleted, range(leaf.doc_count_all())))
                self.deleted[offset : offset + len(flags)] = flags

    def postings(self, field: str, term: str) -> Postings:
        """All documents of a term, deleted ones included; whoever shows them asks `permitted` first."""
        with self._lock:
            if kept := self._postings.get((field, term)):
                self._postings.move_to_end((field, term))
                return kept
            found = self._postings[field, term] = self._read(field, term)
            self._held += len(found.documents) + 16
            while self._held > _KEPT_POSTINGS and len(self._postings) > 1:
                self._held -= len(self._postings.popitem(last=False)[1].documents) + 16
            return found

    def _read(self, field: str, term: str) -> Postings:
        """Whole blocks at a time: asking Whoosh's matcher for one posting after the other is ten times slower."""
        documents, weights = array("I"), array("f")
        for leaf, offset in self._leaves:
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
        return Postings(documents, weights)

    def permitted(
        self, audiences: Set[str], facets: Set[str] = frozenset(), without: Set[Key] = frozenset()
    ) -> Permitted:
        """Who holds any of the audiences and all of the facets; asked once for a searcher and a generation.

        What the caller knows to be gone is taken out each time: that knowledge is younger than the index.
        """
        key = frozenset(audiences), frozenset(facets)
        with self._lock:
            kept = self._masks.get(key)
        if kept is None:
            kept = self._permit(*key)
            with self._lock:
                self._masks[key] = kept
                if len(self._masks) > _KEPT_MASKS:
                    self._masks.popitem(last=False)
        return self._less(kept, without) if without else kept

    def _less(self, permitted: Permitted, without: Set[Key]) -> Permitted:
        flags = bytearray(permitted.flags if permitted.flags is not None else b"\1" * self.size)
        for kind, number in without:
            for document in self.postings("key", f"{kind}:{number}").documents:
                flags[document] = 0
        return Permitted(bytes(flags), sum(flags))

    def _permit(self, audiences: frozenset[str], facets: frozenset[str]) -> Permitted:
        allowed: set[int] = set().union(*(self.postings("audience", audience).documents for audience in audiences))
        for facet in facets:
            allowed.intersection_update(self.postings("facet", facet).documents)
        flags = bytearray(self.size)
        for document in allowed:
            flags[document] = not self.deleted[document]
        count = sum(flags)
        return Permitted(None if count == self.size else bytes(flags), count)

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

    def sounding(self, letters: str) -> Iterable[str]:
        """The sounds that begin with these letters, no more than sixty-four of them."""
        with self._lock:
            return {
                term.decode()
                for leaf, _ in self._leaves
                for term in islice(leaf.expand_prefix("sound", letters), _MOST_SOUNDS)
            }
