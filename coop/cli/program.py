"""The command line: every slice's commands under one name, and the two ways in which one ends badly."""

import sys
from typing import NoReturn

import click
from flask import Flask
from flask.cli import ScriptInfo

from coop import create_app
from coop.core import schema
from coop.core.errors import Conflict, Refused
from coop.core.sentences import say
from coop.settings import Settings, SettingsRefused

#: These look at a database that may be behind, or at none.
WITHOUT_DATABASE = {"db", "config", "--help", None}


def main() -> None:
    """Run the command that was asked for; a reason stands on standard error, in words: 2 for settings, 1 for a refusal."""
    try:
        app = create_app()
        if next(iter(sys.argv[1:]), None) not in WITHOUT_DATABASE and "--help" not in sys.argv:
            prepare_database(app)
        status = app.cli.main(obj=ScriptInfo(create_app=lambda: app), prog_name="coop", standalone_mode=False)
        sys.exit(status or 0)
    except SettingsRefused as refusal:
        fail(f"没有启动：{refusal.reason}", status=2)
    except Refused as refusal:
        fail(refusal.sentence, status=1)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        sys.exit(130)


def prepare_database(app: Flask) -> None:
    """An embedded installation brings itself up to date; a shared database is changed when its operator says so."""
    settings: Settings = app.extensions["coop.settings"]
    directory = app.extensions["migrate"].directory
    with app.app_context():
        if settings.is_embedded:
            schema.bring_up_to_date(directory)
        elif not schema.is_current(directory):
            raise Conflict(say("数据库还没有更新到这个版本。请先运行：python -m coop db upgrade"))


def fail(sentence: str, *, status: int) -> NoReturn:
    print(sentence, file=sys.stderr)
    sys.exit(status)
