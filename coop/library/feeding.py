"""How the index follows the database: what changed is read anew and written in one commit, or all of it built afresh."""

from collections.abc import Collection

import structlog

from coop.core.scope import everything
from coop.library import engine
from coop.library.queries.documents import all_documents, documents_of, keys_of
from coop.library.search.document import IndexDamaged
from coop.library.search.interface import SearchIndex
from coop.library.touched import Ref

log = structlog.get_logger()


def feed(refs: Collection[Ref]) -> None:
    """Afterwards these things stand in the index as in the database, or not at all where nobody may find them.

    A missing or damaged index is built anew, with them in it.
    """
    with engine.writing() as index, everything("feeding the index", quiet=True):
        try:
            index.apply(documents_of(refs), gone=keys_of(refs))
        except IndexDamaged as damage:
            log.warning("index is built anew", reason=str(damage))
            index.rebuild(all_documents())


def rebuild_index() -> None:
    """Build beside the living index, which answers meanwhile, and swap; feeders stand in line until it is done."""
    with engine.writing() as index, everything("rebuilding the index"):
        index.rebuild(all_documents())


def heal_index() -> bool:
    """Build the index if there is none that can be read; whether that was so."""
    with engine.writing() as index, everything("looking after the index", quiet=True):
        if _is_whole(index):
            return False
        index.rebuild(all_documents())
        return True


def _is_whole(index: SearchIndex) -> bool:
    try:
        index.search("a", frozenset())
    except IndexDamaged:
        return False
    return True
