"""The operator's commands for units ask the same gate as the page, in the name of somebody who may."""

from pathlib import Path

import pytest
from flask import Flask

from coop.core import outbox
from coop.core.errors import Conflict, Forbidden, Invalid, NotFound
from coop.core.scope import everything
from coop.extensions import db
from coop.units.models import Membership

ROSTER = "所在支部,姓名,手机号,职务\n党委/第三支部,新来的,13700000077,成员\n党委/第三支部,没号码,,成员\n"


def run(app: Flask, *words: object) -> str:
    result = app.test_cli_runner().invoke(args=[str(word) for word in words])
    if isinstance(result.exception, Exception):
        raise result.exception
    return result.stdout


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    path = tmp_path / "名单.csv"
    path.write_text(ROSTER, encoding="utf-8-sig")
    return path


@pytest.fixture
def north(cast) -> int:
    with everything("looking", quiet=True):
        return cast.north.id


def people(unit_id: int) -> int:
    with everything("counting", quiet=True):
        return db.session.query(Membership).filter_by(unit_id=unit_id).count()


def test_units_are_listed_with_their_size(context, cast):
    printed = run(context, "units", "list")
    assert "北方机械  在用  3 个支部" in printed
    assert "东城中学" in printed


def test_a_dry_run_writes_nothing(context, cast, north, roster):
    before = people(north)
    assert "没有写入" in run(context, "units", "import", north, roster, "--as", cast.nora.user.phone)
    assert people(north) == before


def test_the_administrator_is_named_as_they_type_their_number_themselves(context, cast, north, roster):
    number = cast.nora.user.phone.removeprefix("+86")
    assert "没有写入" in run(context, "units", "import", north, roster, "--as", f"{number[:3]} {number[3:]}")


def test_what_was_confirmed_is_written_by_the_relay(context, cast, north, roster):
    before = people(north)
    run(context, "units", "import", north, roster, "--as", cast.nora.user.phone, "--write")
    outbox.drain()
    assert people(north) == before + 1, "the row without a number is left out"


def test_nobody_imports_in_the_name_of_somebody_who_may_not(context, cast, north, roster):
    with pytest.raises(Forbidden):
        run(context, "units", "import", north, roster, "--as", cast.ana.user.phone)
    with pytest.raises((Forbidden, NotFound)):
        run(context, "units", "import", north, roster, "--as", cast.dara.user.phone)
    with pytest.raises(NotFound):
        run(context, "units", "import", north, roster, "--as", "nobody")


def test_a_unit_is_suspended_and_taken_back_by_its_number(app: Flask, cast, north: int):
    assert "已停用北方机械" in run(app, "units", "suspend", north, "--reason", "资料不符")
    assert "已停用" in run(app, "units", "list")
    with pytest.raises(Conflict):
        run(app, "units", "suspend", north, "--reason", "资料不符")
    assert "已恢复北方机械" in run(app, "units", "resume", north)
    with pytest.raises(Invalid):
        run(app, "units", "suspend", north, "--reason", " ")
