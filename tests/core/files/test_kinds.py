"""Forty files that are two things at once, or not what they say, are refused (F-01)."""

import io
import struct
import zipfile
import zlib

import docx
import pytest
import xlsxwriter

from coop.core.errors import FileRefused
from coop.core.files.kinds import HEAD, KINDS, Kind, confirm, kind_of


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">L", len(content)) + name + content + struct.pack(">L", zlib.crc32(name + content))


def word() -> bytes:
    target = io.BytesIO()
    docx.Document().save(target)
    return target.getvalue()


def sheet() -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        book.add_worksheet().write(0, 0, "姓名")
    return target.getvalue()


def office(part: str, content_type: str, **more: bytes) -> bytes:
    """The least that makes an Office file, plus entries that should not be in one."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("[Content_Types].xml", f"<Types><Override ContentType='application/{content_type}'/></Types>")
        archive.writestr("_rels/.rels", "<Relationships/>")
        archive.writestr(part, "<x/>")
        for name, content in more.items():
            archive.writestr(name, content)
    return target.getvalue()


SLIDES = ("ppt/presentation.xml", "vnd.openxmlformats-officedocument.presentationml.presentation.main+xml")
DOCUMENT = ("word/document.xml", "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml")
TEXT = "主题党日\n".encode()
PNG_HEAD = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">LLBBBBB", 1, 1, 8, 0, 0, 0, 0))
PNG = PNG_HEAD + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
GIF = b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\1\0\1\0\0\2\2D\1\0;"
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xda\0\2ab\xff\xd9"
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\nstartxref\n9\n%%EOF\n"
WEBP = b"RIFF" + struct.pack("<L", 16) + b"WEBPVP8L" + struct.pack("<L", 4) + b"abcd"
ZIP = office("a", "b")
WORD, SHEET = word(), sheet()
GENUINE = {
    "a.txt": TEXT, "b.md": b"# " + TEXT, "c.DOCX": WORD, "d.xlsx": SHEET, "e.pptx": office(*SLIDES), "f.pdf": PDF,
    "g.png": PNG, "h.jpeg": JPEG, "i.jpg": JPEG, "j.gif": GIF, "k.webp": WEBP,
}  # fmt: skip
SCRIPT = b"<script>alert(1)</script>"
POLYGLOTS = [
    ("a.docx", SHEET), ("a.xlsx", WORD), ("a.pptx", WORD), ("a.docx", ZIP), ("a.docx", PDF), ("a.docx", TEXT),
    ("a.docx", b"MZ" + WORD), ("a.docx", WORD + b"\0"), ("a.docx", PDF + WORD), ("a.docx",
    b"\xd0\xcf\x11\xe0" + b"\0" * 600),
    ("a.docx", office(*DOCUMENT, **{"word/vbaProject.bin": b"x"})), ("a.docx", office("word/other.xml",
    DOCUMENT[1])),
    ("a.docx", office(DOCUMENT[0], "vnd.ms-word.document.macroEnabled.main+xml")), ("a.xlsx", SHEET + SCRIPT),
    ("a.pdf", WORD), ("a.pdf", PDF + ZIP), ("a.pdf", b"GIF89a" + PDF), ("a.pdf", SCRIPT + PDF), ("a.pdf", PDF[:20]),
    ("a.pdf", b"%PDF-1.4\n" + SCRIPT), ("a.png", PNG + ZIP), ("a.png", PNG + SCRIPT), ("a.png", PNG_HEAD),
    ("a.png", JPEG),
    ("a.png", b"\x89PNG\r\n\x1a\n" + SCRIPT), ("a.png", PNG[:-2]), ("a.gif", GIF + SCRIPT), ("a.gif", GIF + ZIP),
    ("a.gif", b"GIF89a/*" + b"\0" * 9 + b"*/=1;alert(1)//"), ("a.gif", b"GIF89a=1;alert(1)"), ("a.gif", PNG),
    ("a.jpg", JPEG + ZIP), ("a.jpg", JPEG + SCRIPT), ("a.jpg", b"\xff\xd8\xff" + SCRIPT), ("a.jpg", GIF),
    ("a.webp", WEBP + ZIP), ("a.webp", b"RIFF\4\0\0\0WAVE"), ("a.webp", WEBP[:-2]), ("a.txt", PDF), ("a.txt", PNG),
    ("a.txt", SCRIPT), ("a.txt", b"<!DOCTYPE html><p>"), ("a.md", b" <svg onload=alert(1)>"), ("a.txt",
    b"{\\rtf1 x}"),
    ("a.txt", b"MZ\x90\0\3\0\0\0"), ("a.txt", b"\x7fELF\2\1\1\0"), ("a.md", GIF), ("a.txt", b"#!/bin/sh\nrm -rf /"),
]  # fmt: skip
NOT_LISTED = ["a.exe", "a.svg", "a.html", "a.docm", "a.doc", "a.zip", "a.php", "docx", ".docx.", "a.docx ", "a.xml", ""]


def accept(name: str, content: bytes) -> Kind:
    """What every upload passes: first bytes, then the structure."""
    kind = kind_of(name, content[:HEAD])
    confirm(kind, io.BytesIO(content))
    return kind


@pytest.mark.parametrize("name", GENUINE)
def test_a_genuine_file_is_taken_for_what_it_is(name: str) -> None:
    extension = name.rpartition(".")[2].lower().replace("jpeg", "jpg")
    assert accept(name, GENUINE[name]) is KINDS[extension]


@pytest.mark.parametrize("number", range(len(POLYGLOTS)))
def test_a_file_that_is_two_things_is_refused_with_a_sentence(number: int) -> None:
    with pytest.raises(FileRefused) as refused:
        accept(*POLYGLOTS[number])
    assert refused.value.sentence.endswith("。")


def test_forty_polyglots_stand_in_the_list() -> None:
    assert len({(name, content) for name, content in POLYGLOTS}) >= 40


@pytest.mark.parametrize("name", NOT_LISTED)
def test_what_is_not_on_the_list_is_refused_and_the_list_is_named(name: str) -> None:
    with pytest.raises(FileRefused, match="docx、xlsx"):
        kind_of(name, TEXT)


def test_an_empty_file_is_called_empty() -> None:
    with pytest.raises(FileRefused, match="空文件"):
        kind_of("a.docx", b"")


def test_the_stream_stands_at_its_beginning_afterwards() -> None:
    stream = io.BytesIO(WORD)
    confirm(KINDS["docx"], stream)
    assert stream.tell() == 0
