"""Coop 互联共建: branches of different organisations pair up, do things together, and leave what they learnt to others."""

from datetime import timedelta
from pathlib import Path

from flask import Flask
from flask_security import SQLAlchemyUserDatastore

from coop import wiring
from coop.accounts import handshake, identity
from coop.accounts.models import User
from coop.accounts.sessions import RowSessions
from coop.core import database, logs, realtime
from coop.core.files.store import LocalFiles
from coop.core.web import headers, health, hosts, language, origin, pages, preview, request_log
from coop.core.web.layers import surround
from coop.core.web.templates import LocalEnvironment
from coop.core.web.turns import Turns
from coop.extensions import babel, csrf, db, migrate, security
from coop.settings import Settings, load

#: 64 MiB, three passes, four lanes (A-01).
ARGON2ID = {"argon2__memory_cost": 65536, "argon2__rounds": 3, "argon2__parallelism": 4}
ROOT = Path(__file__).parent.parent


def create_app(settings: Settings | None = None) -> Flask:
    """An application ready to serve: configured, receiving, equipped, mounted, guarded, dressed."""
    app = Flask("coop", root_path=str(ROOT), static_folder="static/dist", static_url_path="/static")
    app.jinja_environment = LocalEnvironment
    configure(app, settings or load())
    receive(app)
    equip(app)
    wiring.mount(app)
    guard(app)
    pages.dress(app)
    hosts.believe_proxies(app, app.extensions["coop.settings"])
    return app


def configure(app: Flask, settings: Settings) -> None:
    settings.prepared_data_dir()
    app.extensions["coop.settings"] = settings
    app.extensions["coop.files"] = LocalFiles(settings.data_dir / "files")
    app.config.from_mapping(
        SECRET_KEY=settings.key(),
        TESTING=settings.testing,
        DEBUG=settings.debug,
        TRUSTED_HOSTS=hosts.answered_names(settings) or None,
        SQLALCHEMY_DATABASE_URI=settings.sqlalchemy_url,
        SQLALCHEMY_ENGINE_OPTIONS=database.engine_options(settings),
        SESSION_COOKIE_NAME=settings.cookie_name,
        SESSION_COOKIE_SECURE=not settings.allow_http,
        MAX_CONTENT_LENGTH=51 * 2**20,
        MAX_FORM_MEMORY_SIZE=500_000,
        MAX_FORM_PARTS=500,
        WTF_CSRF_TIME_LIMIT=None,
        BABEL_DEFAULT_LOCALE=language.DEFAULT,
        BABEL_DEFAULT_TIMEZONE="Asia/Shanghai",
        BABEL_TRANSLATION_DIRECTORIES=str(ROOT / "translations"),
        SECURITY_PASSWORD_HASH="argon2",
        SECURITY_PASSWORD_SALT=settings.key()[:32],
        SECURITY_PASSWORD_SINGLE_HASH={"argon2"},
        SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS=ARGON2ID,
        SECURITY_CLI_USERS_NAME=None,  # its commands would make accounts past the gate; coop.accounts.commands has ours
        SECURITY_CLI_ROLES_NAME=None,
        PERMANENT_SESSION_LIFETIME=timedelta(days=14),
    )


def receive(app: Flask) -> None:
    """What every request meets first, in this order: its turn, a number, our own name, a question where it comes from."""
    surround(app, lambda answer: Turns(answer, app.extensions["coop.settings"].turns))
    request_log.init_app(app)
    hosts.init_app(app)
    origin.init_app(app)


def equip(app: Flask) -> None:
    logs.configure(app.extensions["coop.settings"])
    app.session_interface = RowSessions()
    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
    babel.init_app(app, locale_selector=language.choose_locale)
    security.init_app(app, SQLAlchemyUserDatastore(db, User, None), register_blueprint=False)
    realtime.init_app(app, app.extensions["coop.settings"])


def guard(app: Flask) -> None:
    """Who is asking comes first: a form from an ended session is told from one that somebody else made."""
    identity.init_app(app)
    csrf.init_app(app)
    handshake.init_app(app)
    preview.init_app(app)
    headers.init_app(app)
    app.register_blueprint(health.health)
