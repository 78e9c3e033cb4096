"""E6: an agenda is typed as one writes it on paper, and what cannot be read is refused with its line."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop.activities.agenda import Item, read_agenda, write_agenda
from coop.core.errors import Invalid

TWO, LONG = timedelta(hours=14), timedelta(hours=2, minutes=30)
WORDS = st.text("集合签到看现场，、小结abc12", min_size=1, max_size=20).filter(
    lambda text: text[0] not in "，、0123456789"
)


def read(text: str, begins: timedelta = TWO, lasts: timedelta = LONG) -> list[Item]:
    return read_agenda(text, begins=begins, lasts=lasts)


@pytest.mark.parametrize(
    ("line", "item"),
    [
        ("14:00 集合 ｜ 安娜", Item(0, "集合", "安娜")),
        ("14：15 看现场|陈立", Item(15, "看现场", "陈立")),
        ("14点30分 小结", Item(30, "小结")),
        ("15点 合影", Item(60, "合影")), ("14:20 分组讨论", Item(20, "分组讨论")), ("15点分组", Item(60, "分组")),
        ("15:00-15:20 讲评 ｜ 安娜、陈立", Item(60, "讲评", "安娜、陈立")),
        ("16:30 散会", Item(150, "散会")),
    ],
)
def test_the_ways_in_which_people_write_a_line(line: str, item: Item):
    assert read(line) == [item]


def test_blank_lines_say_nothing():
    assert [item.what for item in read("\n14:00 甲\n\n  \n14:30 乙\n")] == ["甲", "乙"]
    assert read("") == []


def test_after_midnight_belongs_to_the_evening_before():
    assert read("00:30 返程", begins=timedelta(hours=20), lasts=timedelta(hours=6)) == [Item(270, "返程")]


@pytest.mark.parametrize(
    ("text", "said"),
    [("集合", "第 1 行看不懂"), ("14:00", "第 1 行看不懂"), ("14:00 甲\n25:00 乙", "第 2 行的时间不对"),
     ("14:00 甲\n14:75 乙", "第 2 行的时间不对"), ("13:00 早到", "不在活动的起止时间"), ("17:00 晚饭", "不在活动的起止时间"),
     ("15:00 甲\n14:30 乙", "第 2 行比上一行早"), ("14:00 " + "长" * 81, "第 1 行太长"),
     ("\n".join(["14:00 甲"] * 21), "最多 20 项")],
)  # fmt: skip
def test_what_cannot_stand_is_refused_with_its_line(text: str, said: str):
    with pytest.raises(Invalid) as refused:
        read(text)
    assert said in refused.value.sentence and refused.value.field == "agenda"


@given(
    st.lists(st.builds(Item, st.integers(0, 600), WORDS, st.just("") | WORDS), max_size=20),
    st.integers(0, 24 * 60 - 1),
)
def test_what_is_written_is_read_back_the_same(items: list[Item], begins: int):
    ordered = sorted(items, key=lambda item: item.minutes)
    start = timedelta(minutes=begins)
    assert read(write_agenda(ordered, begins=start), begins=start, lasts=timedelta(minutes=600)) == ordered
