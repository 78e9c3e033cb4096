"""What in a message is an address or a name: the page makes a link of the one and marks the other, everything else is text."""

import re
from dataclasses import dataclass

TEXT, LINK, NAME = "text", "link", "name"
# An address ends before Chinese punctuation: nobody puts a space between it and the sentence that goes on.
_ADDRESS = re.compile(r"https?://[^\s<>\"'`，。；：！？、（）《》【】“”‘’]{1,500}")
_TAIL = ".,;:!?)]}"


@dataclass(frozen=True, slots=True)
class Piece:
    kind: str
    text: str


def pieces(text: str, names: list[str]) -> list[Piece]:
    """The text cut into pieces that joined are the text again. Only http and https become links."""
    cut: list[Piece] = []
    for part, address in _around(_ADDRESS, text):
        cut += _with_names(part, names) if not address else []
        if address:
            bare = part.rstrip(_TAIL)
            cut += [Piece(LINK, bare), *([Piece(TEXT, part[len(bare) :])] if bare != part else [])]
    return cut


def _with_names(text: str, names: list[str]) -> list[Piece]:
    if not names:
        return [Piece(TEXT, text)]
    longest_first = sorted(names, key=len, reverse=True)
    name = re.compile("@(?:" + "|".join(map(re.escape, longest_first)) + ")")
    return [Piece(NAME if hit else TEXT, part) for part, hit in _around(name, text)]


def _around(pattern: re.Pattern[str], text: str) -> list[tuple[str, bool]]:
    """The stretches between the hits, and the hits, in their order; empty ones left out."""
    parts, at = [], 0
    for found in pattern.finditer(text):
        parts += [(text[at : found.start()], False), (found.group(), True)]
        at = found.end()
    parts.append((text[at:], False))
    return [part for part in parts if part[0]]
