"""The two workbooks that go back to people: an empty template, and their own rows with the reasons beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import BinaryIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from coop.units.roster.rows import EXAMPLE_NAME, KINDS, ROLES, Problem, Roster
from coop.units.roster.tables import MOST_ROWS

PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
COLUMNS = (
    ("姓名*", 12), ("手机号", 16), ("邮箱", 24), ("用户名", 14), ("上级组织路径/所在支部*", 34),
    ("组织类型", 12), ("职务", 10), ("任职开始", 13), ("任职届满", 13),
)  # fmt: skip
EXAMPLE = (
    EXAMPLE_NAME, "13800138000", "zhangsan@example.org", "zhangsan", "党委/机关总支/第一支部",
    "党支部", "书记", "2026-01-01", "2028-12-31",
)  # fmt: skip
EXPLANATION = (
    "一行一个人；同一个人在几个支部任职，就写几行，登录信息相同。",
    "带 * 的列必填。手机号、邮箱、用户名至少填一项，用来登录。",
    "所在支部写完整路径，从最上级写起，用 / 隔开，例如：党委/机关总支/第一支部。没有的组织会自动建立。",
    "只建立组织、还没有人：只填“上级组织路径/所在支部”和“组织类型”，其他留空。",
    "组织类型可以不填，按名称判断；职务不填就是成员。两列都可以从下拉列表里选。",
    "日期写成 2026-11-20。只写年月也可以。",
    "先试运行：系统检查每一行，不写入任何内容；有问题的行可以下载，最后一列写着原因。",
    "更新已有成员：按登录信息找到本人，填了的格子以表格为准，空着的格子保持不变。",
    "一次最多 5,000 行。也可以用 .csv 文件（UTF-8 或 GB18030）。",
)


def write_template(target: BinaryIO) -> None:
    """Headings, one example row, drop-down lists, and a second sheet that explains the columns."""
    with xlsxwriter.Workbook(target, {"in_memory": True, **PLAIN}) as book:
        sheet = book.add_worksheet("成员")
        text = book.add_format({"num_format": "@"})  # text keeps leading zeros and long numbers as they are typed
        grey = book.add_format({"num_format": "@", "font_color": "#6b7280", "italic": True})
        _head(sheet, [heading for heading, _ in COLUMNS], book.add_format({"bold": True, "bg_color": "#fde8e8"}))
        for place, (_, width) in enumerate(COLUMNS):
            sheet.set_column(place, place, width, text)
            sheet.write_string(1, place, EXAMPLE[place], grey)
        for place, choices in ((5, KINDS), (6, ROLES)):
            sheet.data_validation(1, place, MOST_ROWS, place, {"validate": "list", "source": list(choices)})
        _explain(book.add_worksheet("填写说明"), book.add_format({"text_wrap": True, "valign": "top"}))


def write_error_file(target: BinaryIO, roster: Roster, problems: Iterable[Problem]) -> None:
    """The rows that were not imported, as they came, and beside each why: correct them and upload the file again."""
    reasons: dict[int, list[str]] = defaultdict(list)
    for problem in problems:
        reasons[problem.row_number].append(problem.sentence)
    width = max([len(roster.header), *(len(roster.cells[number]) for number in reasons)])
    with xlsxwriter.Workbook(target, {"in_memory": True, **PLAIN}) as book:
        sheet = book.add_worksheet("未导入")
        _head(sheet, [*_padded(roster.header, width), "未导入原因", "原行号"], book.add_format({"bold": True}))
        sheet.set_column(0, width - 1, 16, book.add_format({"num_format": "@"}))
        sheet.set_column(width, width, 60)
        for place, number in enumerate(sorted(reasons), start=1):
            cells = [
                *_padded(roster.cells[number], width),
                "；".join(r.rstrip("。") for r in reasons[number]),
                str(number),
            ]
            for column, cell in enumerate(cells):
                sheet.write_string(place, column, cell)


def _head(sheet: Worksheet, headings: Iterable[str], bold: Format) -> None:
    for place, heading in enumerate(headings):
        sheet.write_string(0, place, heading, bold)
    sheet.freeze_panes(1, 0)


def _explain(sheet: Worksheet, wrapped: Format) -> None:
    sheet.set_column(0, 0, 90, wrapped)
    for place, line in enumerate(EXPLANATION):
        sheet.write_string(place, 0, line)


def _padded(cells: tuple[str, ...], width: int) -> list[str]:
    return [*cells, *[""] * (width - len(cells))]
