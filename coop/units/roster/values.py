"""One cell of a roster becomes one typed value, or one sentence that tells people what to change."""

from __future__ import annotations

import calendar
import re
import unicodedata
from datetime import date, timedelta

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from phonenumbers import PhoneNumberType

from coop.core.sentences import Sentence, say
from coop.core.text.cells import is_formula
from coop.units.roster.columns import plain
from coop.units.roster.rows import KINDS, ROLES, BranchPath


class Unreadable(Exception):
    """A cell gives no value; `sentence` says why."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence


_KIND_WORDS = {**KINDS, **{value: value for value in KINDS.values()}} | {
    "总支": "general_branch", "支部": "branch", "小组": "group", "联合": "joint", "联合党支部": "joint",
    "临时": "temporary",
    "临时党支部": "temporary", "党工委": "committee", "党组": "committee", "共青团": "youth", "居委会": "community",
}  # fmt: skip
_KIND_BY_NAME = (
    ("团支部", "youth"), ("团委", "youth"), ("工会", "union"), ("临时", "temporary"), ("联合", "joint"),
    ("总支", "general_branch"),
    ("党委", "committee"), ("党工委", "committee"), ("小组", "group"), ("支部", "branch"),
    ("社区", "community"), ("队", "team"),
)  # fmt: skip
_ROLE_WORDS = {**ROLES, **{value: value for value in ROLES.values()}} | {
    "支部书记": "secretary", "党支部书记": "secretary", "党委书记": "secretary", "总支书记": "secretary",
    "第一书记": "secretary",
    "支部副书记": "deputy", "组织委员": "committee", "宣传委员": "committee", "纪检委员": "committee",
    "支部委员": "committee",
    "青年委员": "committee", "统战委员": "committee", "保密委员": "committee", "党员": "member",
    "普通党员": "member", "正式党员": "member",
    "预备党员": "member", "群众": "guest", "联络员": "clerk", "党务干事": "clerk", "": "member",
}  # fmt: skip
_MOBILE = {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE}
_SEPARATORS = re.compile(r"\s*[/\\>→|]+\s*")
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2})?\s*日?)?(?:[ T]+\d{1,2}:\d{2}(:\d{2})?)?")
_ERROR = re.compile(r"#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!)|错误", re.IGNORECASE)
EARLIEST, LATEST = date(1921, 7, 1), date(2100, 12, 31)


def folded(text: str) -> str:
    """Full-width letters and digits as plain ones, one blank for many."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text).replace("\u200b", "")).strip()


def read_name(cell: str) -> str:
    """A person's name, up to 40 characters; refuses formulas, error values and bare numbers."""
    name = re.sub(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])", "", folded(cell))
    if not name:
        raise Unreadable(say("姓名没有填。"))
    if is_formula(cell) or _ERROR.search(name) or name[0] in "=+-@'\"":
        raise Unreadable(say("姓名“%(cell)s”像是公式，请直接填写文字。", cell=cell[:40]))
    if not re.search(r"[^\W\d_]", name) or len(name) > 40:
        raise Unreadable(say("姓名“%(cell)s”不像人名，请检查。", cell=cell[:40]))
    return name


def read_phone(cell: str) -> str | None:
    """E.164 by the numbering plan, mainland China unless a + says otherwise; None where the cell is empty."""
    typed = folded(cell).replace(" ", "").strip("'")
    if not typed:
        return None
    if re.fullmatch(r"\d(\.\d+)?[eE]\+?\d+", typed):
        typed = _unfloat(typed)
    typed = re.sub(r"\.0+$", "", typed)
    if not re.fullmatch(r"\+?[\d()-]{5,24}", typed):  # the parser itself would find a number in any prose
        raise Unreadable(say("手机号“%(cell)s”不是电话号码。", cell=cell[:40]))
    try:
        number = phonenumbers.parse(typed, "CN")
    except phonenumbers.NumberParseException:
        raise Unreadable(say("手机号“%(cell)s”不是电话号码。", cell=cell[:40])) from None
    if not phonenumbers.is_valid_number(number) or phonenumbers.number_type(number) not in _MOBILE:
        raise Unreadable(say("手机号“%(cell)s”不是有效的手机号码。", cell=cell[:40]))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _unfloat(typed: str) -> str:
    """1.3812345678E10 still holds its eleven digits; 1.38E+10 has lost eight of them for good."""
    digits, exponent = re.split("[eE]", typed)
    if len(digits.replace(".", "")) < int(exponent) + 1:
        raise Unreadable(say("手机号变成了“%(cell)s”，后几位已经丢失。请把这一列设为文本后重填。", cell=typed))
    return digits.replace(".", "")


def read_email(cell: str) -> str | None:
    """A mailbox in lower case; whether it exists is not asked."""
    typed = folded(cell).replace(" ", "")
    if not typed:
        return None
    try:
        return validate_email(typed, check_deliverability=False).normalized.lower()
    except EmailNotValidError:
        raise Unreadable(say("邮箱“%(cell)s”的写法不对。", cell=cell[:60])) from None


def written(login: str) -> str:
    """A stored phone number as people here write it, 138 0013 8000; a foreign one keeps its country, other names stay."""
    own = login.removeprefix("+86")
    return f"{own[:3]} {own[3:7]} {own[7:]}" if len(own) == 11 and own != login else login


def read_username(cell: str) -> str | None:
    """2-32 letters, digits, dots, dashes; never digits alone, which would be somebody's phone number."""
    typed = folded(cell)
    if not typed:
        return None
    if not re.fullmatch(r"[^\W_][\w.-]{1,31}", typed):
        raise Unreadable(say("用户名“%(cell)s”不合要求：2 到 32 个字母、数字或汉字，可含点和横线。", cell=cell[:40]))
    if re.fullmatch(r"\d{7,}", typed):
        raise Unreadable(say("用户名“%(cell)s”全是数字，容易和手机号混淆，请加上字母。", cell=cell[:40]))
    return typed.lower()


def read_path(cell: str, parent: str = "") -> BranchPath:
    """Names from the top, at most eight of at most 60 characters."""
    parts = tuple(part for text in (parent, cell) for part in _SEPARATORS.split(folded(text)) if part)
    if not parts:
        raise Unreadable(say("所在支部没有填。与上一行相同时也要写上，或者合并单元格。"))
    if len(parts) > 8 or any(len(part) > 60 for part in parts):
        raise Unreadable(say("所在支部“%(cell)s”太长：最多 8 级，每级最多 60 字。", cell=cell[:40]))
    if any(part[0] in "=+-@" or _ERROR.search(part) for part in parts):
        raise Unreadable(say("所在支部“%(cell)s”像是公式，请直接填写文字。", cell=cell[:40]))
    return parts


def read_kind(cell: str) -> str | None:
    """The stored kind of branch; None where the cell is empty and the name has to tell."""
    return _choose(cell, _KIND_WORDS, "组织类型", KINDS) if plain(cell) else None


def kind_by_name(name: str) -> str:
    """What a branch is called mostly says what it is; a plain branch otherwise."""
    return next((kind for word, kind in _KIND_BY_NAME if word in name), "branch")


def read_role(cell: str) -> str | None:
    """The stored role; None where the cell is empty (a new member then, and no change to one who is there)."""
    return _choose(cell, _ROLE_WORDS, "职务", ROLES) if plain(cell) else None


def _choose(cell: str, words: dict[str, str], heading: str, shown: dict[str, str]) -> str:
    if value := words.get(plain(cell)):
        return value
    allowed = "、".join(shown)
    raise Unreadable(say("%(heading)s“%(cell)s”不认识，可以填：%(allowed)s。", heading=heading, cell=cell[:20], allowed=allowed))


def read_date(cell: str, *, at_end: bool = False) -> date | None:
    """A day as Excel, WPS and people write it; a month alone is its first day, or its last for an end."""
    typed = folded(cell)
    if not typed:
        return None
    try:
        day = _day(typed, at_end=at_end)
    except (ValueError, OverflowError):
        day = None
    if day is None or not EARLIEST <= day <= LATEST:
        raise Unreadable(say("日期“%(cell)s”读不懂，请写成 2026-11-20。", cell=cell[:40]))
    return day


def _day(typed: str, *, at_end: bool) -> date | None:
    if found := _DATE.fullmatch(typed):
        year, month = int(found[1]), int(found[2])
        return date(year, month, int(found[3] or (calendar.monthrange(year, month)[1] if at_end else 1)))
    if re.fullmatch(r"\d{8}", typed):
        return date(int(typed[:4]), int(typed[4:6]), int(typed[6:]))
    if re.fullmatch(r"\d{5}(\.\d+)?", typed):  # days since Excel's epoch
        return date(1899, 12, 30) + timedelta(days=int(float(typed)))
    return None
