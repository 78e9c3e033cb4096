"""The one index of this installation, in its data folder, and the line in which its writers stand."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import current_app

from coop.library.search.interface import SearchIndex
from coop.library.search.whoosh_index import WhooshIndex


def index() -> SearchIndex:
    """Shared by all threads of the process; opened at its first use."""
    return current_app.extensions.setdefault("coop.index", WhooshIndex(_folder()))


@contextmanager
def writing() -> Iterator[SearchIndex]:
    """Rows are read and written to the index by one feeder at a time, whatever its process.

    Without this an older reading of a row could reach the index after a newer one.
    """
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / ".feeding").open("w") as line:
        fcntl.flock(line, fcntl.LOCK_EX)
        yield index()


def _folder() -> Path:
    return Path(current_app.extensions["coop.settings"].data_dir) / "index"
