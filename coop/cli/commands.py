"""The operator's commands that belong to no slice: reacting, looking at the settings."""

import click
from flask import Flask, current_app

from coop.cli import shown_settings
from coop.core import outbox


def init_app(app: Flask) -> None:
    app.cli.add_command(shown_settings.config)
    app.cli.command("worker", help="跑后台事务（索引、通知、邮件），直到 Ctrl-C。")(react)
    app.cli.commands["db"].help = "数据库：upgrade 更新到这个版本，current 看现在的版本。"


@click.option("--once", is_flag=True, help="做完眼下到期的就结束")
def react(*, once: bool) -> None:
    """Several workers may run side by side: each reaction is leased to one of them."""
    if once:
        click.echo(f"做了 {outbox.drain()} 件。")
        return
    relay = outbox.Relay(current_app._get_current_object())  # type: ignore[attr-defined]
    relay.run()
