"""The words that are indexed, asked for and marked: jieba's search mode with the field's own words."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import rjieba

from coop.library.text.folding import Folded, fold, whole
from coop.library.text.noise import strip_noise

_LISTS = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Word:
    """A word and where it stands in the folded text."""

    text: str
    start: int
    end: int


def read_list(name: str) -> list[list[str]]:
    """The lines of a word list, split at blanks; everything after # is for the reader of the list."""
    lines = (line.partition("#")[0].split() for line in (_LISTS / name).read_text("utf-8").splitlines())
    return [line for line in lines if line]


@cache
def dictionary() -> frozenset[str]:
    """The field's own words, once taught to the cutter, which keeps them whole beside their parts."""
    own = frozenset(fold(whole(word)).text for line in read_list("words.txt") for word in line)
    for word in own:
        rjieba.add_word(word, 20_000, "nz")
    return own


@cache
def stopwords() -> frozenset[str]:
    """Single characters that stand in every document and tell none apart."""
    return frozenset(word for line in read_list("stopwords.txt") for word in line)


def normalise(text: str) -> Folded:
    """The one reading of a text: noise out, then every character folded."""
    return fold(strip_noise(whole(text)))


def cut(text: str) -> Iterator[Word]:
    """Words of folded text, long ones beside their parts; signs and blanks are none."""
    dictionary()
    for word, start, end in rjieba.tokenize(text, "search"):
        if any(map(str.isalnum, word)):
            yield Word(word, start, end)


def telling(text: str) -> list[Word]:
    """The words worth looking up: all but the stop words."""
    dull = stopwords()
    return [word for word in cut(text) if word.text not in dull]
