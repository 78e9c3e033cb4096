"""A roster as offices write it is read row by row, and each fault comes back as a sentence beside its row."""

import io
import time
from datetime import date

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from coop.units.roster.checks import check
from coop.units.roster.reading import read_roster
from coop.units.roster.rows import Known, Person, Plan, Post, Roster, RosterRefused
from coop.units.roster.sheets import COLUMNS, write_error_file, write_template
from coop.units.roster.values import (
    Unreadable,
    kind_by_name,
    read_date,
    read_name,
    read_path,
    read_phone,
    read_username,
)

HEADER = ("姓名", "手机号", "所在支部", "职务")
ANA = ("安娜", "13800138000", "党委/第一支部", "书记")
FIRST = ("党委", "第一支部")


def book(*rows: tuple[object, ...], merged: tuple[tuple[int, int, int, int, str], ...] = ()) -> io.BytesIO:
    """A workbook of these rows, each value written as its type."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"default_date_format": "yyyy-mm-dd"}) as workbook:
        sheet = workbook.add_worksheet()
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
        for area in merged:
            sheet.merge_range(*area)
    target.seek(0)
    return target


def text(*rows: tuple[str, ...], encoding: str = "utf-8", delimiter: str = ",") -> io.BytesIO:
    return io.BytesIO("\r\n".join(delimiter.join(row) for row in rows).encode(encoding))


def read(*rows: tuple[object, ...]) -> Roster:
    return read_roster("名单.xlsx", book(*rows))


def sentences(roster: Roster) -> list[tuple[int, str]]:
    return [(problem.row_number, str(problem.sentence)) for problem in roster.problems]


def plan(*rows: tuple[object, ...], known: Known | None = None, update: bool = False) -> Plan:
    roster = read(HEADER, *rows)
    return check(roster.rows, known or Known(), problems=roster.problems, update=update)


def test_a_workbook_becomes_typed_rows() -> None:
    header = ("姓名*", "手机号", "邮箱", "用户名", "上级组织路径/所在支部*", "组织类型", "职务", "任职开始", "任职届满")
    cells = (
        "安娜",
        13800138000,
        "Ana@Example.org",
        "ana",
        "党委/机关总支/第一支部",
        "党支部",
        "书记",
        date(2026, 1, 2),
        "2028年12月",
    )
    (row,) = read(header, cells).rows
    assert (row.name, row.phone, row.email, row.username) == ("安娜", "+8613800138000", "ana@example.org", "ana")
    assert (row.branch, row.branch_kind, row.role) == (("党委", "机关总支", "第一支部"), "branch", "secretary")
    assert (row.number, row.starts_on, row.ends_on) == (2, date(2026, 1, 2), date(2028, 12, 31))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_csv_in_every_office_encoding_reads_alike(encoding: str, delimiter: str) -> None:
    (row,) = read_roster("名单.CSV", text(HEADER, ANA, encoding=encoding, delimiter=delimiter)).rows
    assert (row.name, row.phone, row.branch, row.role) == ("安娜", "+8613800138000", FIRST, "secretary")


@pytest.mark.parametrize("header", [
    ("名字", "手机", "支部", "党内职务"), (" 姓 名 ", "联系电话（必填）", "所在党支部*", "职 务"),
    ("姓名：", "ＰＨＯＮＥ", "组织", "身份"),
    ("姓名", "电话", "上级组织路径", "职务"),
])  # fmt: skip
def test_a_header_is_understood_as_people_write_it(header: tuple[str, ...]) -> None:
    roster = read(("2026 年党员名册",), (), header, ANA)
    assert (roster.rows[0].number, roster.rows[0].branch, roster.problems) == (4, FIRST, ())


def test_a_parent_path_and_a_branch_name_are_joined() -> None:
    roster = read(("姓名", "手机", "上级组织路径", "所在支部"), ("安娜", "13800138000", "党委\\机关总支", "第一支部"))
    assert roster.rows[0].branch == ("党委", "机关总支", "第一支部")


def test_every_fault_of_every_row_is_told() -> None:
    roster = read(
        HEADER, ("", "123", "", "皇帝"), ANA, ("贲", "", "党委/第一支部", ""), ("=1+1", "13800138001", "党委", "")
    )
    told = sentences(roster)
    assert [number for number, _ in told] == [2, 2, 2, 2, 4, 5]
    assert {sentence[:3] for number, sentence in told if number == 2} == {"所在支", "姓名没", "手机号", "职务“"}
    assert "至少填一项" in told[4][1]
    assert len(roster.rows) == 4


def test_formulas_are_never_computed_and_never_names() -> None:
    csv = text(HEADER, ("=HYPERLINK(1)", "@SUM(1)", "+党委", "-1"), ("＝cmd", "13800138000", "党委", ""))
    roster = read_roster("a.csv", csv)
    assert {problem.row_number: problem.column for problem in roster.problems} == {2: "职务", 3: "姓名"}
    assert {problem.column for problem in roster.problems if problem.row_number == 2} == {
        "姓名",
        "手机号",
        "所在支部",
        "职务",
    }


def test_a_merged_branch_holds_for_all_its_rows() -> None:
    rows = (HEADER, ANA, ("贲", "13800138001", "", ""), ("陈", "13800138002", "", ""), ("达", "13800138003", "", ""))
    roster = read_roster("a.xlsx", book(*rows, merged=((1, 2, 3, 2, "党委/第一支部"),)))
    assert [row.branch for row in roster.rows] == [FIRST, FIRST, FIRST, ()]
    assert [number for number, _ in sentences(roster)] == [5]
    assert "合并单元格" in sentences(roster)[0][1]


@pytest.mark.parametrize("area", [(1, 1, 2, 1, "13800138000"), (1, 2, 2, 3, "党委"), (1, 0, 2, 0, "安娜")])
def test_a_merge_elsewhere_is_ambiguous_and_said_so(area: tuple[int, int, int, int, str]) -> None:
    roster = read_roster("a.xlsx", book(HEADER, ANA, ("贲", "13800138001", "党委/第一支部", ""), merged=(area,)))
    assert {number for number, sentence in sentences(roster) if "第 2–3 行" in sentence} == {2, 3}


def test_five_thousand_rows_take_seconds_and_one_more_is_refused() -> None:
    rows = [(f"成员{chr(0x4E00 + i)}", 13800000000 + i, f"党委/第{i % 50}支部", "成员") for i in range(5001)]
    file = book(("名册",), HEADER, *rows[:5000])
    began = time.process_time()
    roster = read_roster("a.xlsx", file)
    result = check(roster.rows, Known(), problems=roster.problems)
    assert time.process_time() - began < 3
    assert (result.count("create"), len(result.new_branches)) == (5000, 51)
    with pytest.raises(RosterRefused, match="最多导入 5000 行"):
        read_roster("a.xlsx", book(("名册",), HEADER, *rows))


def corners() -> io.BytesIO:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write(0, 0, "姓名")
        sheet.write(1_048_575, 16_383, "远")
    target.seek(0)
    return target


REFUSED = {
    "no header": (lambda: ("a.xlsx", book(("张三", "13800138000"), ("李四", "1"))), "缺少“姓名”、“所在支部”"),
    "no branch": (lambda: ("a.xlsx", book(("姓名", "手机", "年龄"), ("安娜", "1", "3"))), "缺少“所在支部”.*手机、年龄"),
    "two phones": (lambda: ("a.xlsx", book((*HEADER, "电话"), ANA)), "“手机号”和“电话”两列"),
    "header too low": (lambda: ("a.xlsx", book(*[("题",)] * 10, HEADER, ANA)), "缺少"),
    "only a header": (lambda: ("a.xlsx", book(HEADER)), "没有内容"),
    "empty sheet": (lambda: ("a.xlsx", book()), "空的"),
    "empty file": (lambda: ("a.xlsx", io.BytesIO()), "空文件"),
    "empty csv": (lambda: ("a.csv", io.BytesIO(b"\r\n")), "空文件"),
    "csv in no encoding": (lambda: ("a.csv", io.BytesIO(bytes(range(128, 256)) * 20)), "编码"),
    "xlsx named csv": (lambda: ("a.csv", book(HEADER, ANA)), "Excel 文件"),
    "csv named xlsx": (lambda: ("a.xlsx", text(HEADER, ANA)), "扩展名"),
    "csv named xls": (lambda: ("a.xls", text(HEADER, ANA)), "不是 .xls"),
    "broken xls": (lambda: ("a.xls", io.BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4000)), "读不出来"),
    "locked xlsx": (lambda: ("a.xlsx", io.BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4000)), "密码"),
    "half a file": (lambda: ("a.xlsx", io.BytesIO(book(HEADER, ANA).getvalue()[:3000])), "损坏"),
    "opposite corners": (lambda: ("a.xlsx", corners()), "读不出来"),
    "word": (lambda: ("a.docx", book(HEADER, ANA)), "请上传"),
    "long csv": (lambda: ("a.csv", text(HEADER, *[ANA] * 5001)), "最多导入 5000 行"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_gives_no_rows_is_refused_with_a_sentence(case: str) -> None:
    build, words = REFUSED[case]
    with pytest.raises(RosterRefused, match=words):
        read_roster(*build())


PHONES = {
    "13800138000": "+8613800138000", "138 0013 8000": "+8613800138000", "138-0013-8000": "+8613800138000",
    "+86 13800138000": "+8613800138000", "008613800138000": "+8613800138000",
    "１３８００１３８０００": "+8613800138000",
    "1.3800138001E10": "+8613800138001", "13800138000.0": "+8613800138000", "+852 9123 4567": "+85291234567", "": None,
}  # fmt: skip


@pytest.mark.parametrize("typed", PHONES)
def test_a_phone_number_has_one_written_form(typed: str) -> None:
    assert read_phone(typed) == PHONES[typed]


@pytest.mark.parametrize(
    "typed", ["1.38E+10", "12345", "010-62345678", "电话 13800138000", '="13800138000"', "1380013800a"]
)
def test_what_is_no_mobile_number_is_refused(typed: str) -> None:
    with pytest.raises(Unreadable, match="手机号"):
        read_phone(typed)


@pytest.mark.parametrize("typed", [
    "2026-11-20", "2026/11/20", "2026.11.20", "2026年11月20日", "20261120", "46346", "46346.0",
    "２０２６－１１－２０", "2026-11-20 00:00:00",
])  # fmt: skip
def test_a_day_is_read_as_excel_and_people_write_it(typed: str) -> None:
    assert read_date(typed) == date(2026, 11, 20)


@pytest.mark.parametrize("typed", ["2026-13-01", "2026-02-30", "明年", "1", "1820-01-01", "20/11/2026", "99999"])
def test_a_day_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(Unreadable, match="日期"):
        read_date(typed)


@pytest.mark.parametrize("typed", ["=1", "@x", "-张三", "#N/A", "123", "（）", "长" * 41, "'=cmd"])
def test_a_name_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(Unreadable):
        read_name(typed)


def test_names_and_paths_lose_their_stray_blanks() -> None:
    assert read_name(" 王\u3000明 ") == "王明"
    assert read_name("Mary  Ann") == "Mary Ann"
    assert read_path(" 党委 ／ 第一支部/ ") == FIRST
    with pytest.raises(Unreadable):
        read_username("13800138000")


def test_a_kind_follows_from_the_name() -> None:
    names = ("机关党委", "机关总支", "第一支部", "第二党小组", "青年团支部", "工会", "某处")
    assert [kind_by_name(n) for n in names] == [
        "committee",
        "general_branch",
        "branch",
        "group",
        "youth",
        "union",
        "branch",
    ]


def test_a_term_that_ends_before_it_begins_is_refused() -> None:
    roster = read((*HEADER, "任职开始", "任职届满"), (*ANA, "2026-05-01", "2026-04-30"))
    assert sentences(roster) == [(2, "任职届满早于任职开始。")]


def test_a_first_import_founds_branches_parents_first() -> None:
    result = plan(ANA, ("陈", "13800138001", "党委/机关总支/二支部", ""))
    assert [step.outcome for step in result.steps] == ["create", "create"]
    assert result.new_branches == (
        (("党委",), "committee"), (("党委", "机关总支"), "general_branch"), (FIRST, "branch"),
        (("党委", "机关总支", "二支部"), "branch"),
    )  # fmt: skip


def test_a_row_with_a_problem_founds_nothing() -> None:
    result = plan(("安娜", "坏", "党委/新支部", ""))
    assert (result.count("problem"), result.new_branches) == (1, ())


@pytest.mark.parametrize(
    "second", [("贲", "+86 138 0013 8000", "党委/第一支部", ""), ANA, ("贲", "13800138000", "党委/二支部", "")]
)
def test_a_phone_twice_names_both_rows(second: tuple[str, ...]) -> None:
    result = plan(ANA, second)
    assert [(p.row_number, str(p.sentence)) for p in result.problems] == [
        (2, "手机号“138 0013 8000”重复：第 2、3 行。"), (3, "手机号“138 0013 8000”重复：第 2、3 行。"),
    ]  # fmt: skip


def test_one_person_may_serve_in_two_branches() -> None:
    assert plan(ANA, ("安娜", "13800138000", "党委/二支部", "委员")).problems == ()


def test_a_lone_branch_name_is_found_or_called_ambiguous() -> None:
    known = Known(
        branches={
            ("党委",): "committee",
            FIRST: "branch",
            ("党委", "甲总支", "二支部"): "branch",
            ("党委", "二支部"): "branch",
        }
    )
    result = plan(("甲", "13800138001", "第一支部", ""), ("乙", "13800138002", "二支部", ""), known=known)
    assert [step.row.branch for step in result.steps] == [FIRST, ("二支部",)]
    assert [(p.row_number, "不止一个" in p.sentence) for p in result.problems] == [(3, True)]
    assert result.new_branches == ()


def test_a_branch_called_two_kinds_is_refused() -> None:
    roster = read((*HEADER, "组织类型"), (*ANA, "党支部"), ("贲", "13800138001", "党委/第一支部", "", "工会"))
    assert [p.row_number for p in check(roster.rows, Known()).problems] == [2, 3]
    assert [p.row_number for p in check(roster.rows, Known(branches={FIRST: "branch"})).problems] == [3]


KNOWN = Known(
    branches={("党委",): "committee", FIRST: "branch"},
    people=(
        Person(7, "安娜", phone="+8613800138000", posts={FIRST: Post("secretary")}),
        Person(8, "贲", phone="+8613800138001", email="ben@example.org"),
    ),
)


def test_the_same_file_twice_changes_nothing() -> None:
    assert [(s.outcome, s.person_id) for s in plan(ANA, known=KNOWN).steps] == [("unchanged", 7)]


def test_a_changed_row_waits_for_update_mode() -> None:
    changed = ("安娜", "13800138000", "党委/第一支部", "委员")
    assert "更新已有成员" in plan(changed, known=KNOWN).problems[0].sentence
    (step,) = plan(changed, known=KNOWN, update=True).steps
    assert (step.outcome, step.person_id, step.changes) == ("update", 7, ("职务",))


def test_an_empty_cell_never_takes_anything_away() -> None:
    assert [s.outcome for s in plan(("安娜", "13800138000", "第一支部", ""), known=KNOWN, update=True).steps] == [
        "unchanged"
    ]


def test_somebody_known_joins_a_further_branch() -> None:
    assert [(s.outcome, s.person_id) for s in plan(("贲", "13800138001", "党委", ""), known=KNOWN).steps] == [
        ("create", 8)
    ]


def test_a_row_that_mixes_two_people_up_is_refused() -> None:
    roster = read((*HEADER, "邮箱"), (*ANA, "ben@example.org"))
    assert "分属不同的人：安娜、贲" in check(roster.rows, KNOWN, update=True).problems[0].sentence


def test_a_row_without_a_person_founds_a_branch_once() -> None:
    result = plan(("", "", "党委/新支部", ""), ("", "", "党委/第一支部", ""), known=KNOWN)
    assert [s.outcome for s in result.steps] == ["create", "unchanged"]
    assert result.new_branches == ((("党委", "新支部"), "branch"),)


def test_the_template_comes_back_without_a_fault() -> None:
    target = io.BytesIO()
    write_template(target)
    target.seek(0)
    with pytest.raises(RosterRefused, match="没有内容"):
        read_roster("模板.xlsx", target)  # the example row is read over
    workbook = CalamineWorkbook.from_object(io.BytesIO(target.getvalue()))
    assert workbook.sheet_names == ["成员", "填写说明"]
    assert workbook.get_sheet_by_index(0).to_python()[0] == [heading for heading, _ in COLUMNS]
    assert b"<dataValidations" in io_part(target, "xl/worksheets/sheet1.xml")


def io_part(target: io.BytesIO, part: str) -> bytes:
    import zipfile

    with zipfile.ZipFile(target) as archive:
        return archive.read(part)


def test_the_error_file_holds_the_rows_as_they_came_with_reasons_and_no_formula() -> None:
    roster = read_roster("a.csv", text(HEADER, ANA, ("=1+1", "http://x", "+党委", "皇帝")))
    target = io.BytesIO()
    write_error_file(target, roster, check(roster.rows, Known(), problems=roster.problems).problems)
    rows = CalamineWorkbook.from_object(io.BytesIO(target.getvalue())).get_sheet_by_index(0).to_python()
    assert rows[0] == [*HEADER, "未导入原因", "原行号"]
    assert rows[1][:4] == ["=1+1", "http://x", "+党委", "皇帝"]
    assert "职务“皇帝”不认识" in rows[1][4]
    assert rows[1][5] == "3"
    assert len(rows) == 2
    assert b"<f>" not in io_part(target, "xl/worksheets/sheet1.xml")
    assert b"hyperlink" not in io_part(target, "xl/worksheets/sheet1.xml")
