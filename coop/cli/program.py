"""The command line: `serve`, every slice's commands under one name, and the two ways in which one ends badly."""

import sys
from typing import NoReturn

import click
from flask import Flask
from flask.cli import ScriptInfo

from coop import create_app
from coop.cli.preparing import prepare_database
from coop.cli.starting import serve
from coop.core.errors import Refused
from coop.settings import SettingsRefused

#: These look at a database that may be behind, or at none.
WITHOUT_DATABASE = ("db", "config")


class House(click.Group):
    """Makes the application when a command is asked for that needs it; serving makes its own, in its own process."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*self.commands, *self._app(ctx).cli.commands])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in self.commands:
            return self.commands[cmd_name]
        app = self._app(ctx)
        found = app.cli.commands.get(cmd_name)
        is_asked_to_run = found and not ctx.resilient_parsing and "--help" not in sys.argv
        if is_asked_to_run and cmd_name not in WITHOUT_DATABASE:
            prepare_database(app)
        return found

    def _app(self, ctx: click.Context) -> Flask:
        if ctx.obj is None:
            app = create_app()
            ctx.obj = ScriptInfo(create_app=lambda: app)
        loaded: Flask = ctx.obj.load_app()
        return loaded


coop = House("coop", help="Coop 互联共建：在本机上运行、安装、查看和修复。", commands={"serve": serve})


def main() -> None:
    """Run the command that was asked for; a reason stands on standard error, in words: 2 for settings, 1 for a refusal."""
    try:
        sys.exit(coop.main(prog_name="coop", standalone_mode=False) or 0)
    except SettingsRefused as refusal:
        fail(f"没有启动：{refusal.reason}", status=2)
    except Refused as refusal:
        fail(refusal.sentence, status=1)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        sys.exit(130)


def fail(sentence: str, *, status: int) -> NoReturn:
    print(sentence, file=sys.stderr)
    sys.exit(status)
