"""Titles are found by how they sound, with the readings that pypinyin itself would give."""

import pytest
from pypinyin import lazy_pinyin

from coop.library.text.readings import reading_tails, syllables


@pytest.mark.parametrize(
    "title",
    [
        "党建品牌",
        "三会一课",
        "重庆银行",
        "音乐会",
        "乐于助人",
        "行长",
        "女职工",
        "绿色长廊",
        "还款",
        "调研调整",
        "长沙",
    ],
)
def test_sounds_agree_with_the_library_that_keeps_the_tables(title):
    assert syllables(title) == [sound.replace("ü", "v") for sound in lazy_pinyin(title)]


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("djpp", "党建品牌"),
        ("shyk", "三会一课"),
        ("djpp", "打造党建品牌的经验"),
        ("dangjianpin", "党建品牌"),
        ("yh", "重庆银行"),
    ],
)
def test_initials_and_spelling_begin_at_any_syllable(typed, title):
    assert any(tail.startswith(typed) for tail in reading_tails(title))


def test_letters_in_a_title_sound_as_they_are_written():
    assert syllables("互联网+ppt课件") == ["hu", "lian", "wang", "ppt", "ke", "jian"]


def test_signs_have_no_sound():
    assert reading_tails("——，。") == set()
