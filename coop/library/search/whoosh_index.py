"""The search index kept by Whoosh in the data folder: one writer, many readers, each reading the newest generation."""

import heapq
import struct
import zlib
from collections.abc import Iterable, Iterator, Set
from contextlib import contextmanager
from pathlib import Path
from pickle import UnpicklingError
from threading import Lock

from whoosh.index import FileIndex
from whoosh.index import IndexError as WhooshIndexError
from whoosh.writing import IndexWriter

from coop.library.search.asking import ask
from coop.library.search.document import Document, Found, Hint, Hit, IndexDamaged, Key
from coop.library.search.hints import did_you_mean, suggest
from coop.library.search.ranking import Ranking
from coop.library.search.schema import CODEC, key_term, row
from coop.library.search.snapshot import Permitted, Snapshot
from coop.library.search.store import LOOKS, Store

# Sorting a rebuild in small runs costs a tenth of its time and saves 17 MB for the life of the process.
_WRITER_MEMORY_MB = 4
_WAIT_FOR_WRITER = 10.0
# What Whoosh's readers raise over missing, cut or overwritten files.
_BROKEN = (
    OSError, EOFError, UnpicklingError, WhooshIndexError, struct.error, zlib.error,
    AttributeError, AssertionError, IndexError, KeyError, TypeError, ValueError,
)  # fmt: skip


@contextmanager
def _reading() -> Iterator[None]:
    """Inside, broken files raise IndexDamaged, whatever they raised."""
    try:
        yield
    except IndexDamaged:
        raise
    except _BROKEN as error:
        raise IndexDamaged(str(error) or type(error).__name__) from error
    except Exception as error:
        # Whoosh raises bare Exception over a wrong block mark; anything more particular is a mistake of ours.
        if type(error) is not Exception:
            raise
        raise IndexDamaged(str(error)) from error


class WhooshIndex:
    """A SearchIndex; threads may share one, processes open one each."""

    def __init__(self, folder: Path) -> None:
        self._store = Store(folder)
        self._opening, self._writing = Lock(), Lock()
        self._snapshot: tuple[str, Snapshot] | None = None

    @property
    def generation(self) -> str:
        """The living folder and its last commit."""
        with _reading():
            return self._store.generation()

    def _now(self) -> Snapshot:
        """The newest generation; a reader of an older one finishes on it undisturbed."""
        generation = self._store.generation()
        with self._opening:
            if self._snapshot is None or self._snapshot[0] != generation:
                self._snapshot = generation, self._open()
            return self._snapshot[1]

    def _open(self) -> Snapshot:
        """Tries again where another process swapped or committed between two looks at the folder."""
        for look in range(1, LOOKS + 1):
            before = self._store.generation()
            try:
                return Snapshot(self._store.open().reader())
            except (IndexDamaged, *_BROKEN):
                if look == LOOKS or self._store.generation() == before:
                    raise
        raise AssertionError("the last look returns or raises")

    @staticmethod
    def _writer(index: FileIndex) -> IndexWriter:
        """As a context everything inside becomes visible at once or, on an error, not at all."""
        return index.writer(timeout=_WAIT_FOR_WRITER, limitmb=_WRITER_MEMORY_MB, codec=CODEC)

    def apply(self, documents: Iterable[Document] = (), gone: Iterable[Key] = ()) -> None:
        """The last of several documents with one key wins."""
        latest = {document.key: document for document in documents}
        rows = [row(document) for document in latest.values()]
        with self._writing, _reading():
            index = self._store.open()
            with self._writer(index) as writer:
                for key in {*gone, *latest}:
                    writer.delete_by_term("key", key_term(*key))
                for fields in rows:
                    writer.add_document(**fields)
            self._store.make_durable(index)

    def rebuild(self, documents: Iterable[Document]) -> None:
        """Also the way to begin; a failure half-way leaves the living index as it was."""
        with self._writing:
            index = self._store.begin()
            with self._writer(index) as writer:
                for document in documents:
                    writer.add_document(**row(document))
            self._store.adopt(index)

    def search(
        self,
        query: str,
        audiences: Set[str],
        *,
        kinds: Set[str] = frozenset(),
        facets: Set[str] = frozenset(),
        without: Set[Key] = frozenset(),
        limit: int = 20,
    ) -> Found:
        """Counts by kind regard every kind, so that a page can offer the others too."""
        question = ask(query)
        if question.is_empty:
            return Found(is_empty_query=True)
        with _reading():
            snapshot = self._now()
            permitted = snapshot.permitted(audiences, facets, without)
            chosen = snapshot.any_of("kind", kinds) if kinds else -1
            ranked = Ranking(snapshot, permitted).rank(question, limit, kinds=chosen)
            hint = did_you_mean(snapshot, permitted, question.text) if ranked.is_softened else None
            return Found(
                hits=_page(snapshot, ranked.scores, limit),
                total=(ranked.matching & chosen).bit_count(),
                kinds=_kinds(snapshot, ranked.matching),
                facets=snapshot.facets().count(ranked.matching & chosen),
                is_softened=ranked.is_softened and bool(ranked.matching),
                is_partial=ranked.is_partial,
                did_you_mean=hint,
            )

    def suggestions(
        self, prefix: str, audiences: Set[str], *, without: Set[Key] = frozenset(), limit: int = 8
    ) -> list[Hint]:
        """Nothing typed suggests nothing: a list of everything would say what there is."""
        with _reading():
            snapshot = self._now()
            permitted: Permitted = snapshot.permitted(audiences, without=without)
            return suggest(snapshot, permitted, prefix, limit)


def _kinds(snapshot: Snapshot, matching: int) -> dict[str, int]:
    counts = {kind: (matching & snapshot.postings("kind", kind).bits).bit_count() for kind in snapshot.kinds()}
    return {kind: count for kind, count in counts.items() if count}


def _page(snapshot: Snapshot, scores: dict[int, float], limit: int) -> tuple[Hit, ...]:
    """Equal scores stand newest first, always in the same order."""
    best = heapq.nlargest(limit, ((score, document) for document, score in scores.items()))
    return tuple(Hit(*snapshot.key(document), round(score, 4)) for score, document in best)
