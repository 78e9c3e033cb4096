"""Stored bytes are whole or absent, unguessable, and refused when they changed (F-02, F-07, F-08)."""

import hashlib
import io
import os
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from werkzeug.http import parse_options_header
from werkzeug.test import EnvironBuilder
from werkzeug.utils import send_file

from coop.core.errors import FileRefused
from coop.core.files.store import LocalFiles, StoredBytes, StoredBytesDamaged, shown_name


@pytest.fixture
def store(tmp_path: Path) -> LocalFiles:
    return LocalFiles(tmp_path / "files")


def everything(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


class CutLine(io.RawIOBase):
    """A connection that breaks after one chunk."""

    def __init__(self) -> None:
        self.chunks = [b"x" * 1000]

    def read(self, size: int = -1) -> bytes:
        if self.chunks:
            return self.chunks.pop()
        raise ConnectionResetError


def test_what_was_put_comes_back(store: LocalFiles) -> None:
    stored = store.put(io.BytesIO(b"abc"), length=3)
    assert stored == StoredBytes(stored.key, hashlib.sha256(b"abc").hexdigest(), 3)
    with store.open(stored) as stream:
        assert stream.read() == b"abc"


def test_keys_are_random_and_tell_nothing(store: LocalFiles) -> None:
    keys = {store.put(io.BytesIO(b"same")).key for _ in range(20)}
    assert len(keys) == 20
    assert all(re.fullmatch("[0-9a-f]{32}", key) for key in keys)


def test_folders_and_files_are_the_servers_alone(store: LocalFiles, tmp_path: Path) -> None:
    store.put(io.BytesIO(b"x"))
    for path in (tmp_path / "files").rglob("*"):
        assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("over", [{"limit": 999}, {"length": 1001}, {"length": 10}])
def test_an_over_long_or_short_stream_leaves_nothing(store: LocalFiles, tmp_path: Path, over: dict[str, int]) -> None:
    with pytest.raises(FileRefused):
        store.put(io.BytesIO(b"x" * 1000), **over)
    assert not everything(tmp_path)


def test_a_cut_connection_leaves_nothing(store: LocalFiles, tmp_path: Path) -> None:
    with pytest.raises(ConnectionResetError):
        store.put(CutLine())
    assert not everything(tmp_path)


def test_exactly_the_limit_is_kept(store: LocalFiles) -> None:
    assert store.put(io.BytesIO(b"x" * 1000), limit=1000).size == 1000


def test_changed_bytes_are_never_handed_out(store: LocalFiles, tmp_path: Path) -> None:
    stored = store.put(io.BytesIO(b"abc"))
    everything(tmp_path)[0].write_bytes(b"abd")
    with pytest.raises(StoredBytesDamaged):
        store.open(stored)


@pytest.mark.parametrize("key", ["../../etc/passwd", "", "0" * 31, "0" * 32 + "/..", "A" * 32, "0" * 32])
def test_a_key_is_never_a_path_and_an_absent_one_says_so(store: LocalFiles, key: str) -> None:
    with pytest.raises(StoredBytesDamaged):
        store.open(StoredBytes(key, "", 0))


def test_deleting_twice_is_deleting(store: LocalFiles, tmp_path: Path) -> None:
    stored = store.put(io.BytesIO(b"abc"))
    store.delete(stored.key)
    store.delete(stored.key)
    assert not everything(tmp_path)


def test_a_sweep_takes_old_orphans_and_leftovers_and_spares_the_rest(store: LocalFiles, tmp_path: Path) -> None:
    kept, _orphan, young = (store.put(io.BytesIO(b"x")) for _ in range(3))
    leftover = tmp_path / "files" / "incoming" / ("f" * 32)
    leftover.write_bytes(b"half")
    long_ago = (datetime.now(UTC) - timedelta(days=3)).timestamp()
    for path in everything(tmp_path):
        if path.name != young.key:
            os.utime(path, (long_ago, long_ago))
    assert store.sweep({kept.key}, older_than=datetime.now(UTC) - timedelta(days=1)) == 2
    assert {path.name for path in everything(tmp_path)} == {kept.key, young.key}


MEMORY = """
import io, pathlib, resource, sys, types
sys.modules["coop"] = types.ModuleType("coop")
sys.modules["coop"].__path__ = ["coop"]
from coop.core.files.store import LocalFiles
class Endless(io.RawIOBase):
    left = 50 * 1024 * 1024
    def read(self, size=-1):
        size = min(size, self.left); self.left -= size
        return b"x" * size
store = LocalFiles(pathlib.Path(sys.argv[1]))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
store.open(store.put(Endless())).close()
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def test_fifty_mebibytes_pass_through_less_than_thirty_of_memory(tmp_path: Path) -> None:
    """F-02; an own process, since the peak of this one says nothing."""
    run = subprocess.run([sys.executable, "-c", MEMORY, str(tmp_path)], capture_output=True, text=True, check=True)
    assert int(run.stdout) < 30 * 1024


NASTY = [
    "共建协议.docx", "聯學紀要（第一次）.pdf", 'a"b.txt', "a;b=c.txt", "a'b.txt", "a%20b.txt", "%41.txt",
    "a b.txt", "é.txt",
    "日本語ファイル.txt", "한국어.txt", "🎉.png", "a,b.txt", "a=b.txt", "a*b.txt", "a?b.txt", "a<b>.txt",
    "a|b.txt", "a#b.txt",
    "a&b.txt", "a+b.txt", "a@b.txt", "=cmd.txt", "-rf.txt", "~.txt", "a`b`.txt", "$(x).txt", "{x}.txt",
    "[x].txt", "^.txt",
    "贲𠮷.txt", "“引号”.txt", "，。；.txt", "a" * 100 + ".txt", "文" * 100 + ".docx", "a..txt", "con.txt",
    "nul", "x.tar.gz",
    "UTF-8''x.txt", 'filename="x".txt', "attachment; filename=x.exe.txt", "ａｂｃ.txt", "a　b.txt", "№1.txt",
    "½.txt",
    "ﬁ.txt", "İstanbul.txt", "%E5%85%B1.txt", "&amp;.txt", '";alert(1);".txt',
]  # fmt: skip
CLEANED = {
    "C:\\Users\\x\\纪要.docx": "纪要.docx", "../../etc/passwd": "passwd",
    "a\r\nSet-Cookie: x=1.txt": "aSet-Cookie: x=1.txt",
    "纪要\u202excod.exe": "纪要xcod.exe", "\0.txt": "txt", "": "file", "...": "file", "a/": "file",
    "e\u0301.txt": "é.txt",
    "文" * 500 + ".docx": "文" * 120 + ".docx", "\ud800a.txt": "a.txt",
}  # fmt: skip


@pytest.mark.parametrize("name", NASTY)
def test_fifty_nasty_names_round_trip_through_the_header(name: str) -> None:
    """F-07: werkzeug writes RFC 6266 exactly, hence no code of ours does."""
    environ = EnvironBuilder().get_environ()
    answer = send_file(io.BytesIO(), environ, mimetype="text/plain", as_attachment=True, download_name=shown_name(name))
    header = answer.headers["Content-Disposition"]
    assert header.isascii()
    assert header.isprintable()
    assert parse_options_header(header) == ("attachment", {"filename": name})


@pytest.mark.parametrize("name", CLEANED)
def test_paths_and_control_signs_are_no_part_of_a_name(name: str) -> None:
    assert shown_name(name) == CLEANED[name]
