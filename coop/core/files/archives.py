"""No zip or OOXML file is unpacked before its directory and every byte that it would unpack have been measured."""

from __future__ import annotations

import re
import stat
import struct
import zlib
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from coop.core.errors import FileRefused
from coop.core.sentences import say

MOST_ENTRIES = 10_000
MOST_UNPACKED = 500 * 1024 * 1024
HIGHEST_RATIO = 100
SMALL_ENOUGH = 16 * 1024 * 1024  # below this a high ratio harms nobody: honest tables repeat themselves and pack 150:1

_END = struct.Struct("<4s4H2LH")
_LOCAL = struct.Struct("<4s5H3L2H")
_NESTED = re.compile(
    r"\.(zip|7z|rar|t?gz|bz2|xz|zst|tar|jar|war|apk|cab|iso|lzh|arj|docx|docm|xlsx|xlsm|pptx|pptm|odt|ods)$"
)
_EMBEDDED = re.compile(
    r"(word|xl|ppt)/embeddings/[^/]+\.(docx|xlsx|pptx)$"
)  # the table behind a chart; we never open it

_BROKEN = say("这个文件已经损坏，或者不是真正的压缩格式文件，请用 Word、Excel 或 WPS 重新另存后再上传。")


def open_measured(stream: BinaryIO) -> ZipFile:
    """A zip file that is safe to unpack (F-03): bounded, plain, one file from its first byte to its last.

    Refused: over 10,000 entries, over 500 MiB unpacked, packed over 100:1, archives within, absolute or `..` names,
    links, encryption, entries that overlap, and anything in front of, between or behind what the directory names.
    Sizes are not believed: each entry is unpacked into nothing, up to the size that it claims.
    """
    directory_at = _check_end(stream)
    try:
        archive = ZipFile(stream)
        entries = archive.infolist()
        _check_sums(entries)
        for entry in entries:
            _check_entry(entry)
        _check_layout(stream, sorted(entries, key=lambda e: e.header_offset), directory_at)
        for entry in entries:
            _check_unpacked(stream, entry)
    except (BadZipFile, zlib.error, struct.error, NotImplementedError, UnicodeError, ValueError, EOFError) as error:
        raise FileRefused(_BROKEN) from error
    stream.seek(0)
    return archive


def _check_end(stream: BinaryIO) -> int:
    """Where the directory begins; the end record must be the file's last 22 bytes, so nothing can hide behind it."""
    size = stream.seek(0, 2)
    if size < _END.size:
        raise FileRefused(_BROKEN)
    stream.seek(size - _END.size)
    mark, disk, start_disk, here, total, length, offset, comment = _END.unpack(stream.read(_END.size))
    if mark != b"PK\5\6" or disk or start_disk or here != total or comment or offset + length + _END.size != size:
        raise FileRefused(_BROKEN)
    if total > MOST_ENTRIES or length > MOST_ENTRIES * 512:
        raise FileRefused(say("这个文件里装了太多小文件（最多 %(most)s 个），不能上传。", most=MOST_ENTRIES))
    return int(offset)


def _check_sums(entries: list[ZipInfo]) -> None:
    """What all entries claim together, before any of them is touched."""
    unpacked, packed = sum(e.file_size for e in entries), sum(e.compress_size for e in entries)
    if len({e.filename for e in entries}) != len(entries) or not entries:
        raise FileRefused(_BROKEN)
    if unpacked > MOST_UNPACKED or unpacked > max(SMALL_ENOUGH, packed * HIGHEST_RATIO):
        raise FileRefused(say("这个文件解开后大得不正常，为了安全不能上传。"))


def _check_entry(entry: ZipInfo) -> None:
    """One entry's name, kind and ratio."""
    name = entry.orig_filename
    if entry.flag_bits & 0x2041:
        raise FileRefused(say("这个文件加了密码，请先去掉密码再上传。"))
    if name.startswith(("/", "\\")) or ":" in name or "\\" in name or "\0" in name or ".." in name.split("/"):
        raise FileRefused(say("这个文件里有不安全的路径，不能上传。"))
    if stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise FileRefused(say("这个文件里有链接，不能上传。"))
    if _NESTED.search(name.lower()) and not _EMBEDDED.match(name):
        raise FileRefused(say("这个文件里又套着压缩文件，不能上传。"))
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise FileRefused(_BROKEN)
    if entry.file_size > max(SMALL_ENOUGH, entry.compress_size * HIGHEST_RATIO):
        raise FileRefused(say("这个文件解开后大得不正常，为了安全不能上传。"))


def _check_layout(stream: BinaryIO, entries: list[ZipInfo], directory_at: int) -> None:
    """Entries stand one behind the other from byte 0; overlapping ones are how small files unpack to petabytes."""
    reached = 0
    for entry in entries:
        if not reached <= entry.header_offset <= reached + 24:  # a data descriptor may follow the entry before
            raise FileRefused(_BROKEN)
        if reached == 0 and entry.header_offset:
            raise FileRefused(_BROKEN)
        reached = _starts_at(stream, entry) + entry.compress_size
    if not reached <= directory_at <= reached + 24:
        raise FileRefused(_BROKEN)


def _starts_at(stream: BinaryIO, entry: ZipInfo) -> int:
    """First byte of an entry's content; its own header must name it as the directory does."""
    stream.seek(entry.header_offset)
    mark, *_, name_length, extra_length = _LOCAL.unpack(stream.read(_LOCAL.size))
    name = stream.read(name_length)
    encoding = "utf-8" if entry.flag_bits & 0x800 else "cp437"
    if mark != b"PK\3\4" or name.decode(encoding) != entry.orig_filename:
        raise FileRefused(_BROKEN)
    return entry.header_offset + _LOCAL.size + int(name_length) + int(extra_length)


def _check_unpacked(stream: BinaryIO, entry: ZipInfo) -> None:
    """An entry unpacks to exactly what it claims; it is stopped one byte later."""
    stream.seek(_starts_at(stream, entry))
    unpack, found, left = zlib.decompressobj(-15), 0, entry.compress_size
    while left > 0 and (chunk := stream.read(min(left, 65536))):
        left -= len(chunk)
        if entry.compress_type == ZIP_STORED:
            found += len(chunk)
            continue
        while chunk and found <= entry.file_size:
            found += len(unpack.decompress(chunk, 1024 * 1024))
            chunk = unpack.unconsumed_tail
    if found != entry.file_size or (entry.compress_type == ZIP_DEFLATED and not unpack.eof):
        raise FileRefused(_BROKEN)
