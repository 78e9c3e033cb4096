"""A real PostgreSQL in a temporary folder, and a fresh database in it for whoever asks."""

import os
import subprocess
from collections.abc import Iterator
from glob import glob
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from tests.servers import process

FOLDERS = tuple(sorted(glob("/usr/lib/postgresql/*/bin"), reverse=True))  # noqa: PTH207 -- an absolute pattern
# Durability costs time and is worth nothing here: a test that needs it starts a server of its own with `durable`.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
USER = "coop"


class Postgres:
    """One server: start, stop, restart, and an address for each database."""

    def __init__(self, home: Path, *, durable: bool = False, port: int | None = None) -> None:
        self.home, self.durable = home, durable
        self.port = port or process.free_port()
        self.pid = 0

    def create(self) -> "Postgres":
        """Make the cluster and start it."""
        initdb = process.need("initdb", folders=FOLDERS)
        who = process.unprivileged()
        if who:
            os.chown(self.home, who["user"], who["group"])
        command = [initdb, "-D", str(self.home / "cluster"), "-U", USER, "-A", "trust", "--no-sync"]
        subprocess.run([*command, "-E", "UTF8", "--locale=C"], check=True, capture_output=True, cwd="/", **who)
        return self.start()

    def start(self) -> "Postgres":
        program = process.need("postgres", folders=FOLDERS)
        settings = [
            "listen_addresses=127.0.0.1", "max_connections=200", "timezone=UTC", f"unix_socket_directories={self.home}",
            *(() if self.durable else FAST),
        ]  # fmt: skip
        command = [program, "-D", str(self.home / "cluster"), "-p", str(self.port)]
        command += [word for setting in settings for word in ("-c", setting)]
        self.pid = process.launch(command, self.home / "log", cwd="/", **process.unprivileged()).pid
        process.wait_until(self.is_ready, seconds=30, what=f"PostgreSQL ({self.home}/log)")
        return self

    def is_ready(self) -> bool:
        try:
            psycopg.connect(self._conninfo("postgres"), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def stop(self, *, hard: bool = False) -> None:
        process.end(self.pid, hard=hard)

    def restart(self, *, hard: bool = False) -> None:
        """The same port and the same rows; every connection is lost."""
        self.stop(hard=hard)
        (self.home / "cluster" / "postmaster.pid").unlink(missing_ok=True)
        self.start()

    def url(self, database: str = "postgres") -> str:
        """The address as SQLAlchemy wants it."""
        return f"postgresql+psycopg://{USER}@127.0.0.1:{self.port}/{database}"

    def new_database(self) -> str:
        name = f"t_{uuid4().hex[:12]}"
        self._run(f'CREATE DATABASE "{name}"')
        return name

    def drop_database(self, name: str) -> None:
        self._run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _run(self, statement: str) -> None:
        with psycopg.connect(self._conninfo("postgres"), autocommit=True) as connection:
            connection.execute(statement)

    def _conninfo(self, database: str) -> str:
        return f"host=127.0.0.1 port={self.port} user={USER} dbname={database}"


def _start_shared(home: Path) -> dict:
    server = Postgres(home).create()
    return {"port": server.port, "pid": server.pid}


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Postgres:
    """The run's one server, shared by all workers: never stop it, take `own_postgres` for that."""
    process.need("initdb", folders=FOLDERS)
    note = process.shared("postgres", _start_shared)
    server = Postgres(Path(os.environ[process.RUN]) / "postgres", port=note["port"])
    server.pid = note["pid"]
    return server


@pytest.fixture
def own_postgres() -> Iterator[Postgres]:
    """A durable server for one test that stops, kills or restarts it."""
    with process.locked(f"own-{uuid4().hex[:8]}") as folder:
        home = folder / f"own-{uuid4().hex[:8]}"
        home.mkdir()
        server = Postgres(home, durable=True).create()
        yield server
        server.stop()


@pytest.fixture(scope="module")
def postgres_url(postgres_server: Postgres) -> Iterator[str]:
    """An empty database for one test module."""
    name = postgres_server.new_database()
    yield postgres_server.url(name)
    postgres_server.drop_database(name)
