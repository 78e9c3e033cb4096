"""The title of a text is guessed as a reader would: its first heading, else a short first line that stands alone."""

from __future__ import annotations

import re

LONGEST_TITLE = 60  # characters; beyond it a first line is a sentence of the text
_HEADING = re.compile(r"#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)
_MARKUP = re.compile(r"[*_`\\]+|!?\[([^\]]*)\]\([^)]*\)")
_SENTENCE_END = ("。", "；", "，", "：", ";", ",")


def guess_title(markdown: str, *, filename: str) -> str:
    """The first heading, else the first line if short and no sentence, else the file's name without its ending."""
    if heading := _HEADING.search(markdown[:4000]):
        return _plain(heading.group(1))
    first = next((line for line in map(_plain, markdown[:4000].split("\n")) if line), "")
    if first and len(first) <= LONGEST_TITLE and not first.endswith(_SENTENCE_END):
        return first
    return filename.rpartition(".")[0] or filename


def without_title(markdown: str, title: str) -> str:
    """The text without a first line that only says the title again: the page says it already."""
    first, _, rest = markdown.lstrip("\n").partition("\n")
    return rest.lstrip("\n") if rest.strip() and _plain(first) == title else markdown


def _plain(line: str) -> str:
    return re.sub(r"\s+", " ", _MARKUP.sub(r"\1", line)).strip(" #\u3000")[: 2 * LONGEST_TITLE]
