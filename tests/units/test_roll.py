"""The roll of a unit reads as a Chinese name list does: by branch, then by the sound of the names."""

import pytest
from flask import Flask

from coop.core.scope import entering, everything
from coop.units.name_order import is_called, sounds_of
from coop.units.queries import roll
from coop.units.queries.roll import people_of
from tests import factories as make
from tests.cast import Cast

NAMES = ("周敏", "阿依古丽", "曾国强", "王芳", "单雄", "王方", "安娜", "张三", "李 四")


@pytest.mark.parametrize(
    ("name", "sounds"),
    [
        ("曾国强", "zeng guo qiang"), ("单雄", "shan xiong"),
        ("欧阳若兰", "ou yang ruo lan"), ("Ana Li", "ana li"), ("重阳", "chong yang"),
    ],
)
def test_a_name_sounds_as_a_name(name: str, sounds: str):
    assert " ".join(sounds_of(name)) == sounds


@pytest.mark.parametrize("text", ["国", "曾国", "zgq", "ZG", "zengguo", "zeng"])
def test_somebody_is_found_by_part_letters_or_sound(text: str):
    assert is_called("曾国强", text)


@pytest.mark.parametrize("text", ["强国", "cgq", "guo", "gq", "%", "曾强", "z g"])
def test_and_by_nothing_else(text: str):
    assert not is_called("曾国强", text)


@pytest.fixture
def unit(cast: Cast) -> int:
    """West: a committee with two branches below it, the second of which was founded first."""
    with everything("test", quiet=True):
        west = make.unit("西山电力")
        root = make.branch(west, "党委", kind="committee")
        second, first = make.branch(west, "二支部", parent=root), make.branch(west, "一支部", parent=root)
        below = make.branch(west, "二支部一组", parent=second, kind="group")
        for name in NAMES:
            make.member(first, name)
        make.member(below, "安组长")
        make.member(second, "周书记", "secretary")
        make.member(root, "郑委员", "committee")
        make.save()
        return west.id


def named(unit_id: int, **how: object) -> list[str]:
    with everything("test", quiet=True):
        return [row.name for row in people_of(unit_id, **how).items]


def test_people_stand_by_branch_as_in_the_tree_and_then_by_sound(unit: int):
    own = ["阿依古丽", "安娜", "李 四", "单雄", "王方", "王芳", "曾国强", "张三", "周敏"]
    assert named(unit) == ["郑委员", "周书记", "安组长", *own]


def test_pages_follow_each_other_without_a_gap_or_a_double(unit: int, monkeypatch: pytest.MonkeyPatch):
    whole = named(unit)
    monkeypatch.setattr(roll, "SIZE", 5)
    seen, cursor = [], None
    with everything("test", quiet=True):
        while True:
            page = people_of(unit, cursor=cursor)
            seen += [row.name for row in page.items]
            cursor = page.next_cursor
            if not cursor:
                break
    assert seen == whole


def test_somebody_who_goes_between_two_pages_takes_nobody_along(unit: int, monkeypatch: pytest.MonkeyPatch):
    whole = named(unit)
    monkeypatch.setattr(roll, "SIZE", 5)
    with everything("test", quiet=True):
        first = people_of(unit)
        first.items[-1].state = "ended"
        make.save()
        second = people_of(unit, cursor=first.next_cursor)
        assert [row.name for row in second.items] == whole[5:10]


@pytest.mark.parametrize("cursor", ["", "x", "W10=", "WzEsIDIsIDMsIDRd", "bnVsbA=="])
def test_a_cursor_that_does_not_fit_shows_the_first_page(unit: int, cursor: str):
    assert named(unit, cursor=cursor) == named(unit)


def test_the_order_tells_nothing_of_an_account_that_has_not_agreed(unit: int, cast: Cast):
    """Who was invited as 丁一 stands at D, whatever the account that the number belongs to is called."""
    with everything("test", quiet=True):
        branch = people_of(unit, text="周敏").items[0].branch
        make.membership(branch, make.user("赵真名"), state="invited", called="丁一")
        make.save()
    assert named(unit)[5] == "丁一"
    assert named(unit, text="赵") == named(unit, text="zzm") == [] and named(unit, text="dy") == ["丁一"]


def test_the_filters_go_together(app: Flask, cast: Cast, unit: int):
    assert named(unit, text="wf") == ["王方", "王芳"]
    assert named(unit, text="安") == ["安组长", "安娜"]
    assert named(unit, text="安", state="ended") == []


def test_another_unit_s_people_are_nobody_s(cast: Cast, unit: int):
    with entering(cast.dara.scope):
        assert not people_of(unit).items
