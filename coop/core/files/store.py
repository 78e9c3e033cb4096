"""Stored bytes: kept whole or not at all, under a key that tells nothing, and read only if they are still the same."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import unicodedata
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol

from coop.core.errors import FileRefused
from coop.core.sentences import say

CHUNK = 256 * 1024
MOST_BYTES = 50 * 1024 * 1024  # one file (F-02)
_KEY = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class StoredBytes:
    """What the database row keeps of a file: never the name that its owner gave it."""

    key: str
    sha256: str
    size: int


class StoredBytesDamaged(Exception):
    """The bytes under a key are gone or are no longer those that were put there."""


class FileStore(Protocol):
    """Where bytes live: a folder beside the database, or an object store at scale."""

    def put(self, stream: BinaryIO, *, limit: int = MOST_BYTES, length: int | None = None) -> StoredBytes:
        """Keep a stream, whole; refuses one over `limit` or cut before the `length` it announced."""

    def open(self, stored: StoredBytes) -> BinaryIO:
        """The bytes from their beginning, after their SHA-256 was found right."""

    def delete(self, key: str) -> None:
        """Afterwards nothing is under the key, whether or not something was."""

    def sweep(self, known: Collection[str], *, older_than: datetime) -> int:
        """Remove what no row knows and what was never finished, older than that instant; how many."""


class LocalFiles:
    """A folder: written aside, flushed to the disk, hashed, and only then renamed to where it can be found (F-08)."""

    def __init__(self, folder: Path) -> None:
        self._kept, self._incoming = folder / "kept", folder / "incoming"
        for place in (folder, self._kept, self._incoming):
            place.mkdir(mode=0o700, parents=True, exist_ok=True)

    def put(self, stream: BinaryIO, *, limit: int = MOST_BYTES, length: int | None = None) -> StoredBytes:
        """Keep a stream under a random key; on any failure nothing is left behind."""
        key = secrets.token_hex(16)
        aside, final = self._incoming / key, self._place(key)
        try:
            stored = _write(aside, key, stream, limit, length)
            final.parent.mkdir(mode=0o700, exist_ok=True)
            aside.rename(final)
        except BaseException:
            aside.unlink(missing_ok=True)
            raise
        _flush_folder(final.parent)
        _flush_folder(self._kept)
        return stored

    def open(self, stored: StoredBytes) -> BinaryIO:
        """The bytes, hashed once before the first is handed out; raises `StoredBytesDamaged`."""
        try:
            stream = self._place(stored.key).open("rb")
        except FileNotFoundError as error:
            raise StoredBytesDamaged(stored.key) from error
        if hashlib.file_digest(stream, "sha256").hexdigest() != stored.sha256:
            stream.close()
            raise StoredBytesDamaged(stored.key)
        stream.seek(0)
        return stream

    def delete(self, key: str) -> None:
        """Afterwards nothing is under the key."""
        self._place(key).unlink(missing_ok=True)

    def sweep(self, known: Collection[str], *, older_than: datetime) -> int:
        """Remove orphans; the age spares a file whose row is being committed just now."""
        known = set(known)
        orphans = [p for p in self._everything() if p.parent == self._incoming or p.name not in known]
        return sum(_remove_if_old(path, older_than.timestamp()) for path in orphans)

    def _everything(self) -> Iterator[Path]:
        yield from self._incoming.iterdir()
        yield from (path for path in self._kept.glob("*/*") if _KEY.fullmatch(path.name))

    def _place(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise StoredBytesDamaged(key)
        return self._kept / key[:2] / key


def shown_name(filename: str) -> str:
    """A user's file name fit for a `Content-Disposition`: its last part, without control or direction signs (F-07).

    Storage never sees it. `send_file(download_name=…)` then writes the RFC 6266 header, with `filename*` for Chinese.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", filename))[-1]
    plain = "".join(c for c in last if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}).strip(" .")
    stem, dot, ending = plain.rpartition(".")
    return f"{stem[:120]}.{ending[:16]}" if stem and dot else plain[:120] or "file"


def _write(path: Path, key: str, stream: BinaryIO, limit: int, length: int | None) -> StoredBytes:
    digest, size = hashlib.sha256(), 0
    with path.open("xb") as target:
        os.fchmod(target.fileno(), 0o600)
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > limit:
                raise FileRefused(say("文件太大了，最多 %(most)s MB。", most=limit // 1024 // 1024))
            digest.update(chunk)
            target.write(chunk)
        if length is not None and size != length:
            raise FileRefused(say("文件没有传完就断了，请重新上传。"))
        target.flush()
        os.fsync(target.fileno())
    return StoredBytes(key, digest.hexdigest(), size)


def _flush_folder(folder: Path) -> None:
    """Make a rename outlive a power cut: the folder's own entry is flushed too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove_if_old(path: Path, before: float) -> bool:
    with suppress(FileNotFoundError):
        if path.stat().st_mtime < before:
            path.unlink()
            return True
    return False
