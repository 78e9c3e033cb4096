"""Turns what somebody typed into a bounded question; nothing typed is ever an error or a command to the engine."""

from dataclasses import dataclass
from functools import lru_cache

from coop.library.text.grams import pairs
from coop.library.text.synonyms import synonyms
from coop.library.text.words import Word, cut, normalise, stopwords

LONGEST = 200
MOST_WORDS = 12
MOST_KEYWORDS = 5


@dataclass(frozen=True, slots=True)
class Clause:
    """One word that was typed and the words that may stand for it; parts of one long word share its number."""

    word: str
    others: tuple[str, ...] = ()
    whole: int = 0

    @property
    def is_latin(self) -> bool:
        """Letters alone may also be the sound of a title."""
        return len(self.word) > 1 and self.word.isascii() and self.word.isalpha()


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked up: at most twelve words, and the pairs of characters that titles answer to.

    More than five words are a sentence: its words are wanted, not all of them demanded.
    """

    clauses: tuple[Clause, ...]
    pairs: tuple[str, ...]
    text: str
    is_sentence: bool = False

    @property
    def is_empty(self) -> bool:
        """Nothing but signs, or nothing at all, was typed."""
        return not self.clauses


def _most_telling(words: list[str]) -> list[str]:
    """The long words first, since they are the rare ones, but kept in the order in which they were typed."""
    kept = set(sorted(words, key=lambda word: -len(word))[:MOST_WORDS])
    return [word for word in words if word in kept]


def _wholes(words: list[Word]) -> dict[str, int]:
    """Which of the words that are no part of a longer one each word belongs to, counted from 1."""
    wholes: dict[str, int] = {}
    count, reached = 0, 0
    for word in sorted(words, key=lambda word: (word.start, -word.end)):
        if word.end > reached:
            count, reached = count + 1, word.end
        wholes.setdefault(word.text, count)
    return wholes


@lru_cache(maxsize=256)
def ask(typed: str) -> Question:
    """Cuts at 200 characters and twelve words; a question made of stop words alone asks for those."""
    text = normalise(typed[:LONGEST]).text
    words = list(cut(text))
    wholes = _wholes([word for word in words if word.text not in stopwords()] or words)
    clauses = tuple(Clause(word, synonyms(word), wholes[word]) for word in _most_telling(list(wholes)))
    is_sentence = max(wholes.values(), default=0) > MOST_KEYWORDS
    return Question(clauses, tuple(dict.fromkeys(pairs(text)))[: 2 * MOST_WORDS], text, is_sentence)
