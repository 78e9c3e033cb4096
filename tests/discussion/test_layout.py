"""Pure rules: what becomes a link or a name, and where days, heads and the line of new words stand."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from coop.core.clock import CHINA
from coop.core.errors import Invalid
from coop.discussion.linking import pieces
from coop.discussion.log import lay_out
from coop.discussion.wording import checked, preview

NOON = datetime(2026, 11, 20, 12, tzinfo=CHINA)


def cut(text: str, *names: str) -> list[tuple[str, str]]:
    return [(piece.kind, piece.text) for piece in pieces(text, list(names))]


def test_an_address_ends_where_the_sentence_goes_on():
    assert cut("见https://a.example/x?y=1，再说") == [("text", "见"), ("link", "https://a.example/x?y=1"), ("text", "，再说")]
    assert cut("(http://a.example).") == [("text", "("), ("link", "http://a.example"), ("text", ").")]


@pytest.mark.parametrize("text", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "ftp://a", "www.a.example"])
def test_only_http_and_https_become_links(text):
    assert cut(text) == [("text", text)]


def test_names_are_marked_only_where_they_were_called():
    assert cut("@陈立新 @陈立 看", "陈立", "陈立新") == [
        ("name", "@陈立新"), ("text", " "), ("name", "@陈立"), ("text", " 看"),
    ]  # fmt: skip
    assert cut("@陈立 看") == [("text", "@陈立 看")]


@given(some.text(max_size=200), some.lists(some.text(min_size=1, max_size=5), max_size=3))
def test_joined_pieces_are_the_text_again(text, names):
    assert "".join(piece.text for piece in pieces(text, names)) == text


@given(some.text(max_size=300))
def test_a_checked_text_has_no_control_and_no_direction_character(text):
    try:
        clean = checked(text)
    except Invalid:
        return
    assert not any(ord(sign) < 32 and sign not in "\n\t" for sign in clean) and "\u202e" not in clean


def test_a_preview_is_one_line():
    assert preview("安娜", "一\n二") == "安娜：一 二"
    assert len(preview("安娜", "长" * 500)) == 60


def said(seq: int, minutes: float, sender: int = 1, *, is_shown: bool = True) -> SimpleNamespace:
    return SimpleNamespace(
        seq=seq, id=seq, at=NOON + timedelta(minutes=minutes), sender_id=sender, sender_name="安娜", branch_id=3,
        sender_line="北方机械 第三支部", client_id="", text="话", mentions=[], is_shown=is_shown,
    )  # fmt: skip


def laid(*messages: SimpleNamespace, read: int | None = None) -> list:
    return lay_out(messages, read=read, me=9, day_of=lambda at: at.astimezone(CHINA).date())


def test_a_head_is_not_repeated_within_five_minutes_of_the_same_person():
    lines = laid(said(1, 0), said(2, 4), said(3, 10), said(4, 11, sender=2), said(5, 12, is_shown=False), said(6, 13))
    assert [line.follows for line in lines] == [False, True, False, False, False, False]


def test_a_day_begins_at_midnight_in_china():
    lines = laid(said(1, 0), said(2, 719), said(3, 720))
    assert [line.day and line.day.day for line in lines] == [20, None, 21]


def test_new_begins_once_with_the_first_foreign_word_after_the_place_that_was_read():
    lines = laid(said(1, 0), said(2, 1, sender=9), said(3, 2), said(4, 3), read=1)
    assert [line.is_first_new for line in lines] == [False, False, True, False]
    assert not any(line.is_first_new for line in laid(said(1, 0), said(2, 1), read=None))
