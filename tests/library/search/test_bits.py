"""A set of documents as a number is the same set: joined, cut, counted and read back."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop.library.search.bits import bits_of, likest, members, newest

SIZE = 300
DOCUMENTS = st.sets(st.integers(0, SIZE - 1)).map(sorted)


@given(DOCUMENTS)
def test_what_is_put_in_comes_out_ascending(documents):
    bits = bits_of(documents, SIZE)
    assert members(bits) == documents
    assert bits.bit_count() == len(documents)


@given(DOCUMENTS, DOCUMENTS)
def test_numbers_are_cut_and_joined_as_sets_are(some, others):
    one, other = bits_of(some, SIZE), bits_of(others, SIZE)
    assert members(one & other) == sorted({*some} & {*others})
    assert members(one | other) == sorted({*some} | {*others})
    assert members(one & ~other) == sorted({*some} - {*others})


@pytest.mark.parametrize("documents", [range(100_000), range(0, 100_000, 7), [99_999], [0, 99_999], []])
def test_dense_and_sparse_sets_are_read_alike(documents):
    assert members(bits_of(documents, 100_000)) == list(documents)


@given(DOCUMENTS, st.integers(0, 20))
def test_the_newest_stand_first(documents, limit):
    assert newest(bits_of(documents, SIZE), limit) == documents[::-1][:limit]


@given(st.lists(DOCUMENTS, max_size=9), st.integers(1, 30))
def test_the_likest_stand_in_most_of_the_sets(sets, limit):
    counts = Counter(document for some in sets for document in some)
    expected = sorted(counts, key=lambda document: (-counts[document], -document))[:limit]
    assert likest((bits_of(some, SIZE) for some in sets), limit) == expected
