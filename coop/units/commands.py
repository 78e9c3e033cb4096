"""The operator's commands for units: who is there, and a roster from a file in the unit administrator's stead."""

from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup
from sqlalchemy import select

from coop.accounts.queries import get_user_by_identity
from coop.core.errors import Invalid
from coop.core.scope import entering, everything, scope_of
from coop.core.sentences import say
from coop.extensions import db
from coop.units.actions import imports
from coop.units.actions.suspension import resume_unit, suspend_unit
from coop.units.models import Unit
from coop.units.queries.units import figures_of, get_unit

units = AppGroup("units", help="单位：列出、停用、恢复、导入名单。")
STATES = {
    "applied": "已申请", "active": "在用", "suspended": "已停用", "closing": "注销中", "archived": "已归档", "rejected": "未通过",
}  # fmt: skip


def init_app(app: Flask) -> None:
    app.cli.add_command(units)


@units.command("list", help="列出单位和它们的支部数、人数。")
def show_units() -> None:
    with everything("coop units list"):
        for unit in db.session().scalars(select(Unit).order_by(Unit.id)).all():
            figures = figures_of(unit.id)
            state = STATES.get(unit.state, unit.state)
            click.echo(f"{unit.id:>6}  {unit.name}  {state}  {figures['branches']} 个支部  {figures['people']} 人")


@units.command("suspend", help="停用一个单位：它的人马上只看得到停用的说明；什么都不会丢。")
@click.argument("unit_id", type=int)
@click.option("--reason", required=True, help="理由，该单位的人会看到")
def suspend(*, unit_id: int, reason: str) -> None:
    with everything("coop units suspend") as scope:
        unit = suspend_unit(get_unit(unit_id), reason, by=scope)
        click.echo(f"已停用{unit.name}。")


@units.command("resume", help="恢复停用的单位，一切和停用前一样。")
@click.argument("unit_id", type=int)
def resume(*, unit_id: int) -> None:
    with everything("coop units resume") as scope:
        unit = resume_unit(get_unit(unit_id), by=scope)
        click.echo(f"已恢复{unit.name}。")


@units.command("import", help="从 Excel 或 CSV 导入一个单位的组织和人员；不加 --write 只检查。")
@click.argument("unit_id", type=int)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as", "login", required=True, help="以哪位单位管理员的名义，写他的登录名；操作记在他名下")
@click.option("--write", is_flag=True, help="检查通过的行写入；有问题的行跳过")
@click.option("--updates", is_flag=True, help="已有的人按文件更新")
def import_people(*, unit_id: int, file: Path, login: str, write: bool, updates: bool) -> None:
    """The same gate, checks and deeds as the page: a dry run first, then portions that survive a restart."""
    with everything("coop units import"):
        person = get_user_by_identity(login)
    with entering(scope_of(person.id)) as scope:
        unit = get_unit(unit_id)
        with file.open("rb") as stream:
            row = imports.check_roster(unit, file.name, stream, updates=updates, by=scope)
        told = {"create": "新增", "update": "更新", "unchanged": "不变", "problem": "有问题"}
        click.echo("　".join(f"{words} {row.counts.get(key, 0)}" for key, words in told.items()))
        if not write:
            click.echo("只作了检查，没有写入。写入请加 --write。")
            return
        if not row.total:
            raise Invalid(say("文件里没有可以导入的行。"))
        imports.confirm_roster(row, by=scope)
    click.echo("已确认，后台正在写入；不在服务时请运行 worker --once。")
