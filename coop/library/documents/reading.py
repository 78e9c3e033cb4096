"""What one uploaded text says: its kind is checked before a word is read, and Word files are read in a child."""

from __future__ import annotations

import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from coop.core.errors import FileRefused
from coop.core.files.kinds import HEAD, confirm, kind_of
from coop.core.files.sandbox import SandboxFailed, run_confined
from coop.core.files.texts import decode
from coop.core.sentences import say
from coop.library.documents.titles import guess_title

READABLE = ("txt", "md", "docx")
LONGEST_TEXT = 1_000_000  # characters; the longest novel-sized manuscript, and well below what a browser edits
_MARKUP = re.compile(r"^(#{1,6}(?=\s)|>|```|~~~|={3,}$|-{3,}$)")
_CHILD = Path(__file__).with_name("child.py")
_TOO_COMPLEX = say("这个 Word 文档太复杂，读取没有完成。请把正文复制到新文档里再上传，或者直接粘贴正文。")
_REASONS = {
    "entities": say("这个 Word 文档里有不安全的内容（外部实体），不能上传。请用 Word 或 WPS 重新另存后再上传。"),
    "too-complex": _TOO_COMPLEX,
}


class DocumentRefused(FileRefused):
    """This file gives no text, and `sentence` says why."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text ready for the editor: paragraphs are separated by an empty line."""

    title: str
    markdown: str


def read_document(filename: str, stream: BinaryIO) -> Document:
    """The text of a .txt, .md or .docx; refuses another kind, a false one, an empty and an endless one."""
    try:
        kind = kind_of(filename, stream.read(HEAD))
        if kind.extension not in READABLE:
            raise DocumentRefused(say("只能从 .txt、.md 和 .docx 文件读取正文；其他文件请作为附件上传。"))
        confirm(kind, stream)
        markdown = _read_word(stream) if kind.extension == "docx" else decode(stream.read())
    except FileRefused as refused:
        raise DocumentRefused(refused.sentence) from refused
    markdown = separate_paragraphs(markdown) if kind.extension == "txt" else markdown.strip("\n")
    return Document(guess_title(markdown, filename=filename), _of_reasonable_length(markdown))


def separate_paragraphs(text: str) -> str:
    """Plain text gets the empty lines between paragraphs that Markdown wants, and reads as it was typed.

    Where empty lines stand already, a single line end is a wrapped line and stays one; else every line is a paragraph.
    What Markdown would take for a heading, a quotation or code at a line's start is disarmed; indents fall away.
    """
    lines = [_MARKUP.sub(r"\\\1", line.strip(" \t\u3000")) for line in text.split("\n")]
    written = [line for line in lines if line]
    wrapped = text.strip().count("\n\n") * 3 >= len(written)
    return re.sub(r"\n{3,}", "\n\n", ("\n" if wrapped else "\n\n").join(lines)).strip("\n")


def _read_word(stream: BinaryIO) -> str:
    with tempfile.NamedTemporaryFile(suffix=".docx") as copy:
        shutil.copyfileobj(stream, copy)
        copy.flush()
        try:
            answer = run_confined(_CHILD, Path(copy.name))
        except SandboxFailed as failed:
            raise DocumentRefused(_TOO_COMPLEX) from failed
    return _markdown_or_reason(answer)


def _markdown_or_reason(answer: object) -> str:
    """The child is not trusted either: only the two shapes that it should answer are taken."""
    if isinstance(answer, dict) and isinstance(answer.get("markdown"), str):
        return str(answer["markdown"])
    reason = answer.get("refused") if isinstance(answer, dict) else None
    raise DocumentRefused(_REASONS.get(str(reason), _TOO_COMPLEX))


def _of_reasonable_length(markdown: str) -> str:
    if not markdown.strip():
        raise DocumentRefused(say("这个文件里没有文字。扫描件请先识别成文字，再上传或粘贴。"))
    if len(markdown) > LONGEST_TEXT:
        raise DocumentRefused(say("正文太长（最多 %(most)s 字），请分成几篇上传。", most=LONGEST_TEXT))
    return markdown
