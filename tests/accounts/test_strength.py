"""A-02: what a password may be, and which ones are guessed too soon."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from coop.accounts.passwords import hashing
from coop.accounts.passwords.strength import TOO_COMMON, TOO_LONG, TOO_NEAR, TOO_SHORT, find_fault
from coop.accounts.passwords.words import common

ABOUT = ["北方机械", "第三支部", "安娜", "+8613912345678", "anna.zh@north.cn"]


@pytest.mark.parametrize("password", [
    "长而好记的一句话-2026", "今天食堂的鱼很新鲜也不贵", "correct horse battery", "a9Kd!2mPz_qW", "🐟 食堂 周五 排骨 真香",
    "ñandú über straße Ω",
    "秋天 的 第一 场 雨 下 得", "词" * 3 + "山川湖海日月星辰" * 4,
])  # fmt: skip
def test_any_characters_make_a_password(password):
    assert find_fault(password, ABOUT) is None


@pytest.mark.parametrize("password", [
    "passwordpassword", "Password12345!", "qwertyuiop12345", "1qaz2wsx3edc4rfv", "aaaaaaaaaaaa", "abcdefghijklmnop",
    "123456789012", "woaini1314520", "5201314520131", "zhongguogongchandang", "不忘初心牢记使命2026!", "wo ai zhong guo",
    "床前明月光疑是地上霜举头", "一一一一一一一一一一一一", "            ", "19900101199001", "Ｐａｓｓｗｏｒｄ１２３４５",
])  # fmt: skip
def test_what_many_people_choose_is_refused(password):
    assert find_fault(password, ABOUT) == TOO_COMMON


@pytest.mark.parametrize("password", [
    "北方机械北方机械2026", "beifangjixie2026", "disanzhibu12345", "安娜13912345678", "anna.zh@north",
    "互联共建互联共建coop", "hulian2026coop",
])  # fmt: skip
def test_names_around_the_person_are_refused(password):
    assert find_fault(password, ABOUT) in (TOO_NEAR, TOO_COMMON)


def test_names_are_harmless_to_somebody_else():
    assert find_fault("沈阳铁西机床附件厂老宿舍", ["沈阳铁西机床附件厂老宿舍"]) == TOO_NEAR
    assert find_fault("沈阳铁西机床附件厂老宿舍", ["安娜"]) is None


@given(st.text(max_size=11))
def test_eleven_characters_are_too_few(password):
    assert len(password) > 11 or find_fault(password) in (TOO_SHORT, TOO_COMMON, None)
    if password.isascii():
        assert find_fault(password) == TOO_SHORT


def test_a_hundred_and_twenty_eight_are_taken_and_one_more_is_not():
    words = "山川湖海日月星辰风雨雷电春夏秋冬东西南北"
    assert find_fault((words * 10)[:128]) is None
    assert find_fault((words * 10)[:129]) == TOO_LONG


def test_nothing_of_a_long_password_is_cut_off(context):
    long = "山川湖海日月星辰风雨雷电" * 10
    kept = hashing.keep(long)
    assert hashing.matches(long, kept)[0]
    assert not hashing.matches(long[:-1], kept)[0]


def test_the_offline_list_has_more_than_ten_thousand_common_passwords_in_both_languages():
    assert len(set(FREQUENCY_LISTS["passwords"]) | set(common())) > 10_000
    assert {"woaini", "我爱你", "gongchandang", "为人民服务"} <= set(common())


def test_a_full_width_keyboard_types_the_same_password(context):
    assert hashing.matches("ａｂｃ－食堂的鱼－１２３", hashing.keep("abc-食堂的鱼-123"))[0]
