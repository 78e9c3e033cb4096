"""The header row is found where people put it and understood as people write it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coop.core.sentences import say
from coop.units.roster.rows import RosterRefused

WITHIN = 10  # rows from the top of what is written
HEADINGS = {
    "name": "姓名", "phone": "手机号", "email": "邮箱", "username": "用户名", "branch": "所在支部",
    "parent": "上级组织路径", "kind": "组织类型", "role": "职务", "starts_on": "任职开始", "ends_on": "任职届满",
}  # fmt: skip
SYNONYMS = {
    "name": "姓名 名字 人员姓名 党员姓名 成员姓名 真实姓名 name",
    "phone": "手机号 手机 手机号码 电话 电话号码 联系电话 联系方式 移动电话 phone mobile tel",
    "email": "邮箱 电子邮箱 电子邮件 邮件 邮箱地址 email mail e-mail",
    "username": "用户名 账号 帐号 登录名 登录账号 工号 username account",
    "branch": "所在支部 支部 党支部 所在党支部 支部名称 所属支部 组织 所在组织 所属组织 组织名称 党组织 "
    "所在党组织 组织路径 上级组织路径/所在支部 所在支部/上级组织路径 branch",
    "parent": "上级组织路径 上级组织 上级 上级党组织 上级路径 parent",
    "kind": "组织类型 支部类型 组织类别 类型 kind",
    "role": "职务 党内职务 支部职务 角色 身份 岗位 role",
    "starts_on": "任职开始 任职时间 任职日期 任职开始日期 开始日期 当选日期 任期开始 start",
    "ends_on": "任职届满 届满 届满日期 届满时间 任职结束 任期届满 任期结束 结束日期 end",
}


def plain(text: str) -> str:
    """A heading without width, case, blanks, stars and remarks in brackets."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"\(.*?\)|[\s*:_\ufeff]", "", folded)


_MEANING = {plain(word): column for column, words in SYNONYMS.items() for word in words.split()}


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header stands and which column means what."""

    row_number: int
    places: Mapping[str, int]

    def cell(self, column: str, cells: Sequence[str]) -> str:
        """A row's cell of that meaning; empty where the sheet has no such column."""
        place = self.places.get(column)
        return cells[place] if place is not None and place < len(cells) else ""


def find_header(rows: Mapping[int, Sequence[str]]) -> Header:
    """The first of the top rows that names both a person and a branch; refuses by saying what was found instead."""
    top = list(rows.items())[:WITHIN]
    if not top:
        raise RosterRefused(say("这个表格是空的。请下载模板，填好后再上传。"))
    number, cells = max(top, key=lambda row: len(_meanings(row[1])))
    places = _places(cells)
    if "branch" not in places and "parent" in places:
        places["branch"] = places.pop("parent")
    missing = [HEADINGS[column] for column in ("name", "branch") if column not in places]
    if missing:
        raise _missing(missing, cells, number)
    return Header(number, places)


def _meanings(cells: Sequence[str]) -> set[str]:
    return {_MEANING[plain(cell)] for cell in cells if plain(cell) in _MEANING}


def _places(cells: Sequence[str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, cell in enumerate(cells):
        column = _MEANING.get(plain(cell))
        if column and column in places:
            first, heading = cells[places[column]], HEADINGS[column]
            raise RosterRefused(
                say("“%(one)s”和“%(two)s”两列都像“%(as)s”，请只留一列。", one=first, two=cell, **{"as": heading})
            )
        if column:
            places[column] = place
    return places


def _missing(missing: list[str], cells: Sequence[str], number: int) -> RosterRefused:
    found = "、".join(cell[:20] for cell in cells[:20] if cell)
    names = "、".join(f"“{heading}”" for heading in missing)
    return RosterRefused(
        say("表头缺少%(names)s。最像表头的是第 %(row)s 行：%(found)s。", names=names, row=number, found=found)
    )
