"""A5: a spreadsheet comes in by dry run and confirmation; nothing is half-done, nothing tells who is registered elsewhere."""

import io
import re
from pathlib import Path

import pytest
import xlsxwriter
from flask import Flask
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from coop.accounts.models import User
from coop.core.clock import now
from coop.core.events import Pending
from coop.core.outbox import drain
from coop.core.scope import entering, everything
from coop.extensions import db
from coop.units.models import Branch, Membership, RosterImport, Unit
from coop.units.queries.imports import paths_of
from tests import factories as make
from tests.cast import Cast, Person
from tests.units.pages import csrf, send

HEADER = ("姓名", "手机号", "邮箱", "用户名", "上级组织路径/所在支部", "职务")
Row = tuple[str, ...]


def book(*rows: Row, merged: tuple[int, int, int, int, str] | None = None) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"strings_to_formulas": False}) as workbook:
        sheet = workbook.add_worksheet()
        for place, row in enumerate((HEADER, *rows)):
            sheet.write_row(place, 0, row)
        if merged:
            sheet.merge_range(*merged)
    return target.getvalue()


def unit_id(_: Cast) -> int:
    """Asked of the database: a reaction that ran in between has closed the cast's session."""
    with everything("test", quiet=True):
        return db.session().scalar(select(Unit.id).where(Unit.name == "北方机械"))


def bring(app: Flask, cast: Cast, content: bytes, name: str = "名单.xlsx", *, by: Person | None = None, **fields: str):
    """Upload for a dry run; the answer leads to the plan."""
    client, path = (by or cast.nora).visit(app), f"/units/{unit_id(cast)}/import"
    token = csrf(client.get(path).text)
    fields = {"csrf_token": token, "file": (io.BytesIO(content), name), **fields}
    return client.post(path, data=fields, content_type="multipart/form-data")


def plan_of(app: Flask, cast: Cast, content: bytes, **how: str) -> tuple[str, str]:
    """The address of the dry run and its page."""
    answer = bring(app, cast, content, **how)
    assert answer.status_code == 303, answer.text
    address = answer.headers["Location"]
    return address, cast.nora.visit(app).get(address).text


def carry_out(app: Flask, cast: Cast, content: bytes, **how: str) -> str:
    """Dry run, confirmation, and all portions; the page that says what became of it."""
    address, _ = plan_of(app, cast, content, **how)
    assert send(cast.nora.visit(app), f"{address}/confirmation", address).status_code == 303
    drain()
    return cast.nora.visit(app).get(address).text


def bare(page: str) -> str:
    """What the page says, without the values of its hidden fields and its own address."""
    return re.sub(r'(value|action|href|data-draft)="[^"]*"', "", page.split("<main")[1])


def names(cast: Cast) -> dict[str, Membership]:
    with everything("test", quiet=True):
        rows = db.session().scalars(select(Membership).where(Membership.unit_id == unit_id(cast)))
        return {row.called: row for row in rows if row.called}


def test_the_template_can_be_filled_and_read_again(app: Flask, cast: Cast):
    answer = cast.nora.visit(app).get(f"/units/{unit_id(cast)}/import/template.xlsx")
    assert "filename*=UTF-8''" in answer.headers["Content-Disposition"]
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.data)).get_sheet_by_index(0).to_python()
    assert rows[0][0] == "姓名*"


def test_a_dry_run_writes_nothing_and_a_confirmation_writes_the_same_plan(app: Flask, cast: Cast):
    content = book(("周敏", "13700000101", "", "", "党委/第四支部", "书记"),
                   ("吴芳", "", "fang@example.org", "", "党委/第四支部", ""),
                   ("", "", "", "", "党委/第五支部", ""), ("坏行", "12", "", "", "党委/第四支部", ""))  # fmt: skip
    address, page = plan_of(app, cast, content)
    assert "新增 3 行" in page and "新建组织 2 个" in page and "1 行有问题" in page and "不是电话号码" in page
    assert not names(cast)
    assert send(cast.nora.visit(app), f"{address}/confirmation", address).status_code == 303
    assert "正在写入" in cast.nora.visit(app).get(address).text
    drain()
    assert "新增 3 行" in cast.nora.visit(app).get(address).text
    assert {name: (row.role, row.state, row.user.state) for name, row in names(cast).items()} == {
        "周敏": ("secretary", "active", "invited"), "吴芳": ("member", "active", "invited"),
    }  # fmt: skip
    with everything("test", quiet=True):
        assert ("党委", "第五支部") in paths_of(unit_id(cast)).values()


def test_a_confirmation_counts_once(app: Flask, cast: Cast):
    address, _ = plan_of(app, cast, book(("周敏", "13700000101", "", "", "党委/第四支部", "")))
    nora = cast.nora.visit(app)
    assert send(nora, f"{address}/confirmation", address).status_code == 303
    assert send(nora, f"{address}/confirmation", f"/units/{unit_id(cast)}/import").status_code == 409
    drain()
    assert len(names(cast)) == 1


def test_the_same_file_again_changes_nothing(app: Flask, cast: Cast):
    content = book(("周敏", "13700000101", "", "", "党委/第四支部", "书记"))
    carry_out(app, cast, content)
    _, page = plan_of(app, cast, content)
    assert "新增 0 行" in page and "1 行和原来一样" in page and "正式导入" not in page


def test_update_mode_changes_what_is_filled_in_and_tells_the_person(app: Flask, cast: Cast):
    carry_out(app, cast, book(("周敏", "13700000101", "", "", "党委/第四支部", "")))
    changed = book(("周敏", "13700000101", "min@example.org", "", "党委/第四支部", "书记"))
    _, page = plan_of(app, cast, changed)
    assert "1 行有问题" in page and "更新已有成员" in page
    page = carry_out(app, cast, changed, updates="y")
    assert "更新 1 行" in page, bare(page)
    row = names(cast)["周敏"]
    assert (row.role, row.user.email, row.user.phone) == ("secretary", "min@example.org", "+8613700000101")


def test_a_correction_to_a_number_that_somebody_has_is_left_out_and_stops_nothing(app: Flask, cast: Cast):
    with everything("test", quiet=True):
        taken = cast.chen.user.phone.removeprefix("+86")
    carry_out(app, cast, book(("周敏", "13700000101", "min@example.org", "", "党委/第四支部", "")))
    both = book(("周敏", taken, "min@example.org", "", "党委/第四支部", ""), ("吴芳", "13700000102", "", "", "党委/第四支部", ""))
    page = carry_out(app, cast, both, updates="y")
    assert "新增 1 行" in page and "1 行没有导入" in page
    assert names(cast)["周敏"].user.phone == "+8613700000101"


def test_sign_in_names_of_an_opened_account_are_not_the_units_to_change(app: Flask, cast: Cast):
    """Whoever could move an address by spreadsheet could have a reset sent there."""
    with everything("test", quiet=True):
        phone = cast.ben.user.phone.removeprefix("+86")
    _, page = plan_of(app, cast, book(("贲小满", phone, "thief@example.org", "", "党委/第三支部", "")), updates="y")
    assert "只能由本人修改" in page and "正式导入" not in page


def test_an_account_of_another_unit_is_asked_and_the_dry_run_does_not_tell(app: Flask, cast: Cast):
    """A1, T-03: a registered number and a free one look the same before and after."""
    with everything("test", quiet=True):
        known = cast.chen.user.phone.removeprefix("+86")
    _, page = plan_of(app, cast, book(("甲甲", known, "", "", "党委/第三支部", "")))
    _, other = plan_of(app, cast, book(("甲甲", "13700000155", "", "", "党委/第三支部", "")))
    assert bare(page) == bare(other)
    carry_out(app, cast, book(("甲甲", known, "", "", "党委/第三支部", ""), ("乙乙", "13700000155", "", "", "党委/第三支部", "")))
    rows = names(cast)
    assert (rows["甲甲"].state, rows["甲甲"].user_id) == ("invited", cast.chen.id)
    assert rows["甲甲"].is_unanswered and rows["乙乙"].is_unanswered
    people = cast.nora.visit(app).get(f"/units/{unit_id(cast)}/people").text
    assert "甲甲" in people and "陈立" not in people
    with everything("test", quiet=True):
        assert db.session().get(User, cast.chen.id).name == "陈立"


def test_a_user_name_of_somebody_else_is_a_problem_and_not_a_person(app: Flask, cast: Cast):
    with everything("test", quiet=True):
        make.user("别人", username="zhoumin")
        make.save()
    _, page = plan_of(app, cast, book(("周敏", "", "", "zhoumin", "党委/第三支部", "")))
    assert "已经有人用了" in page


@pytest.mark.parametrize(("content", "name", "sentence"), [
    (book(("甲甲", "13700000101", "", "", "党委", "")), "名单.pdf", "请上传 .xlsx"),
    (b"PK\x03\x04 not a book", "名单.xlsx", ""),
    (b"", "名单.csv", "空文件"),
    ("姓名,电话\r\n甲,13700000101".encode(), "名单.csv", "表头缺少"),
    (book(), "名单.xlsx", "表头下面没有内容"),
    ("\r\n".join([",".join(HEADER), *(f"甲{n},137{n:08d},,,党委," for n in range(5001))]).encode(), "a.csv", "5000 行"),
], ids=["no sheet", "no book", "empty", "missing columns", "no rows", "5,001 rows"])  # fmt: skip
def test_a_file_that_is_no_roster_is_refused_at_the_field(app: Flask, cast: Cast, content: bytes, name: str, sentence: str):
    answer = bring(app, cast, content, name)
    assert answer.status_code == 422 and sentence in answer.text and 'id="file-error"' in answer.text
    with everything("test", quiet=True):
        assert not db.session().scalars(select(RosterImport)).all()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_comes_in_whatever_office_wrote_it(app: Flask, cast: Cast, encoding: str):
    text = "\r\n".join(",".join(row) for row in (HEADER, ("周敏", "13700000101", "", "", "党委/第四支部", "书记")))
    assert "新增 1 行" in carry_out(app, cast, text.encode(encoding), name="名单.csv")


def test_merged_cells_duplicates_and_formulas_are_told_row_by_row_and_come_back_in_a_file(app: Flask, cast: Cast):
    content = book(("甲甲", "13700000101", "", "", "党委/第三支部", ""), ("乙乙", "13700000101", "", "", "党委/第三支部", ""),
                   ("=HYPERLINK(1)", "13700000102", "", "", "党委/第三支部", ""),
                   ("丁丁", "13700000103", "", "", "党委/第三支部", ""),
                   ("戊戊", "13700000104", "", "", "党委/第三支部", ""), merged=(4, 0, 5, 0, "丁丁"))  # fmt: skip
    address, page = plan_of(app, cast, content)
    assert "重复：第 2、3 行" in page and "像是公式" in page and "合并单元格" in page
    answer = cast.nora.visit(app).get(f"{address}/problems.xlsx")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.data)).get_sheet_by_index(0).to_python()
    assert rows[0][-2:] == ["未导入原因", "原行号"] and {row[-1] for row in rows[1:]} >= {"2", "3", "4"}


def test_a_thousand_rows_are_written_in_portions_with_true_progress(app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("coop.units.actions.imports.PORTION", 20)
    rows = [(f"人{chr(0x4e00 + n)}", f"137{n:08d}", "", "", f"党委/支部{n % 3}", "") for n in range(50)]
    address, _ = plan_of(app, cast, book(*rows))
    nora = cast.nora.visit(app)
    send(nora, f"{address}/confirmation", address)
    seen = []
    while drain(limit=1):
        seen.append(nora.get(address, headers={"HX-Request": "true"}).text)
    assert ["已完成 20 / 50 行" in seen[0], "已完成 40 / 50 行" in seen[1], "导入完成" in seen[2]] == [True] * 3
    assert len(names(cast)) == 50


def test_a_portion_that_fails_leaves_nothing_and_is_tried_again(app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch):
    two = book(("甲甲", "13700000101", "", "", "党委/第六支部", ""), ("乙乙", "13700000102", "", "", "党委/第六支部", ""))
    address, _ = plan_of(app, cast, two)
    send(cast.nora.visit(app), f"{address}/confirmation", address)
    with monkeypatch.context() as broken:
        calls = iter((None,))
        broken.setattr("coop.units.actions.imports._join", lambda *_, **__: next(calls))
        drain()
    with everything("test", quiet=True):
        assert not names(cast) and not db.session().scalar(select(Branch).where(Branch.name == "第六支部"))
        assert db.session().scalar(select(User).where(User.phone == "+8613700000101")) is None
        db.session().query(Pending).update({"due_at": now()})
        make.save()
    drain()
    assert len(names(cast)) == 2


@pytest.mark.parametrize("who", ["ana", "eve", "dara"])
def test_nobody_else_uploads_or_confirms(app: Flask, cast: Cast, who: str):
    address, _ = plan_of(app, cast, book(("甲甲", "13700000101", "", "", "党委/第三支部", "")))
    client = getattr(cast, who).visit(app)
    token = csrf(client.get("/branches").text)
    assert client.post(f"{address}/confirmation", data={"csrf_token": token}).status_code == 404
    assert client.get(address).status_code == 404
    answer = client.post(f"/units/{unit_id(cast)}/import", data={"csrf_token": token, "file": (io.BytesIO(b"x"), "a.csv")})
    assert answer.status_code == (404 if who == "dara" else 403)


def test_the_kept_file_lies_under_a_key_that_says_nothing(app: Flask, cast: Cast, tmp_path: Path):
    """F-07."""
    plan_of(app, cast, book(("甲甲", "13700000101", "", "", "党委/第三支部", "")))
    kept = [path.name for path in (tmp_path / "files" / "kept").glob("*/*")]
    assert len(kept) == 1 and "名单" not in kept[0]


def test_an_imported_branch_is_its_administrators_to_run_at_once(app: Flask, cast: Cast):
    carry_out(app, cast, book(("甲甲", "13700000101", "", "", "党委/第七支部", "")))
    with entering(cast.nora.scope):
        branch = db.session().scalar(select(Branch).where(Branch.name == "第七支部"))
        assert f"branch:{branch.id}" in cast.nora.scope.audiences
