"""Unlabelled Chinese text is read rightly or refused, and no cell becomes a formula."""

import pytest

from coop.core.errors import FileRefused
from coop.core.files.texts import decode
from coop.core.sentences import say
from coop.core.text.cells import is_formula

SIMPLE = "党建引领，互联共建\n第一支部与社区党委签订协议，共同开展主题党日活动。\n"
TRADITIONAL = "黨建引領，互聯共建\n第一支部與社區黨委簽訂協議，共同開展主題黨日活動。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "utf-32"])
@pytest.mark.parametrize("text", [SIMPLE, "姓名,手机号\n王小明,13800000000\n", "abc", "“三会一课”——2026年"])
def test_simplified_text_survives_every_office_encoding(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["big5", "gb18030", "utf-8", "utf-16"])
@pytest.mark.parametrize("text", [TRADITIONAL, "姓名,電話,所在支部\n陳大文,13900000000,黨委/機關總支\n"])
def test_big5_and_gb18030_are_told_apart(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    "content",
    [
        b"\x00\x01\x02\x03" * 40,
        bytes(range(256)),
        b"\xff\xfe\x00\xd8",
        b"MZ\x90\x00\x03\x00\x00\x00",
        b"\xef\xbb\xbf\xff",
        b"a\x1bb",
    ],
)
def test_what_is_no_text_is_refused_and_never_guessed(content: bytes) -> None:
    with pytest.raises(FileRefused, match="编码"):
        decode(content)


def test_line_ends_become_plain() -> None:
    assert decode("甲\r\n乙\r丙\n".encode()) == "甲\n乙\n丙\n"


LEADS = ["=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠"]
WRAPS = ["{}1+1", '"{}1+1', "'{}cmd|' /C calc'!A0", " {}SUM(A1)", "\u3000{}A1", "“{}HYPERLINK(1)"]


@pytest.mark.parametrize("lead", LEADS)
@pytest.mark.parametrize("wrap", WRAPS)
def test_sixty_six_payloads_are_known_for_formulas(lead: str, wrap: str) -> None:
    """C-02."""
    assert is_formula(wrap.format(lead))


@pytest.mark.parametrize("cell", ["张三", "-3", "+8613800000000", "3.5", "", "a=b", "2026-11-20", "第一支部（-）"])
def test_ordinary_cells_are_none(cell: str) -> None:
    assert not is_formula(cell)


def test_a_refusal_is_shown_at_the_file_field_with_its_template() -> None:
    refused = FileRefused(say("最多 %(most)s MB。", most=50))
    assert (refused.status, refused.field, str(refused)) == (422, "file", "最多 50 MB。")
    assert refused.sentence.values == {"most": 50}


def test_a_sentence_remembers_its_template() -> None:
    sentence = say("第 %(row)s 行缺姓名。", row=3)
    assert sentence == "第 3 行缺姓名。"
    assert (sentence.template, sentence.values) == ("第 %(row)s 行缺姓名。", {"row": 3})
