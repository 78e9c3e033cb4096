"""The world behind its doors: one request at a time by anybody in it, and everything as it was again after a deed."""

import re
import shutil
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import text
from werkzeug.test import TestResponse

from coop.accounts import identity
from coop.extensions import db
from tests.authz.world import World, build
from tests.cast import sign_in

METHODS = ("GET", "POST")


class House:
    """Built once for a module of tests, since the world takes a second or two."""

    def __init__(self, app: Flask, folder: Path) -> None:
        self.app, self.folder = app, folder
        with app.app_context():
            self.world: World = build(app)
            db.session.remove()
        self.cookies = {name: sign_in(app, person.id) for name, person in self.world.people.items()}
        self.keep()

    @property
    def file(self) -> Path:
        return self.folder / "coop.sqlite3"

    def keep(self) -> None:
        """What ``restore`` brings back."""
        with self.app.app_context():
            db.session.remove()
            with db.engine.connect() as connection:
                connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
            db.engine.dispose()
        shutil.copy(self.file, self.folder / "kept.sqlite3")

    def restore(self) -> None:
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()
        for suffix in ("-wal", "-shm"):
            Path(f"{self.file}{suffix}").unlink(missing_ok=True)
        shutil.copy(self.folder / "kept.sqlite3", self.file)
        identity.kept.clear()

    def ask(self, who: str, method: str, path: str, **how: Any) -> TestResponse:
        """A request in a browser of its own; ``anon`` has no session."""
        client = self.app.test_client()
        if who in self.cookies:
            client.set_cookie(self.app.config["SESSION_COOKIE_NAME"], self.cookies[who])
        return client.open(path, method=method, **how)

    def routes(self) -> dict[str, list[str]]:
        """``GET /units/<int:id>`` → the names of its parameters, for every address but the static files."""
        return {
            f"{method} {rule.rule}": [name for _, name in PARAMETER.findall(rule.rule)]
            for rule in self.app.url_map.iter_rules()
            for method in METHODS
            if method in (rule.methods or ()) and rule.endpoint != "static"
        }

    def path(self, rule: str, *words: str) -> str:
        """The rule's address with each parameter filled in: a thing's number, or the word itself.

        A last word ``?partnership=pact`` becomes the query.
        """
        given = iter(words)
        path = PARAMETER.sub(lambda _: self.number(next(given)), rule)
        return path + "".join(re.sub(r"(?<=[=:])\w+", lambda found: self.number(found[0]), word) for word in given)

    def number(self, word: str) -> str:
        return str(self.world.things.get(word, word))


PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")
