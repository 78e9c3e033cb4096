"""The one door to any search engine; Whoosh stands behind it today."""

from collections.abc import Iterable, Set
from typing import Protocol

from coop.library.search.document import Document, Found, Hint, Key


class SearchIndex(Protocol):
    """Derived data: all of it can be made again from the database, so damage is an inconvenience, never a loss."""

    def apply(self, documents: Iterable[Document] = (), gone: Iterable[Key] = ()) -> None:
        """One durable commit: each document takes the place of its former self, the gone ones vanish."""

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
        """Best first among the documents that share an audience with the searcher and carry all the facets.

        Those `without` are as if they were not there: the caller knows that they are gone or no longer the searcher's.
        """

    def suggestions(
        self, prefix: str, audiences: Set[str], *, without: Set[Key] = frozenset(), limit: int = 8
    ) -> list[Hint]:
        """Titles and tags of permitted documents that hold what was typed, as characters or by sound."""

    def rebuild(self, documents: Iterable[Document]) -> None:
        """Builds anew beside the old one, which answers meanwhile, then swaps in one step."""

    @property
    def generation(self) -> str:
        """Differs after every change, for whoever caches answers."""
