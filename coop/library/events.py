"""What happens to entries of the library."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EntryCreated:
    entry_id: int


@dataclass(frozen=True, slots=True)
class EntrySubmitted:
    """A version waits for its reviewer, who hears of it."""

    entry_id: int
    version_id: int
    review_id: int
    reviewer_id: int
    author_id: int


@dataclass(frozen=True, slots=True)
class EntryReturned:
    """A version came back with a reason; its author hears of it."""

    entry_id: int
    version_id: int
    review_id: int
    author_id: int


@dataclass(frozen=True, slots=True)
class EntryPublished:
    """A version is what the entry's audiences read from now on; its author hears of it."""

    entry_id: int
    version_id: int
    author_id: int


@dataclass(frozen=True, slots=True)
class EntryFeatured:
    entry_id: int
    author_id: int


@dataclass(frozen=True, slots=True)
class EntryUnfeatured:
    entry_id: int


@dataclass(frozen=True, slots=True)
class EntrySuperseded:
    entry_id: int
    successor_id: int


@dataclass(frozen=True, slots=True)
class EntryWithdrawn:
    """Nobody but its writers sees it any more; the author hears of it, with the reason, when somebody else did it."""

    entry_id: int
    author_id: int


@dataclass(frozen=True, slots=True)
class AudienceChanged:
    """Other people than before may see the entry."""

    entry_id: int


@dataclass(frozen=True, slots=True)
class ReviewRemarked:
    """Author or reviewer said something; the other one hears of it."""

    review_id: int
    entry_id: int
    by_id: int
    to_id: int


@dataclass(frozen=True, slots=True)
class VersionRestored:
    """An older version was written once more as a draft; its writers find it in the trail."""

    entry_id: int
    version_id: int
    number: int
