"""What the index takes in and what it gives back, as plain values that no engine shows through."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Key = tuple[str, int]


class IndexDamaged(Exception):
    """The index is missing or cannot be read; SQL answers until it has been rebuilt."""


@dataclass(frozen=True, slots=True)
class Document:
    """One thing to be found, with everybody who may find it: `branch:31`, `partnership:3`, `network`, `public`."""

    kind: str
    id: int
    title: str
    body: str = ""
    tags: tuple[str, ...] = ()
    audiences: frozenset[str] = frozenset()
    facets: frozenset[str] = frozenset()

    @property
    def key(self) -> Key:
        """Kind and number together name a document."""
        return self.kind, self.id


@dataclass(frozen=True, slots=True)
class Hit:
    """A document of the index; the caller reads its row under its own filter and drops what has gone since."""

    kind: str
    id: int
    score: float

    @property
    def key(self) -> Key:
        """What the row is fetched by."""
        return self.kind, self.id


class Hint(str):
    """A line that may be shown to the searcher, with the documents that hold it: if none of them is left, neither is it."""

    keys: tuple[Key, ...]

    def __new__(cls, line: str, keys: Iterable[Key] = ()) -> "Hint":
        made = super().__new__(cls, line)
        made.keys = tuple(keys)
        return made


@dataclass(frozen=True, slots=True)
class Found:
    """An answer: a page of hits, how many there are in all, of each kind and facet, all of them permitted ones."""

    hits: tuple[Hit, ...] = ()
    total: int = 0
    kinds: Mapping[str, int] = field(default_factory=dict)
    facets: Mapping[str, int] = field(default_factory=dict)
    is_empty_query: bool = False
    is_softened: bool = False
    is_partial: bool = False
    did_you_mean: Hint | None = None
