"""Who types a sound is shown which words were meant."""

import pytest

from coop.library.sounding import words_meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("djpp", ["党建品牌"]), ("dangjian", ["党建"]), ("dangjianp", ["党建品"]), ("pinpai", ["品牌"]), ("pp", ["品牌"]),
        ("党建", []), ("d", []), ("dxpp", []), ("dangjianx", []), ("djppx", []), ("", []), ("，。", []),
    ],
)  # fmt: skip
def test_letters_stand_for_the_words_that_sound_so(typed: str, meant: list[str]):
    assert words_meant(["黨建品牌"], typed) == meant


def test_each_word_is_named_once_and_lines_do_not_run_together():
    assert words_meant(["党建 一", "党建二"], "dj") == ["党建"]
    assert words_meant(["党", "建"], "dj") == []
