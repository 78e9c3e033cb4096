"""Every character has one folded form that depends on nothing around it, and every folded character knows its origin.

Folding is by single characters on purpose: a phrase-wise conversion would read 乾 differently in 乾隆 and alone, and
then a query of one word would miss a document that holds the word.
"""

import unicodedata
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from opencc import OpenCC


@cache
def simplifier() -> OpenCC:
    """Loads its dictionaries at the first use: 3 ms and 3 MB."""
    return OpenCC("t2s")


@cache
def traditional() -> OpenCC:
    """The other way round, for whoever must look for both writings."""
    return OpenCC("s2t")


def _once(character: str) -> str:
    """Width, accents, case, then glyph: only where the result is still letters or digits, so … stays one sign."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", character) if unicodedata.category(c) != "Mn")
    plain = unicodedata.normalize("NFKC", bare).casefold()
    plain = plain if len(plain) < 2 or plain.isalnum() else character
    return "".join(simplifier().convert(c) if c >= "\u2e80" else c for c in plain)


def fold_character(character: str) -> str:
    """The folded form, again foldable to itself; a lone accent folds to nothing."""
    folded = _once(character)
    again = "".join(map(_once, folded))
    return folded if again == folded else again


class _Table(dict[int, str]):
    """A translation table that fills itself with the characters it meets."""

    def __missing__(self, code: int) -> str:
        self[code] = fold_character(chr(code))
        return self[code]


_TABLE = _Table()


@dataclass(frozen=True, slots=True)
class Folded:
    """Text as the index reads it; `starts[i]` and `ends[i]` enclose in `original` what became character i."""

    original: str
    text: str
    starts: "array[int]"
    ends: "array[int]"

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original behind `text[start:end]`, noise inside it and right after it included."""
        return self.starts[start], self.ends[end - 1]

    def without(self, cuts: Iterable[tuple[int, int, bool]]) -> "Folded":
        """The same text less the cut stretches; where the flag is set the character before keeps a cut as its own."""
        pieces, starts, ends, at = [], array("I"), array("I"), 0
        for start, end, belongs in cuts:
            pieces.append(self.text[at:start])
            starts += self.starts[at:start]
            ends += self.ends[at:start]
            if belongs and ends:
                ends[-1] = self.ends[end - 1]
            at = end
        if not at:
            return self
        return Folded(self.original, "".join(pieces) + self.text[at:], starts + self.starts[at:], ends + self.ends[at:])


def whole(text: str) -> Folded:
    """The text as it is, each character its own origin."""
    return Folded(text, text, array("I", range(len(text))), array("I", range(1, len(text) + 1)))


def fold(source: Folded) -> Folded:
    """Folds every character; the usual text keeps its length and with it its map."""
    text = source.text.translate(_TABLE)
    if len(text) == len(source.text) and "" not in map(_TABLE.__getitem__, map(ord, set(source.text))):
        return Folded(source.original, text, source.starts, source.ends)
    pieces = [_TABLE[ord(character)] for character in source.text]
    starts, ends = array("I"), array("I")
    for piece, start, end in zip(pieces, source.starts, source.ends, strict=True):
        starts.extend([start] * len(piece))
        ends.extend([end] * len(piece))
        if not piece and ends:
            ends[-1] = end
    return Folded(source.original, text, starts, ends)
