"""The best of all documents are the best whatever was left out of the sums on the way."""

import heapq
from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coop.library.search.bits import bits_of, members
from coop.library.search.facets import Facets
from coop.library.search.postings import Postings
from coop.library.search.scoring import Weighed, best_of

SIZE = 400
IMPACTS = st.integers(1, 140).map(lambda step: step / 64)
LISTS = st.dictionaries(st.integers(0, SIZE - 1), IMPACTS, min_size=1, max_size=SIZE)


def in_time() -> bool:
    return False


def postings(held: dict[int, float]) -> Postings:
    ascending = sorted(held)
    return Postings(array("I", ascending), array("f", [held[document] for document in ascending]), SIZE)


def weighed(held: dict[int, float], weight: float) -> Weighed:
    found = postings(held)
    return Weighed(found, found.bits, weight)


def plainly(words: list[Weighed], among: int, limit: int) -> list[tuple[float, int]]:
    """Every sum of every document, then the best of them."""
    sums = dict.fromkeys(members(among), 0.0)
    for word in words:
        for document, impact in zip(word.postings.documents, word.postings.weights, strict=True):
            if document in sums:
                sums[document] += word.weight * impact
    return heapq.nlargest(limit, ((score, document) for document, score in sums.items()))


def best(words: list[Weighed], among: int, limit: int) -> list[tuple[float, int]]:
    scores = best_of(words, among, limit, in_time)
    return heapq.nlargest(limit, ((score, document) for document, score in scores.items()))


@settings(deadline=None)
@given(st.lists(st.tuples(LISTS, st.floats(0.01, 6)), min_size=1, max_size=6), LISTS, st.integers(1, 30))
def test_the_best_are_those_of_the_plain_sums(lists, permitted, limit):
    words = sorted((weighed(*each) for each in lists), key=lambda word: -word.weight)
    among = bits_of(sorted(permitted), SIZE)
    assert best(words, among, limit) == plainly(words, among, limit)


def test_what_dull_words_cannot_lift_is_left_out_and_the_rest_is_exact():
    """A telling word, then one that stands in every document and is worth next to nothing."""
    telling = weighed({document: 2.0 if document < 20 else 1 / 64 for document in range(SIZE)}, 5.0)
    dull = [weighed({document: (1 + document % 9) / 64 for document in range(SIZE)}, 0.3) for _ in range(3)]
    words, among = [telling, *dull], bits_of(range(SIZE), SIZE)
    assert best(words, among, 10) == plainly(words, among, 10)
    assert len(best_of(words, among, 10, in_time)) <= 20


def test_a_few_documents_are_looked_up_in_long_lists():
    words = [weighed({document: 1.0 + document % 3 for document in range(SIZE)}, 2.0) for _ in range(4)]
    among = bits_of([3, 77, 399], SIZE)
    assert best(words, among, 10) == plainly(words, among, 10)


@pytest.mark.parametrize("documents", [range(SIZE), [5]])
def test_when_the_time_is_up_what_was_added_so_far_counts(documents):
    answers = iter([False, True, True, True])
    words = [weighed(dict.fromkeys(range(SIZE), 1.0), weight) for weight in (2.0, 1.0)]
    scores = best_of(words, bits_of(documents, SIZE), SIZE, lambda: next(answers))
    assert set(scores.values()) == {2.0}


def test_facets_are_counted_of_what_was_found_alone():
    facets = Facets(10, [("unit:1", [0, 1, 2, 9]), ("unit:2", [3, 4]), ("year:2025", [1, 2, 3]), ("odd", [])])
    assert facets.count(bits_of([1, 2, 3, 5], 10)) == {"unit:1": 2, "unit:2": 1, "year:2025": 3}
    assert facets.count(0) == {}
