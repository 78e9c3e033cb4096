"""The settings as the process understands them, without their secrets."""

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy.engine import make_url

from coop.settings import Settings

SECRET_WORDS = ("password", "secret_key", "token")
config = AppGroup("config", help="设置：show 列出，check 检查能否用于正式运行。")


@config.command("show", help="列出每一项设置；口令和密钥遮住。")
def show() -> None:
    for name, value in shown(_settings()).items():
        click.echo(f"{name} = {value}")


@config.command("check", help="设置不能用于正式运行时说出原因，以 1 结束。")
def check() -> None:
    wrong = doubts(_settings())
    for sentence in wrong:
        click.echo(sentence, err=True)
    if wrong:
        raise click.exceptions.Exit(1)
    click.echo("可以正式运行。")


def shown(settings: Settings) -> dict[str, str]:
    """Name of each variable → its value as an operator may read it aloud."""
    lines = {}
    for name, field in Settings.model_fields.items():
        variable = str(field.validation_alias or f"COOP_{name.upper()}")
        lines[variable] = _masked(name, getattr(settings, name))
    return lines


def doubts(settings: Settings) -> list[str]:
    """What an operator should know before real people come, although the process would start."""
    found = []
    if not settings.production:
        found.append("COOP_PRODUCTION 没有打开：主机名、https 和调试都不检查。")
    if settings.allow_http:
        found.append("COOP_ALLOW_HTTP 打开了：口令在网络上是明文。")
    if not settings.is_sqlite and not settings.redis_url:
        found.append("用了 PostgreSQL 而没有 COOP_REDIS_URL：只能有一个服务进程，否则实时消息传不全。")
    if settings.testing:
        found.append("COOP_TESTING 打开了。")
    return found


def _masked(name: str, value: object) -> str:
    if value is None or value == "" or value == []:
        return "（没有设）"
    if any(word in name for word in SECRET_WORDS) and not name.endswith("_file"):
        return "***"
    if name.endswith("_url") and name != "base_url":
        return make_url(str(value)).render_as_string(hide_password=True)
    return ",".join(value) if isinstance(value, list) else str(value)


def _settings() -> Settings:
    given: Settings = current_app.extensions["coop.settings"]
    return given
