"""Ten bombs and their kin are refused before anything is unpacked (F-03)."""

import io
import stat
import struct
import time
import zipfile
from collections.abc import Callable

import pytest

from coop.core.errors import FileRefused
from coop.core.files.archives import open_measured

Entries = list[tuple[str | zipfile.ZipInfo, bytes]]


def packed(entries: Entries, *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file of these entries."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return target.getvalue()


def patched(content: bytes, *, size: int) -> bytes:
    """The same file, whose only entry now lies about its unpacked size in both of its headers."""
    at = content.index(b"PK\1\2")
    content = content[: at + 24] + struct.pack("<L", size) + content[at + 28 :]
    return content[:22] + struct.pack("<L", size) + content[26:]


def linked() -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo("word/link")
    entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return entry


def encrypted() -> bytes:
    content = bytearray(packed([("a.xml", b"x")]))
    content[6] |= 1
    content[content.index(b"PK\1\2") + 8] |= 1
    return bytes(content)


def overlapping() -> bytes:
    """Many names in the directory for one and the same kernel of data."""
    content = packed([("a.xml", b"0" * 900_000)])
    directory = content.index(b"PK\1\2")
    entry, end = content[directory:-22], content[-22:]
    entries = b"".join(entry.replace(b"a.xml", b"%05d" % i) for i in range(5000))
    counts = struct.pack("<HHLL", 5000, 5000, len(entries), directory)
    return content[:directory] + entries + end[:8] + counts + b"\0\0"


def several_big() -> bytes:
    """Over 500 MiB in all, no single entry over its ratio by claim: the directory's numbers alone refuse it."""
    content = bytearray(packed([(f"{i}.xml", b"x" * 10) for i in range(9)]))
    at = -1
    while (at := content.find(b"PK\1\2", at + 1)) >= 0:
        content[at + 20 : at + 28] = struct.pack("<LL", 10_000_000, 100_000_000)
    return bytes(content)


BOMBS: dict[str, Callable[[], bytes]] = {
    "zeros": lambda: packed([("xl/sheet.xml", b"\0" * 60_000_000)]),
    "many zeros": lambda: packed([(f"{i}.xml", b"\0" * 1_000_000) for i in range(30)]),
    "too many entries": lambda: packed([(f"{i}", b"") for i in range(10_001)], method=zipfile.ZIP_STORED),
    "too big by claim": several_big,
    "claims less than it holds": lambda: patched(packed([("a.xml", b"\0" * 20_000_000)]), size=1000),
    "claims more than it holds": lambda: patched(packed([("a.xml", b"abc")]), size=900_000),
    "overlapping": overlapping,
    "zip in zip": lambda: packed([("a.zip", packed([("b", b"\0" * 100_000)]))]),
    "gz in zip": lambda: packed([("word/media/a.tar.gz", b"x")]),
    "encrypted": encrypted,
}
ODDITIES: dict[str, Callable[[], bytes]] = {
    "absolute": lambda: packed([("/etc/passwd", b"x")]),
    "drive": lambda: packed([("C:/x", b"x")]),
    "upwards": lambda: packed([("word/../../x", b"x")]),
    "upwards with backslash": lambda: packed([("..\\x", b"x")]),
    "link": lambda: packed([(linked(), b"/etc/passwd")]),
    "bzip2": lambda: packed([("a", b"x" * 99)], method=zipfile.ZIP_BZIP2),
    "bytes in front": lambda: b"MZ" + packed([("a", b"x")]),
    "bytes behind": lambda: packed([("a", b"x")]) + b"\0",
    "comment": lambda: packed([("a", b"x")])[:-2] + b"\4\0PK\5\6",
    "cut": lambda: packed([("a", b"x" * 9999)])[:-40],
    "empty directory": lambda: packed([]),
    "other name inside": lambda: packed([("a.xml", b"x")]).replace(b"a.xml", b"b.xml", 1),
    "too short": lambda: b"PK\3\4",
    "damaged": lambda: (
        packed([("a", bytes(range(256)) * 40)])[:60] + b"\xff" * 20 + packed([("a", bytes(range(256)) * 40)])[80:]
    ),
}


def test_ten_bombs_are_refused_within_a_second_together() -> None:
    bombs = {name: build() for name, build in BOMBS.items()}
    assert len(bombs) == 10
    began = time.process_time()
    for name, content in bombs.items():
        with pytest.raises(FileRefused) as refused:
            open_measured(io.BytesIO(content))
        assert refused.value.sentence.endswith("。"), name
    assert time.process_time() - began < 1


@pytest.mark.parametrize("name", ODDITIES)
def test_an_archive_that_is_not_plain_is_refused(name: str) -> None:
    with pytest.raises(FileRefused):
        open_measured(io.BytesIO(ODDITIES[name]()))


def test_a_plain_archive_opens_and_reads() -> None:
    content = packed([("word/document.xml", "正文".encode() * 100), ("word/媒体.png", b"x" * 50)])
    with open_measured(io.BytesIO(content)) as archive:
        assert archive.read("word/媒体.png") == b"x" * 50


def test_the_table_behind_a_chart_is_no_nested_archive() -> None:
    """Word keeps a chart's numbers as a workbook of its own; it is never opened here."""
    inner = packed([("xl/workbook.xml", b"x")])
    with open_measured(
        io.BytesIO(packed([("word/embeddings/chart1.xlsx", inner)], method=zipfile.ZIP_STORED))
    ) as archive:
        assert len(archive.namelist()) == 1


def test_an_archive_written_as_a_stream_opens() -> None:
    """Writers that cannot seek put sizes behind the entry (data descriptors); office suites in browsers do."""

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_: object) -> int:
            raise io.UnsupportedOperation

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", "一" * 100)
        archive.writestr("b.xml", "二" * 100)
    with open_measured(io.BytesIO(pipe.getvalue())) as archive:
        assert archive.read("b.xml").decode() == "二" * 100
