"""Adds up what the words of a question are worth in each document, for no more documents than can reach the page."""

import heapq
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from coop.library.search.bits import members
from coop.library.search.postings import Postings

Scores = dict[int, float]
_ROUNDING = 1e-6


@dataclass(slots=True)
class Weighed:
    """A term with the documents of it that the searcher may see, and how much it tells."""

    postings: Postings
    bits: int
    weight: float

    @property
    def most(self) -> float:
        """What no document can get more of from this term."""
        return self.weight * self.postings.highest


def scores_of(words: Iterable[Weighed], documents: int, is_late: Callable[[], bool]) -> Scores:
    """The score of each of these documents, as far as there was time."""
    scores = dict.fromkeys(members(documents), 0.0)
    for weighed in words:
        if is_late():
            break
        _add(scores, weighed)
    return scores


def best_of(words: Iterable[Weighed], among: int, limit: int, is_late: Callable[[], bool]) -> Scores:
    """The best of all documents that hold any of the words, no fewer than ``limit``; the most telling words first.

    Once what is still to come cannot lift a new document onto the page, none is taken in any more, and those fall out
    that cannot reach it either.
    """
    # In an order that no foreign document has a say in: sums of floats tell the order in their last digits.
    words = sorted((word for word in words if word.bits & among), key=lambda word: -word.weight)
    rest, scores = sum(word.most for word in words), Scores()
    given, seen, is_closed = 0.0, 0, False
    for weighed in words:
        if is_late():
            break
        if rest < given and len(scores) > limit:
            bar = heapq.nlargest(limit, scores.values())[-1] - rest - _ROUNDING
            is_closed = is_closed or bar > 0
            scores = {document: score for document, score in scores.items() if score >= bar} if is_closed else scores
        if not is_closed:
            fresh = weighed.bits & among & ~seen
            scores.update(dict.fromkeys(members(fresh), 0.0))
            seen |= fresh
        _add(scores, weighed)
        rest, given = rest - weighed.most, given + weighed.most
    return scores


def _add(scores: Scores, weighed: Weighed) -> None:
    factor = weighed.weight
    for document, impact in weighed.postings.among(scores):
        scores[document] += factor * impact
