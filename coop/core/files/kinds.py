"""What a file may be: its extension, its first bytes and its whole structure must tell the same story (F-01)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from coop.core.errors import FileRefused
from coop.core.files import structure
from coop.core.sentences import Sentence, say

HEAD = 64  # bytes that `kind_of` wants to see


@dataclass(frozen=True, slots=True)
class Kind:
    """One row of the allowlist."""

    extension: str
    mime: str
    begins: tuple[bytes, ...]
    is_whole: Callable[[BinaryIO], bool]


def kind_of(filename: str, head: bytes) -> Kind:
    """The kind that name and first bytes agree on; refuses an unknown ending and a false one."""
    extension = filename.rpartition(".")[2].lower() if "." in filename else ""
    kind = KINDS.get("jpg" if extension == "jpeg" else extension)
    if kind is None:
        raise FileRefused(say("不支持这种文件，可以上传：%(allowed)s。", allowed="、".join(KINDS)))
    if not head:
        raise FileRefused(say("这是一个空文件。"))
    if not _begins_as(kind, head):
        raise FileRefused(_mismatch(kind))
    return kind


def confirm(kind: Kind, stream: BinaryIO) -> None:
    """Refuse bytes whose structure is not that of their kind, from the first to the last; rewinds the stream."""
    stream.seek(0)
    if not kind.is_whole(stream):
        raise FileRefused(_mismatch(kind))
    stream.seek(0)


def _mismatch(kind: Kind) -> Sentence:
    return say("文件内容与扩展名 .%(extension)s 不符，请用原来的软件重新另存后再上传。", extension=kind.extension)


def _begins_as(kind: Kind, head: bytes) -> bool:
    if not kind.begins:
        return not any(head.startswith(mark) for other in KINDS.values() for mark in other.begins)
    if kind.extension == "webp" and head[8:12] != b"WEBP":
        return False
    return head.startswith(kind.begins)


_ZIP, _JPEG = (b"PK\3\4",), (b"\xff\xd8\xff",)
_OFFICE = "application/vnd.openxmlformats-officedocument."

KINDS: dict[str, Kind] = {
    kind.extension: kind
    for kind in (
        Kind("txt", "text/plain", (), structure.is_text),
        Kind("md", "text/markdown", (), structure.is_text),
        Kind("docx", f"{_OFFICE}wordprocessingml.document", _ZIP, structure.is_word),
        Kind("xlsx", f"{_OFFICE}spreadsheetml.sheet", _ZIP, structure.is_sheet),
        Kind("pptx", f"{_OFFICE}presentationml.presentation", _ZIP, structure.is_slides),
        Kind("pdf", "application/pdf", (b"%PDF-1.", b"%PDF-2."), structure.is_pdf),
        Kind("png", "image/png", (b"\x89PNG\r\n\x1a\n",), structure.is_png),
        Kind("jpg", "image/jpeg", _JPEG, structure.is_jpeg),
        Kind("gif", "image/gif", (b"GIF87a", b"GIF89a"), structure.is_gif),
        Kind("webp", "image/webp", (b"RIFF",), structure.is_webp),
    )
}
