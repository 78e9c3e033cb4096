"""Ranks permitted documents by BM25F: all that answer to every keyword, or if none does, to any."""

import math
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import and_

from coop.library.search.asking import Clause, Question
from coop.library.search.scoring import Scores, Weighed, best_of
from coop.library.search.snapshot import Permitted, Snapshot
from coop.library.text.synonyms import WEIGHT as SYNONYM_WEIGHT

TIME_LIMIT = 1.5
_SOUND_WEIGHT = 1.0
_PAIR_WEIGHT = 0.35
_FEW = 5


@dataclass(slots=True)
class Ranked:
    """The set of matching documents, and the scores of those that can reach the page."""

    scores: Scores = field(default_factory=dict)
    matching: int = 0
    is_softened: bool = False
    is_partial: bool = False


class Ranking:
    """One question over one snapshot for one searcher, within 1.5 seconds."""

    def __init__(self, snapshot: Snapshot, permitted: Permitted, *, time_limit: float = TIME_LIMIT) -> None:
        self._snapshot = snapshot
        self._permitted = permitted
        self._deadline = time.monotonic() + time_limit

    def is_late(self) -> bool:
        """What has been scored by now is the answer."""
        return time.monotonic() > self._deadline

    def _weigh(self, field: str, term: str, weight: float) -> Weighed:
        """The inverse document frequency counts permitted documents alone: a foreign one changes no order."""
        postings = self._snapshot.postings(field, term)
        bits = postings.bits & self._permitted.bits
        found, everything = bits.bit_count(), self._permitted.size
        return Weighed(postings, bits, weight * math.log(1 + (everything - found + 0.5) / (found + 0.5)))

    def _alternatives(self, clause: Clause) -> Iterator[Weighed]:
        """What answers to a word: itself, its synonyms, a title that holds or sounds like it."""
        yield self._weigh("word", clause.word, 1.0)
        for other in clause.others:
            yield self._weigh("word", other, SYNONYM_WEIGHT)
        if clause.is_latin:
            for sound in self._snapshot.sounding(clause.word):
                yield self._weigh("sound", sound, _SOUND_WEIGHT)
        elif len(clause.word) < 3:
            yield self._weigh("pair", clause.word, _PAIR_WEIGHT)

    def rank(self, question: Question, limit: int, *, kinds: int = -1) -> Ranked:
        """Everything that matches, and of those in the set ``kinds`` the scores of at least the best `limit`."""
        words: list[Weighed] = []
        answers: list[tuple[int, int]] = []
        for clause in question.clauses:
            if self.is_late():
                return self._any(words, kinds, limit)
            found = [weighed for weighed in self._alternatives(clause) if weighed.bits]
            words += found
            answers.append((clause.whole, _together(found)))
        words += [weighed for pair in question.pairs if (weighed := self._weigh("pair", pair, _PAIR_WEIGHT)).bits]
        words.sort(key=lambda word: -word.weight)
        strictly, loosely = _everywhere(answers)
        if question.is_sentence or not loosely:
            return self._any(words, kinds, limit)
        if strictly.bit_count() >= _FEW or strictly == loosely:
            return self._ranked(words, strictly, kinds, limit)
        return self._nearly(words, strictly, loosely, kinds, limit)

    def _ranked(self, words: list[Weighed], matching: int, kinds: int, limit: int) -> Ranked:
        scores = best_of(words, matching & kinds, limit, self.is_late)
        return Ranked(scores, matching, is_partial=self.is_late())

    def _nearly(self, words: list[Weighed], strictly: int, loosely: int, kinds: int, limit: int) -> Ranked:
        """Near misses stand behind every document that answers to the whole question."""
        near = self._ranked(words, loosely & ~strictly, kinds, limit)
        ahead = max(near.scores.values(), default=0.0)
        exact = best_of(words, strictly & kinds, limit, self.is_late)
        scores = near.scores | {document: score + ahead for document, score in exact.items()}
        return Ranked(scores, loosely, is_partial=self.is_late())

    def _any(self, words: list[Weighed], kinds: int, limit: int) -> Ranked:
        return replace(self._ranked(words, _together(words), kinds, limit), is_softened=True)


def _together(words: list[Weighed]) -> int:
    bits = 0
    for weighed in words:
        bits |= weighed.bits
    return bits


def _everywhere(answers: list[tuple[int, int]]) -> tuple[int, int]:
    """Documents that answer to every word, and those that answer to a part at least of every long word.

    The second are how a scan's 良胜循环 is found by 良性循环: one wrong character leaves a part of the word.
    """
    wholes: dict[int, int] = {}
    for whole, documents in answers:
        wholes[whole] = wholes.get(whole, 0) | documents
    return reduce(and_, (documents for _, documents in answers)), reduce(and_, wholes.values())
