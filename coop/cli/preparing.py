"""What must be so before the first request: the tables are those of this code, and somebody can come in."""

import os
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from flask import Flask
from sqlalchemy import func, make_url, select

from coop.accounts.models import User
from coop.core import schema
from coop.core.errors import Conflict, Refused
from coop.core.scope import everything
from coop.core.sentences import say
from coop.extensions import db
from coop.settings import Settings, SettingsRefused

BEHIND = say("数据库还没有更新到这个版本。请先运行：python -m coop db upgrade")


def prepare_database(app: Flask) -> None:
    """An embedded installation brings itself up to date; a shared database is changed when its operator says so."""
    settings: Settings = app.extensions["coop.settings"]
    directory = app.extensions["migrate"].directory
    with app.app_context():
        if settings.is_embedded:
            schema.bring_up_to_date(directory)
        elif not schema.is_current(directory):
            raise Conflict(BEHIND)


def is_prepared(settings: Settings, directory: str) -> bool:
    """Whether an embedded database already carries the newest change; asked of its file, without an application."""
    newest = schema.newest(directory)
    path = Path(make_url(settings.sqlalchemy_url).database or "")
    if not (settings.is_embedded and newest and path.exists()):
        return False
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        try:
            return {version for (version,) in database.execute("SELECT version_num FROM alembic_version")} == newest
        except sqlite3.Error:
            return False


def count_accounts() -> int:
    with everything("counting accounts", quiet=True):
        return db.session().scalar(select(func.count()).select_from(User)) or 0


def apart(task: Callable[[], None]) -> None:
    """Run the task in a child of this process: neither its connections nor its memory stay in what serves afterwards."""
    child = os.fork()
    if child == 0:
        os._exit(_status(task))
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status:
        sys.exit(status)


def _status(task: Callable[[], None]) -> int:
    status = 1
    try:
        task()
        status = 0
    except SettingsRefused as refusal:
        status = 2
        print(f"没有启动：{refusal.reason}", file=sys.stderr)
    except Refused as refusal:
        print(f"没有启动：{refusal.sentence}", file=sys.stderr)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return status
