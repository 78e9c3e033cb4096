"""Measures live discussion: many people in one channel of the served product, beside a bare Flask-SocketIO echo. One JSON line.

Every message is stored and acknowledged; the peer stores nothing, asks nobody and orders nothing. Both run under gunicorn's
threads with the same number of them, and the same lean clients of one asyncio process talk to both.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import psutil
from sqlalchemy import func, select

from coop import create_app
from coop.core import schema
from coop.core.scope import everything, scope_of
from coop.discussion import actions, queries
from coop.discussion.models import Message
from coop.extensions import db
from tests import factories as make
from tests.bench.wire import Client, talk
from tests.cast import Person
from tests.conftest import settings_for
from tests.live import Live
from tests.servers import process

ROOT = Path(__file__).resolve().parents[2]
SPARE = 40


class House:
    """A branch of that many people, each signed in, with a channel of theirs."""

    def __init__(self, folder: Path, size: int, *, database_url: str | None = None) -> None:
        self.folder, self.size, self.url = folder, size, database_url
        self.app = create_app(settings_for(folder, database_url=database_url))
        with self.app.app_context():
            schema.build(self.app.extensions["migrate"].directory)
            with everything("settling a benchmark", quiet=True):
                branch = make.branch(make.unit("北方机械"), "第三支部")
                people = [Person(make.member(branch, f"成员{n}").id, f"成员{n}") for n in range(size)]
                make.save()
                number = branch.id
            self.papers = self._papers(people)
            scope = scope_of(people[0].id)
            with everything("opening a channel", quiet=True):
                subject = queries.get_subject("branch", number)
            self.channel = actions.open_channel(subject, by=scope)
            with everything("reading its number", quiet=True):
                self.channel_id = self.channel.id

    def _papers(self, people: list[Person]) -> list[tuple[str, str]]:
        desk = Live(self.app, "")
        return [desk.cookie_and_token(person) for person in people]

    def stored(self) -> int:
        with self.app.app_context(), everything("counting", quiet=True):
            return db.session().scalar(select(func.count()).select_from(Message)) or 0


def settings(folder: Path, port: int, size: int) -> dict[str, str]:
    """Rates and caps keep a real person from flooding others; here two hundred of them sit at one address."""
    return {
        "PORT": str(port), "COOP_DATA_DIR": str(folder), "COOP_ALLOW_HTTP": "1", "COOP_THREADS": str(size + SPARE),
        "COOP_SOCKETS_PER_ADDRESS": "2000", "COOP_MESSAGES_PER_10S": "0", "COOP_LOG_LEVEL": "warning",
        "COOP_SECRET_KEY": settings_for(folder).key(),
    }  # fmt: skip


class Server:
    """A serving process and what it takes."""

    def __init__(self, command: list[str], folder: Path, env: dict[str, str]) -> None:
        self.port = int(env["PORT"])
        kept = {name: value for name, value in os.environ.items() if not name.startswith("COOP_")}
        self.log = folder / f"{Path(command[1]).stem}.log"
        self.child = process.launch(command, self.log, env=kept | env, cwd=ROOT)
        process.wait_until(lambda: process.answers(self.port), seconds=30, what=f"the server ({self.log})")

    def takes(self) -> dict[str, Any]:
        """Of the process that holds the sockets."""
        parts = [psutil.Process(self.child.pid), *psutil.Process(self.child.pid).children(recursive=True)]
        worker = max(parts, key=lambda part: part.num_threads())
        return {"rss_mb": round(worker.memory_info().rss / 2**20, 1), "threads": worker.num_threads()}

    def stop(self) -> None:
        process.end(self.child.pid)


def product(folder: Path, given: argparse.Namespace) -> dict[str, Any]:
    house = House(folder, given.clients)
    port = process.free_port()
    server = Server([sys.executable, "wsgi.py"], folder, settings(folder, port, given.clients))
    clients = [Client(port, cookie, token, house.channel_id) for cookie, token in house.papers]
    try:
        figures = asyncio.run(talk(clients, given.messages, given.window))
        figures |= server.takes()
    finally:
        server.stop()
    return figures | {"stored": house.stored()}


def peer(folder: Path, given: argparse.Namespace) -> dict[str, Any]:
    port = process.free_port()
    env = {"PORT": str(port), "THREADS": str(given.clients + SPARE), "PYTHONPATH": str(ROOT)}
    server = Server([sys.executable, "tests/bench/echo.py"], folder, env)
    clients = [Client(port, "", "", 1) for _ in range(given.clients)]
    try:
        return asyncio.run(talk(clients, given.messages, given.window)) | server.takes()
    finally:
        server.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--messages", type=int, default=500)
    parser.add_argument("--window", type=int, default=8)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ours = product(Path(folder), given)
        theirs = peer(Path(folder), given)
    ratio = round(ours["deliveries_s"] / max(theirs["deliveries_s"], 1), 2)
    told = {f"peer_{name}": value for name, value in theirs.items()}
    print(json.dumps(vars(given) | ours | told | {"ratio": ratio, "at": time.strftime("%F")}))


if __name__ == "__main__":
    main()
