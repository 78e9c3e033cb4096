"""Who sees an entry, in one place: its row, its share rows, its versions and their files move together."""

from coop.core.tenancy import share, shares_of, unshare
from coop.library.audiences import hold
from coop.library.lifecycle import WITHDRAWN
from coop.library.models import Attachment, Entry, EntryVersion, private_audience
from coop.library.queries.entries import once_published


def open_to(entry: Entry, audiences: list[str]) -> None:
    """These see it and nobody else, not even the single persons who wrote and reviewed it.

    They read what it says now. An earlier version, with its files, they read only where all of them could read it while
    it was what the entry said; else it goes back to those who write the branch's entries, as what was withdrawn does.
    """
    versions = once_published(entry)
    _move(entry, audiences)
    for version in versions:
        if version.id == entry.version_id:
            version.wanted = audiences
        _show(version, to=entry.audience if _stays_open(version, audiences) else None)


def close(entry: Entry) -> None:
    """Its writers alone see it and everything that it ever said; whatever is published after that opens none of it again."""
    versions = once_published(entry)
    _move(entry, [private_audience(entry.branch_id or 0)])
    for version in versions:
        version.state = WITHDRAWN
        _show(version, to=None)


def _move(entry: Entry, audiences: list[str]) -> None:
    for held in shares_of(entry):
        unshare(entry, held)
    entry.audience = audiences[0]
    for name in audiences[1:]:
        share(entry, name)


def _stays_open(version: EntryVersion, audiences: list[str]) -> bool:
    return version.state != WITHDRAWN and hold(version.wanted, audiences)


def _show(version: EntryVersion, *, to: str | None) -> None:
    """To whoever sees the entry, of whose audiences ``to`` is the first; to nobody else but its writers where it is None."""
    audience = to or private_audience(version.branch_id or 0)
    rows: list[EntryVersion | Attachment] = [version, *version.attachments]
    for row in rows:
        row.is_published, row.audience = to is not None, audience
