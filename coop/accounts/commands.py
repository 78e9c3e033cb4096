"""The operator's commands for accounts: the first administrator, who is there, who must leave, who needs a way back (A-08)."""

from datetime import timedelta

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from coop.accounts import actions, names, queries
from coop.accounts.models import Charge, User
from coop.accounts.slips import Slip
from coop.core.clock import local, now
from coop.core.errors import Conflict
from coop.core.scope import everything
from coop.core.sentences import say
from coop.settings import Settings

STATES = {"invited": "已邀请", "active": "在用", "locked": "已停用", "closed": "已注销"}
users = AppGroup("users", help="账号：列出、停用、结束登录、发找回链接。")


def init_app(app: Flask) -> None:
    app.cli.add_command(users)
    app.cli.command("init", help="建立第一个平台管理员，打印一次性链接（七天内有效）。")(invite_first)


@click.option("--name", default="平台管理员", show_default=True, help="姓名")
@click.option("--phone", help="手机号，以后用它登录")
@click.option("--email", help="邮箱，也可用来登录")
@click.option("--username", help="用户名，也可用来登录")
def invite_first(*, name: str, phone: str | None, email: str | None, username: str | None) -> None:
    """Refuses where an administrator is already in: the way back of that one is `users reset`."""
    if not (phone or email or username):
        username = "admin"
    newcomer = actions.Newcomer(name, names.phone(phone), names.email(email), names.username(username))
    with everything("coop init") as scope:
        if queries.has_active_operator():
            raise Conflict(say("已经有平台管理员了。忘记口令请运行 users reset；再添一位请由他在页面上邀请。"))
        show_slip(actions.invite_operator(newcomer, by=scope))
    click.echo("下一步：运行 serve，打开链接设一个口令；或在登录页点“我有登录码”，输入代码。")


@users.command("list", help="列出账号；口令和链接从不显示。")
@click.option("--stale", "stale_days", type=click.IntRange(min=1), help="只列出这么多天没有登录的")
@click.option("--check", is_flag=True, help="列出了任何一个就以 1 结束，供定时检查用")
def show_users(*, stale_days: int | None, check: bool) -> None:
    with everything("coop users list"):
        since = now() - timedelta(days=stale_days) if stale_days else None
        found = queries.accounts_unseen(since=since)
    for user in found:
        click.echo(_line(user))
    if check and found:
        raise click.exceptions.Exit(1)


@users.command("lock", help="停用账号：立刻退出所有设备，不能再登录；他做过的都留着。")
@click.argument("login")
def lock_user(*, login: str) -> None:
    with everything("coop users lock") as scope:
        actions.lock_account(queries.get_user_by_identity(login), by=scope)
    click.echo("已停用。")


@users.command("unlock", help="恢复停用的账号。")
@click.argument("login")
def unlock_user(*, login: str) -> None:
    with everything("coop users unlock") as scope:
        actions.unlock_account(queries.get_user_by_identity(login), by=scope)
    click.echo("已恢复。")


@users.command("sign-out", help="结束这个人在所有设备上的登录。")
@click.argument("login")
def end_sessions(*, login: str) -> None:
    with everything("coop users sign-out") as scope:
        user = queries.get_user_by_identity(login)
        actions.end_all_sessions(user, by=scope)
        click.echo("这个账号还没有启用，没有在任何设备上登录。" if user.is_invited else "已退出所有设备。")


@users.command("reset", help="打印一个半小时内有效的找回链接，当面交给本人；还没有启用的账号打印七天内有效的登录链接。")
@click.argument("login")
def issue_reset(*, login: str) -> None:
    with everything("coop users reset") as scope:
        charge = Charge(queries.get_user_by_identity(login))
        invited = actions.issue_slips([charge], by=scope)
        show_slip(invited[0] if invited else actions.issue_reset(charge, by=scope))


def show_slip(slip: Slip) -> None:
    """Link and code appear here and nowhere else: neither in the log nor in the database."""
    settings: Settings = current_app.extensions["coop.settings"]
    click.echo(f"链接　{settings.address}{slip.path}")
    click.echo(f"代码　{slip.typed}")
    click.echo(f"有效期至 {local(slip.ends_at):%Y-%m-%d %H:%M}，只能用一次。")


def _line(user: User) -> str:
    seen = f"{local(user.signed_in_at):%Y-%m-%d}" if user.signed_in_at else "从未登录"
    role = "　平台管理员" if user.is_operator else ""
    return f"{user.id:>6}  {names.masked(user.sign_in_name)}  {user.name}  {STATES.get(user.state, user.state)}  {seen}{role}"
