"""The reading of a text is the same everywhere, and every part of it leads back to what was written."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coop.library.text.folding import fold_character
from coop.library.text.words import cut, normalise, telling

TEXTS = sorted((Path(__file__).parent.parent / "texts").glob("*.txt"))
PIECES = st.sampled_from(
    ["互聯(lián)網(wǎng)", "黨建", "共 建", "（wǎng）", "(", ")", "ＡＢ", "…", "ﬁ", "é", "e\u0301", "\u200b", "乾隆",
     "乾", " ", "\n", "＋", "㈱", "İ", "\U0002a6a5", "党建品牌", "三会一课", "(A)", "1.5", "ß", "葛\U000e0100"]
)  # fmt: skip
WRITTEN = st.lists(PIECES | st.text(max_size=3), max_size=12).map("".join)


@settings(deadline=None)  # the first example loads the dictionaries
@given(WRITTEN)
def test_every_word_leads_back_to_a_stretch_that_reads_as_the_word(text):
    folded = normalise(text)
    for word in cut(folded.text):
        start, end = folded.span(word.start, word.end)
        assert 0 <= start < end <= len(text)
        assert normalise(text[start:end]).text == word.text


@settings(deadline=None)  # the first example loads the dictionaries
@given(WRITTEN)
def test_the_map_runs_forward_and_covers_each_folded_character(text):
    folded = normalise(text)
    assert len(folded.starts) == len(folded.ends) == len(folded.text)
    assert list(folded.starts) == sorted(folded.starts)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))


@settings(deadline=None)  # the first example loads the dictionaries
@given(WRITTEN)
def test_what_was_read_once_reads_the_same_again(text):
    once = normalise(text).text
    again = normalise(once).text
    assert normalise(again).text == again


@settings(deadline=None)  # the first example loads the dictionaries
@given(st.characters(exclude_categories=["Cs"]))
def test_a_folded_character_is_its_own_folding(character):
    folded = fold_character(character)
    assert "".join(map(fold_character, folded)) == folded


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("互聯網", "互联网"),
        ("互聯(lián)網(wǎng)", "互联网"),
        ("互聯（lián）網 ( wǎng )", "互联网"),
        ("入(rù(rù))學", "入学"),
        ("ＧＢ／Ｔ　２２２３９", "gb/t 22239"),
        ("刘 进　陈海云", "刘进陈海云"),
        ("党\u200b建\ufeff", "党建"),
        ("Café", "cafe"),
        ("会议（PPT）", "会议(ppt)"),
        ("联(A)", "联(a)"),
    ],
)
def test_noise_goes_and_the_authors_own_brackets_stay(written, read):
    assert normalise(written).text == read


def test_a_character_reads_the_same_alone_and_in_a_phrase():
    assert normalise("乾").text in normalise("乾隆").text


def test_noise_belongs_to_the_word_before_it():
    written = "“互聯(lián)網(wǎng)+黨建”"
    folded = normalise(written)
    spans = {word.text: written[slice(*folded.span(word.start, word.end))] for word in cut(folded.text)}
    assert spans["互联网"] == "互聯(lián)網(wǎng)"
    assert spans["互联网+党建"] == "互聯(lián)網(wǎng)+黨建"


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_scanned_article_reads_clean(path):
    text = normalise(path.read_text("utf-8")).text
    assert not set(text) & set("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ聯網黨創")
    assert len(telling(text)) > 40


def test_the_words_of_the_field_are_kept_whole_beside_their_parts():
    words = [word.text for word in cut("打造党建品牌，坚持三会一课，过好主题党日")]
    assert {"党建品牌", "党建", "品牌", "三会一课", "主题党日", "主题"} <= set(words)


def test_stop_words_tell_nothing():
    assert "的" not in [word.text for word in telling("支部的经验")]
