"""Adds up what the words of a question are worth in each document, and keeps the best."""

import heapq
from array import array
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from coop.library.search.bits import members
from coop.library.search.postings import Postings

Scores = dict[int, float]
# Looking a document up in a list costs about as much as walking over so many places of it.
_LOOKED_UP = 6
_ROUNDING = 1e-6


@dataclass(slots=True)
class Weighed:
    """A term with the documents of it that the searcher may see, and how much it tells."""

    postings: Postings
    bits: int
    weight: float

    @property
    def most(self) -> float:
        """What a document can get from this term and not more."""
        return self.weight * self.postings.highest


def best_of(words: list[Weighed], among: int, limit: int, is_late: Callable[[], bool]) -> Scores:
    """The scores of the best of these documents, at least ``limit`` of them, from as many words as there was time for.

    The words come with the most telling in front: before the dull ones, whose lists are the long ones, those documents
    fall out that the dull ones cannot lift among the best any more.
    """
    wanted = members(among)
    telling, dull = _parted(words, len(wanted))
    scores = dict(zip(wanted, _added(telling, wanted, [0.0] * len(wanted), is_late), strict=True))
    if dull:
        scores = _within_reach(scores, limit, sum(word.most for word in dull))
        left = list(scores)
        scores = dict(zip(left, _added(dull, left, list(scores.values()), is_late), strict=True))
    return _within_reach(scores, limit, 0.0)


def _parted(words: list[Weighed], wanted: int) -> tuple[list[Weighed], list[Weighed]]:
    """Dull is a tail that is worth a tenth of the rest at the most; none where its lists are short."""
    given, rest = 0.0, sum(word.most for word in words)
    for place, word in enumerate(words):
        if rest < given / 10 and sum(len(word.postings.documents) for word in words[place:]) > 2 * wanted:
            return words[:place], words[place:]
        given, rest = given + word.most, rest - word.most
    return words, []


def _within_reach(scores: Scores, limit: int, rest: float) -> Scores:
    if len(scores) <= limit:
        return scores
    bar = heapq.nlargest(limit, scores.values())[-1] - rest - _ROUNDING
    return {document: score for document, score in scores.items() if score >= bar}


def _added(words: list[Weighed], wanted: list[int], sums: list[float], is_late: Callable[[], bool]) -> Sequence[float]:
    """The sums, which belong to the wanted documents, with what the words are worth there, one word after the other."""
    places = sum(len(word.postings.documents) for word in words)
    add = _looked_up if len(wanted) * len(words) * _LOOKED_UP < places else _walked
    return add(words, wanted, sums, is_late)


def _looked_up(words: list[Weighed], wanted: list[int], sums: list[float], is_late: Callable[[], bool]) -> list[float]:
    for word in words:
        if is_late():
            break
        documents, weights, factor = word.postings.documents, word.postings.weights, word.weight
        for number, document in enumerate(wanted):
            place = bisect_left(documents, document)
            if place < len(documents) and documents[place] == document:
                sums[number] += factor * weights[place]
    return sums


def _walked(words: list[Weighed], wanted: list[int], sums: list[float], is_late: Callable[[], bool]) -> list[float]:
    """Adds for all documents of the lists, wanted or not, which is quicker than asking of each."""
    everywhere = array("d", bytes(8 * words[0].postings.size)) if words else array("d")
    for document, score in zip(wanted, sums, strict=True):
        everywhere[document] = score
    for word in words:
        if is_late():
            break
        factor = word.weight
        for document, impact in zip(word.postings.documents, word.postings.weights, strict=True):
            everywhere[document] += factor * impact
    return [everywhere[document] for document in wanted]
