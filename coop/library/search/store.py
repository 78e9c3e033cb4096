"""Where the index lies on disk: a folder for each build, and one small file that names the living one."""

import os
import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from uuid import uuid4

from whoosh.index import FileIndex, create_in, exists_in, open_dir

from coop.library.search.document import IndexDamaged
from coop.library.search.schema import schema

_POINTER = "current"
# How often a reader looks again where a swap came between two of its steps.
LOOKS = 5
_COMMIT = re.compile(r"_MAIN_([0-9]+)\.toc")


def _sync(path: Path) -> None:
    """What is in the file or folder now survives a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _commits(folder: Path) -> list[int]:
    """The commits that the folder holds; none where it has just been swapped away."""
    try:
        return [int(found[1]) for path in folder.iterdir() if (found := _COMMIT.fullmatch(path.name))]
    except FileNotFoundError:
        return []


class Store:
    """One index of one data folder; several processes may read it, one writes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._synced: set[str] = set()

    @property
    def living(self) -> Path:
        """The folder of the build that answers."""
        try:
            name = (self._folder / _POINTER).read_text("ascii").strip()
        except OSError as error:
            raise IndexDamaged("no index yet") from error
        if not name.isalnum():
            raise IndexDamaged("the index pointer is unreadable")
        return self._folder / name

    def generation(self) -> str:
        """The living folder and its last commit, told from file names alone, as every search asks."""
        for _ in range(LOOKS):
            living = self.living
            if commits := _commits(living):
                return f"{living.name}.{max(commits)}"
            if self.living == living:
                break
        raise IndexDamaged(f"no commit in {living.name}")

    def open(self) -> FileIndex:
        """The living index; whatever is wrong with its files says so as IndexDamaged."""
        living = self.living
        if not exists_in(living):
            raise IndexDamaged(f"no index in {living.name}")
        return open_dir(living)

    def begin(self) -> FileIndex:
        """An empty index beside the living one."""
        folder = self._folder / uuid4().hex
        folder.mkdir(mode=0o700, parents=True)
        return create_in(folder, schema())

    def make_durable(self, index: FileIndex) -> None:
        """Forces a commit's new files and their folder entries to disk."""
        folder = Path(index.storage.folder)
        fresh = [path for path in folder.iterdir() if path.is_file() and path.name not in self._synced]
        for path in fresh:
            _sync(path)
        _sync(folder)
        self._synced = {path.name for path in folder.iterdir() if not path.name.endswith("LOCK")}

    def adopt(self, index: FileIndex) -> None:
        """Makes it the living one in a single step, then removes what was there before."""
        self.make_durable(index)
        chosen = Path(index.storage.folder)
        draft = self._folder / f".{chosen.name}"
        draft.write_text(chosen.name, "ascii")
        _sync(draft)
        draft.replace(self._folder / _POINTER)
        _sync(self._folder)
        self._remove(path for path in self._folder.iterdir() if path.is_dir() and path != chosen)

    def _remove(self, folders: Iterable[Path]) -> None:
        """Readers that still have the old files open read on; their room is freed when they let go."""
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)
