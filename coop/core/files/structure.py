"""Each kind of file is walked from its first byte to its last; whatever is left over makes it another file as well."""

from __future__ import annotations

import re
import struct
from typing import BinaryIO

from coop.core.errors import FileRefused
from coop.core.files.archives import open_measured
from coop.core.files.texts import decode

_NOT_TEXT = re.compile(r"\s*(<!doctype|<html|<\?xml|<svg|<script|<\?php|\{\\rtf|%!ps|#!)", re.IGNORECASE)
_ARCHIVE_END = b"PK\5\6"


def is_text(stream: BinaryIO) -> bool:
    """Readable in one encoding, and not another format that happens to be written in letters."""
    try:
        text = decode(stream.read())
    except FileRefused:
        return False
    return not _NOT_TEXT.match(text)


def is_word(stream: BinaryIO) -> bool:
    """A document without macros whose main part is there and says that it is one."""
    return _is_office(stream, "word/document.xml", b"wordprocessingml.document.main+xml")


def is_sheet(stream: BinaryIO) -> bool:
    """A workbook without macros."""
    return _is_office(stream, "xl/workbook.xml", b"spreadsheetml.sheet.main+xml")


def is_slides(stream: BinaryIO) -> bool:
    """A presentation without macros."""
    return _is_office(stream, "ppt/presentation.xml", b"presentationml.presentation.main+xml")


def _is_office(stream: BinaryIO, part: str, content_type: bytes) -> bool:
    """Refusals of the archive itself pass through: their sentences say more than a mismatch would."""
    with open_measured(stream) as archive:
        names = set(archive.namelist())
        if not {"[Content_Types].xml", "_rels/.rels", part} <= names or any("vbaproject" in n.lower() for n in names):
            return False
        return content_type in archive.read("[Content_Types].xml")


def is_pdf(stream: BinaryIO) -> bool:
    """Ends in its own end mark, and no archive's directory stands behind or inside the tail."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - 66_000))
    tail = stream.read()
    return b"%%EOF" in tail[-1024:] and _ARCHIVE_END not in tail and b"startxref" in tail


def is_png(stream: BinaryIO) -> bool:
    """Chunks from IHDR to IEND and not a byte more."""
    stream.seek(8)
    first = True
    while len(head := stream.read(8)) == 8:
        length, name = struct.unpack(">L4s", head)
        if first != (name == b"IHDR") or len(stream.read(length + 4)) != length + 4:
            return False
        first = False
        if name == b"IEND":
            return length == 0 and not stream.read(1)
    return False


def is_jpeg(stream: BinaryIO) -> bool:
    """Segments up to the scan, then the end mark as the last two bytes; some cameras pad with zeros."""
    content = stream.read()
    at = 2
    while content[at : at + 1] == b"\xff" and at + 4 <= len(content):
        mark, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        if mark == 0xDA:
            return content.rstrip(b"\0").endswith(b"\xff\xd9") and _ARCHIVE_END not in content[-66_000:]
        at += 2 + length
    return False


def is_gif(stream: BinaryIO) -> bool:
    """Blocks up to the trailer and not a byte more; a width spelled `/*` is how scripts hide in here."""
    head = stream.read(13)
    if len(head) < 13 or head[6:8] == b"/*":
        return False
    stream.seek(_palette(head[10]), 1)
    while (block := stream.read(1)) in (b"!", b","):
        if block == b"!":
            stream.read(1)
        else:
            descriptor = stream.read(9)
            if len(descriptor) < 9:
                return False
            stream.seek(_palette(descriptor[8]) + 1, 1)
        _skip_blocks(stream)
    return block == b";" and not stream.read(1)


def _palette(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _skip_blocks(stream: BinaryIO) -> None:
    while length := stream.read(1):
        if length == b"\0":
            return
        stream.seek(length[0], 1)


def is_webp(stream: BinaryIO) -> bool:
    """The length that RIFF announces is the length that there is, and the first chunk is a picture's."""
    head = stream.read(16)
    size = stream.seek(0, 2)
    return (
        len(head) == 16
        and int.from_bytes(head[4:8], "little") + 8 == size
        and head[12:16] in (b"VP8 ", b"VP8L", b"VP8X")
    )
