"""Turns what somebody typed into a bounded question; nothing typed is ever an error or a command to the engine."""

from dataclasses import dataclass

from coop.library.text.grams import pairs
from coop.library.text.synonyms import synonyms
from coop.library.text.words import Word, cut, normalise, stopwords

LONGEST = 200
MOST_WORDS = 12
MOST_KEYWORDS = 5


@dataclass(frozen=True, slots=True)
class Clause:
    """One word that was typed and the words that may stand for it."""

    word: str
    others: tuple[str, ...] = ()

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


def _count_whole(words: list[Word]) -> int:
    """How many telling words there are that are no part of a longer one."""
    count, reached = 0, 0
    for word in sorted(words, key=lambda word: (word.start, -word.end)):
        if word.end > reached and word.text not in stopwords():
            count, reached = count + 1, word.end
    return count


def ask(typed: str) -> Question:
    """Cuts at 200 characters and twelve words; a question made of stop words alone asks for those."""
    text = normalise(typed[:LONGEST]).text
    found = list(cut(text))
    words = list(dict.fromkeys(word.text for word in found))
    telling = _most_telling([word for word in words if word not in stopwords()] or words)
    clauses = tuple(Clause(word, synonyms(word)) for word in telling)
    is_sentence = _count_whole(found) > MOST_KEYWORDS
    return Question(clauses, tuple(dict.fromkeys(pairs(text)))[: 2 * MOST_WORDS], text, is_sentence)
