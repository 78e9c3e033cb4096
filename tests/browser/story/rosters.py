"""Three units' lists of sixty people each, as their offices would keep them: two workbooks and one CSV in GBK."""

from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

HEADER = ("姓名", "手机号", "邮箱", "用户名", "上级组织路径/所在支部", "职务")
FAMILY = "赵钱孙李周吴郑王冯褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶"
GIVEN = ("志远", "晓梅", "建国", "文静", "海涛", "丽华", "国强", "雅琴")
Row = tuple[str, ...]


@dataclass(frozen=True)
class House:
    """A unit: its administrator by name and number, and those of its people whom the story follows."""

    name: str
    short: str
    kind: str
    admin: str
    phone: str
    prefix: str
    branches: tuple[str, ...]
    cast: tuple[Row, ...]


def ours(name: str, login: str, branch: str, role: str = "") -> Row:
    """A row of somebody with one sign-in name, of whichever kind it is."""
    phone, email = (login if login.isdigit() else ""), (login if "@" in login else "")
    return (name, phone, email, "" if phone or email else login, f"党委/{branch}", role)


NORTH = House(
    "北方机械集团有限公司", "北方机械", "company", "诺拉", "13900000001", "1380001", ("机关支部", "第二支部", "第三支部"),
    (ours("安娜", "13810000001", "第三支部", "书记"), ours("秦川", "qinchuan", "第三支部", "内勤"),
     ours("贲向阳", "ben@north.example.org", "第三支部"), ours("裴小雨", "13810000004", "第三支部"),
     ours("姜宁", "jiangning", "第二支部", "书记")),
)  # fmt: skip
SOUTH = House(
    "南港物流有限公司", "南港物流", "company", "苏南", "13900000002", "1380002", ("第一支部", "第二支部", "车队支部"),
    (ours("陈立", "chenli", "第一支部", "书记"), ours("苏晴", "suqing@south.example.org", "第一支部", "内勤"),
     ours("马跃", "13820000003", "第一支部")),
)  # fmt: skip
EAST = House(
    "东湖实验学校", "东湖学校", "school", "郭东", "13900000003", "1380003", ("教工支部", "退休支部", "后勤支部"),
    (ours("达拉", "13830000001", "教工支部", "书记"),),
)  # fmt: skip


def rows(house: House) -> list[Row]:
    """The cast of the house and others, sixty in all."""
    others = [
        ours(FAMILY[number % 30] + GIVEN[number % 8], f"{house.prefix}{number:04}", house.branches[number % 3])
        for number in range(60 - len(house.cast))
    ]
    return [*house.cast, *others]


def spoiled(people: list[Row]) -> list[Row]:
    """As such lists come: a number too short, one written twice, somebody without a branch."""
    wrong = list(people)
    wrong[20] = (wrong[20][0], "1380", *wrong[20][2:])
    wrong[31] = (wrong[31][0], wrong[30][1], *wrong[31][2:])
    wrong[44] = (*wrong[44][:4], "", wrong[44][5])
    return wrong


def workbook(path: Path, people: list[Row]) -> Path:
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("党员名册")
        for place, row in enumerate((HEADER, *people)):
            sheet.write_row(place, 0, row)
    return path


def gbk(path: Path, people: list[Row]) -> Path:
    lines = [",".join(row) for row in (HEADER, *people)]
    path.write_bytes("\r\n".join(lines).encode("gbk"))
    return path
