"""Ranks permitted documents by BM25F: all that answer to every keyword, or if none does, to any."""

import heapq
import math
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from coop.library.search.asking import Clause, Question
from coop.library.search.snapshot import Permitted, Postings, Snapshot
from coop.library.text.synonyms import WEIGHT as SYNONYM_WEIGHT

TIME_LIMIT = 1.5
_SOUND_WEIGHT = 1.0
_PAIR_WEIGHT = 0.35
# BM25 saturates at K1 + 1.
_HIGHEST_IMPACT = 2.2
_FEW = 5


@dataclass(slots=True)
class Weighed:
    """A permitted posting list and how much its term tells, by the documents that the searcher may see."""

    postings: Postings
    weight: float


@dataclass(slots=True)
class Ranked:
    """Every matching document, and the scores of those that can reach the page."""

    scores: dict[int, float] = field(default_factory=dict)
    matching: set[int] = field(default_factory=set)
    is_softened: bool = False
    is_partial: bool = False


class Ranking:
    """One question over one snapshot for one searcher, within 1.5 seconds."""

    def __init__(self, snapshot: Snapshot, permitted: Permitted, *, time_limit: float = TIME_LIMIT) -> None:
        self._snapshot = snapshot
        self._permitted = permitted
        self._deadline = time.monotonic() + time_limit

    @property
    def is_late(self) -> bool:
        """What has been scored by now is the answer."""
        return time.monotonic() > self._deadline

    def _weigh(self, field: str, term: str, weight: float) -> Weighed:
        """The inverse document frequency counts permitted documents alone: a foreign one changes no order."""
        postings = self._permitted.only(self._snapshot.postings(field, term))
        found, everything = len(postings.documents), self._permitted.size
        return Weighed(postings, weight * math.log(1 + (everything - found + 0.5) / (found + 0.5)))

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

    def rank(self, question: Question, limit: int) -> Ranked:
        """Scores for at least the best `limit` documents."""
        words: list[Weighed] = []
        answers: list[tuple[int, set[int]]] = []
        for clause in question.clauses:
            if self.is_late:
                return self._any(words, limit)
            found = [weighed for weighed in self._alternatives(clause) if weighed.postings.documents]
            words += found
            answers.append((clause.whole, set().union(*(weighed.postings.documents for weighed in found))))
        words += [self._weigh("pair", pair, _PAIR_WEIGHT) for pair in question.pairs]
        strictly, loosely = _everywhere(answers)
        if question.is_sentence or not loosely:
            return self._any(words, limit)
        return self._all(words, strictly, loosely if len(strictly) < _FEW else strictly)

    @staticmethod
    def _all(words: list[Weighed], strictly: set[int], matching: set[int]) -> Ranked:
        """Near misses stand behind every document that answers to the whole question."""
        scores = dict.fromkeys(matching, 0.0)
        for weighed in words:
            factor = weighed.weight
            for document, impact in zip(*weighed.postings, strict=True):
                if document in scores:
                    scores[document] += factor * impact
        if len(strictly) < len(matching):
            ahead = max(scores.values())
            scores |= {document: scores[document] + ahead for document in strictly}
        return Ranked(scores, matching)

    def _any(self, words: list[Weighed], limit: int) -> Ranked:
        """Rarest first; once the rest cannot lift a new document onto the page, only known ones are scored on."""
        words = sorted((word for word in words if word.postings.documents), key=lambda word: -word.weight)
        rest = sum(word.weight for word in words) * _HIGHEST_IMPACT
        scores: dict[int, float] = {}
        for position, weighed in enumerate(words):
            if self.is_late:
                break
            factor = weighed.weight
            is_closed = len(scores) > limit and rest < heapq.nlargest(limit, scores.values())[-1]
            rest -= factor * _HIGHEST_IMPACT
            if is_closed:
                for document, impact in zip(*weighed.postings, strict=True):
                    if document in scores:
                        scores[document] += factor * impact
            elif not position:
                scores = {d: factor * impact for d, impact in zip(*weighed.postings, strict=True)}
            else:
                for document, impact in zip(*weighed.postings, strict=True):
                    scores[document] = scores.get(document, 0.0) + factor * impact
        matching = set().union(*(word.postings.documents for word in words))
        return Ranked(scores, matching, is_softened=True, is_partial=self.is_late)


def _everywhere(answers: list[tuple[int, set[int]]]) -> tuple[set[int], set[int]]:
    """Documents that answer to every word, and those that answer to a part at least of every long word.

    The second are how a scan's 良胜循环 is found by 良性循环: one wrong character leaves a part of the word.
    """
    wholes: dict[int, set[int]] = {}
    for whole, documents in answers:
        wholes[whole] = wholes.get(whole, set()) | documents
    return set.intersection(*(documents for _, documents in answers)), set.intersection(*wholes.values())
