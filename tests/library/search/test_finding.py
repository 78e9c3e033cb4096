"""The words of a member find what the library holds, however it was written, scanned or typed."""

from pathlib import Path

import pytest

from tests.library.search.conftest import EVERYBODY, case

TEXTS = sorted((Path(__file__).parent.parent / "texts").glob("*.txt"))
TITLES = [
    "河畔社区与铁路车辆段联手办学习角的做法",
    "山口供电所与茶场小学结对三年记",
    "港务局第三支部的主题党日",
    "党建品牌“灯火”怎样亮起来",
    "三会一课的三个小办法",
]


@pytest.fixture
def library(index):
    texts = [path.read_text("utf-8").split("\n", 1) for path in TEXTS]
    index.apply(
        [
            *(case(number, *text) for number, text in enumerate(texts, 1)),
            *(case(number, title, tags=("经验",)) for number, title in enumerate(TITLES, 101)),
        ]
    )
    return index


def _found(index, query: str) -> list[int]:
    return [hit.id for hit in index.search(query, EVERYBODY, limit=50).hits]


def _numbered(stem: str) -> int:
    return [path.stem for path in TEXTS].index(stem) + 1


@pytest.mark.parametrize(
    "pair", sorted({(n, t[i : i + 2]) for n, t in enumerate(TITLES, 101) for i in range(len(t) - 1)})
)
def test_any_two_characters_of_a_title_find_it(library, pair):
    number, typed = pair
    if typed.isalnum():
        assert number in _found(library, typed)


@pytest.mark.parametrize("query", ["互联网+党建", "互聯網", "聯網", "ＷＡＮＧ格 网格员", "黨建品牌", "共建 网格"])
def test_scanned_traditional_text_is_found_in_simplified_and_back(library, query):
    assert _numbered("scanned_traditional") in _found(library, query)


def test_a_scanning_mistake_does_not_hide_the_text(library):
    """Z23: 良胜循环 in the scan is found by 良性循环."""
    assert _found(library, "良性循环")[0] == _numbered("scanning_mistakes")


def test_a_clean_text_stands_before_the_scanning_mistake_and_does_not_hide_it(library):
    library.apply([case(9, "两家支部", "一来一往，形成良性循环。" + "甲乙丙丁" * 200)])
    assert _found(library, "良性循环") == [9, _numbered("scanning_mistakes")]


@pytest.mark.parametrize(("typed", "number"), [("djpp", 104), ("shyk", 105), ("dangjianpinpai", 104), ("ztdr", 103)])
def test_titles_are_found_by_initials_and_spelling(library, typed, number):
    assert number in _found(library, typed)


def test_all_words_come_before_some(index):
    index.apply([case(1, "码头", "渔业合作社"), case(2, "码头", "供电所"), case(3, "渔业", "供电所")])
    found = index.search("码头 供电所", EVERYBODY)
    assert [hit.id for hit in found.hits] == [2]
    assert not found.is_softened


def test_no_document_with_all_words_softens_to_any_and_says_so(index):
    index.apply([case(1, "码头的故事"), case(2, "供电所的故事")])
    found = index.search("码头 供电所 渔船", EVERYBODY)
    assert {hit.id for hit in found.hits} == {1, 2}
    assert found.is_softened


def test_a_title_counts_more_than_a_tag_and_a_tag_more_than_the_text(index):
    filling = "值班室的本子上写着下个月的安排。"
    index.apply([case(1, "安排", "渔业" + filling), case(2, "安排", filling, tags=("渔业",)), case(3, "渔业", filling)])
    assert _found(index, "渔业") == [3, 2, 1]


def test_a_synonym_finds_and_stands_behind_the_word_itself(index):
    index.apply([case(1, "宣讲进社区"), case(2, "党课进社区"), case(3, "食堂进社区")])
    assert _found(index, "宣讲") == [1, 2]


def test_a_longer_answer_begins_with_the_shorter_one(index):
    """So that a page cut from one answer joins the next without a gap or a double."""
    index.apply(case(number, "主题党日记录", "甲" * number) for number in range(25))
    ten, all_of_them = (index.search("主题党日", EVERYBODY, limit=limit).hits for limit in (10, 100))
    assert (len(ten), len(all_of_them), len({hit.id for hit in all_of_them})) == (10, 25, 25)
    assert all_of_them[:10] == ten


def test_kinds_are_counted_whatever_is_chosen_and_facets_narrow(index):
    index.apply(
        [
            case(1, "党建案例", facets=frozenset({"type:case", "year:2025"})),
            case(2, "党建资料", facets=frozenset({"type:document"})),
            case(3, "党建活动", kind="activity"),
        ]
    )
    found = index.search("党建", EVERYBODY, kinds={"activity"})
    assert ([hit.key for hit in found.hits], found.total) == ([("activity", 3)], 1)
    assert found.kinds == {"activity": 1, "entry": 2}
    narrowed = index.search("党建", EVERYBODY, facets={"type:case", "year:2025"})
    assert ([hit.id for hit in narrowed.hits], narrowed.kinds) == ([1], {"entry": 1})


def test_the_chosen_kind_is_found_behind_any_number_of_others(index):
    """The best of all kinds do not push its hits off the page."""
    index.apply(case(number, "码头码头", "码头" * 9) for number in range(60))
    index.apply([case(99, "一天", "走过码头和供电所，" + "闲话很多。" * 40, kind="activity")])
    for query in ("码头", "码头 渔船", "码头 渔船 供电所"):
        found = index.search(query, EVERYBODY, kinds={"activity"}, limit=5)
        assert ([hit.key for hit in found.hits], found.total) == ([("activity", 99)], 1)


def test_suggestions_begin_with_what_was_typed_then_hold_it(index):
    index.apply([case(1, "打造党建品牌"), case(2, "党建品牌一年记", tags=("党建",)), case(3, "食堂")])
    assert index.suggestions("党建", EVERYBODY) == ["党建", "党建品牌一年记", "打造党建品牌"]
    assert index.suggestions("djpp", EVERYBODY) == ["党建品牌一年记", "打造党建品牌"]
    assert index.suggestions("", EVERYBODY) == index.suggestions("，", EVERYBODY) == []


def test_a_slip_of_one_character_or_of_the_keyboard_is_mended(index):
    index.apply([case(1, "打造党建品牌的办法")])
    assert index.search("党健品牌", EVERYBODY).did_you_mean == "党建品牌"
    assert index.search("当见品牌", EVERYBODY).did_you_mean == "党建品牌"
    assert index.search("党建品牌", EVERYBODY).did_you_mean is None
