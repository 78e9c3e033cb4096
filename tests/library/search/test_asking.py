"""Whatever is typed becomes a bounded question, never an error and never a command to the engine (C-03)."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coop.library.search.asking import LONGEST, MOST_WORDS, ask
from coop.library.search.ranking import Ranking
from tests.library.search.conftest import EVERYBODY, case

HOSTILE = [
    "*", "*党建", "党?建", "a~9", "党建~2", "/(a+)+$/", "body:[a TO z]", "key:entry\\:1", "audience:branch",
    "NOT 党建", "((((", '"党建', "AND OR NOT", "\x00党建", "党" * 5000, "党建 " * 500, "a" * 5000,
    "聯(lián)" * 900, "\\", "'; DROP TABLE", "😀", "\ud7ff",
]  # fmt: skip


@settings(deadline=None)  # the first example loads the dictionaries
@given(st.text(max_size=400))
def test_any_text_makes_a_bounded_question(typed):
    question = ask(typed)
    assert len(question.clauses) <= MOST_WORDS
    assert len(question.pairs) <= 2 * MOST_WORDS
    assert question.is_empty == (not question.clauses)


def test_what_stands_behind_two_hundred_characters_is_not_read():
    assert ask("甲" * LONGEST + "党建") == ask("甲" * LONGEST)


def test_more_than_twelve_words_are_cut_to_the_long_ones():
    words = [clause.word for clause in ask("ab cd ef gh ij kl mn op qr st uv wx yz 互联网 党建品牌").clauses]
    assert len(words) == MOST_WORDS
    assert {"互联网", "党建品牌"} <= set(words)


@pytest.mark.parametrize("typed", ["", "   ", "，。！？", "*", "()[]", "——…", "\u200b", "\n"])
def test_signs_alone_are_an_empty_question_that_the_page_can_explain(index, typed):
    found = index.search(typed, EVERYBODY)
    assert found.is_empty_query
    assert (found.total, found.hits) == (0, ())


def test_stop_words_alone_are_asked_for_all_the_same():
    assert [clause.word for clause in ask("的").clauses] == ["的"]


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_questions_are_answered(index, typed):
    index.apply([case(1, "党建品牌", "正文")])
    index.search(typed, EVERYBODY)
    index.suggestions(typed, EVERYBODY)


@pytest.mark.parametrize("typed", ["*建", "党*", "key:entry", "kind:entry", "audience:network", "network"])
def test_no_wildcard_and_no_field_name_reaches_the_engine(index, typed):
    index.apply([case(1, "春耕时节", "合作社送种子")])
    assert index.search(typed, EVERYBODY).total == 0


def test_an_answer_that_takes_too_long_is_cut_short_and_says_so(index):
    index.apply(case(number, f"党建品牌{number}", "互联网" * 5) for number in range(50))
    snapshot = index._now()
    late = Ranking(snapshot, snapshot.permitted(EVERYBODY), time_limit=0.0)
    time.sleep(0.001)
    assert late.rank(ask("党建 品牌 互联网"), 10).is_partial
