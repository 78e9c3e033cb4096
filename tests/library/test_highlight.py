"""Marks show why a text was found: on the original, never nested, never cut, and nothing typed becomes markup."""

import re
from html import unescape

from hypothesis import given, settings
from hypothesis import strategies as st

from coop.library.highlight import SNIPPET, highlight, marks, snippet

WRITTEN = st.lists(
    st.sampled_from(
        ["互聯(lián)網(wǎng)", "互联网", "党建", "<b>", "&amp;", "\"'", " ", "，", "共 建", "ＰＰＴ", "</mark>"]
    )
    | st.text(max_size=3),
    max_size=15,
).map("".join)
ASKED = st.lists(st.sampled_from(["互联网", "联网", "党建", "共建", "ppt", "b", "amp", "<b>"]), max_size=3).map(
    " ".join
)
_OURS = re.compile("</?mark>")


@settings(deadline=None)  # the first example loads the dictionaries
@given(WRITTEN, ASKED)
def test_marks_never_nest_and_the_text_stays_what_it_was(text, query):
    shown = str(highlight(text, query))
    assert unescape(_OURS.sub("", shown)) == unescape(text) or _OURS.search(text) or "&" in text
    open_marks = 0
    for tag in _OURS.findall(shown):
        open_marks += 1 if tag == "<mark>" else -1
        assert open_marks in (0, 1)
    assert open_marks == 0
    assert not re.search("<(?!/?mark>)", shown)


@settings(deadline=None)  # the first example loads the dictionaries
@given(WRITTEN, ASKED)
def test_marked_stretches_lie_apart_and_inside(text, query):
    spans = marks(text, query)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(set(edges))
    assert not edges or (edges[0] >= 0 and edges[-1] <= len(text))


def test_a_simplified_question_marks_the_traditional_original_wholly():
    assert highlight("推進互聯(lián)網(wǎng)+黨建", "互联网") == "推進<mark>互聯(lián)網(wǎng)</mark>+黨建"


def test_overlapping_words_make_one_mark():
    assert highlight("良性循环", "良性循环") == "<mark>良性循环</mark>"


def test_what_was_typed_never_becomes_markup():
    assert highlight("<script>党建</script>", "<script> 党建").count("<script>") == 0
    assert highlight("a<b>党建", "党建") == "a&lt;b&gt;<mark>党建</mark>"


def test_letters_are_marked_as_whole_words():
    assert marks("item it 党建", "it") == [(5, 7)]


def test_nothing_asked_marks_nothing():
    assert highlight("党建", "，。！") == "党建"
    assert highlight("党建", "") == "党建"


def test_the_snippet_shows_where_the_words_stand_together():
    text = "开头说党建。" + "闲话很多。" * 60 + "这里党建与渔业合作社一起做。" + "结尾。" * 60
    shown = str(snippet(text, "党建 渔业"))
    assert "<mark>渔业</mark>" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert len(_OURS.sub("", shown)) <= SNIPPET + 10


def test_without_a_match_the_snippet_is_the_beginning():
    assert str(snippet("甲" * 300, "党建")) == "甲" * SNIPPET + "…"
