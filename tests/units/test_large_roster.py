"""A5 at its full size: five thousand rows come in by dry run and confirmation, and what did not comes back with its reasons."""

import io

from flask import Flask
from python_calamine import CalamineWorkbook
from sqlalchemy import func, select

from coop.accounts.models import User
from coop.core.outbox import drain
from coop.core.scope import everything
from coop.extensions import db
from coop.units.models import Branch, Membership
from tests.budget import statements
from tests.cast import Cast
from tests.units.pages import send
from tests.units.test_imports import book, plan_of

MOST = 5000
#: A wrong number, one number twice, and a formula: each row with what is written beside it.
WRONG = {
    ("坏号", "12", "", "", "党委/支部1", ""): "不是电话号码",
    ("重甲", "13799999999", "", "", "党委/支部1", ""): "重复：第 5000、5001 行",
    ("重乙", "13799999999", "", "", "党委/支部1", ""): "重复：第 5000、5001 行",
}


def test_five_thousand_rows_are_written_and_the_rest_comes_back_with_its_reasons(app: Flask, cast: Cast):
    good = [(f"人{chr(0x4E00 + n)}", f"137{n:08d}", "", "", f"党委/支部{n % 50}", "") for n in range(MOST - len(WRONG))]
    address, page = plan_of(app, cast, book(*good, *WRONG))
    assert "新增 4997 行" in page and "新建组织 50 个" in page and "3 行有问题" in page
    nora = cast.nora.visit(app)
    send(nora, f"{address}/confirmation", address)
    with statements() as asked:
        drain(limit=5)
    assert sum(sent.startswith("SELECT") for sent in asked) < 250, "a row costs no question of its own"
    page = nora.get(address).text
    assert "新增 4997 行" in page and "3 行没有导入" in page
    with everything("test", quiet=True):
        count = select(func.count()).select_from(Membership).join(User, User.id == Membership.user_id)
        assert db.session().scalar(count.where(Membership.called != "", User.state == "invited")) == len(good)
        founded = select(func.count()).select_from(Branch).where(Branch.name.startswith("支部"))
        assert db.session().scalar(founded) == 50
    answer = nora.get(f"{address}/problems.xlsx")
    header, *rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.data)).get_sheet_by_index(0).to_python()
    assert header[-2:] == ["未导入原因", "原行号"]
    assert [row[0] for row in rows] == [row[0] for row in WRONG]
    assert all(reason in row[-2] for row, reason in zip(rows, WRONG.values(), strict=True))
