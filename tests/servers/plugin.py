"""What conftest.py loads: the run's shared folder, the servers' fixtures and the two databases."""

from pathlib import Path

import pytest

from tests.servers import process
from tests.servers.application import serve
from tests.servers.postgres import own_postgres, postgres_server, postgres_url
from tests.servers.redis import own_redis, redis_server, redis_url
from tests.servers.smtp import mailbox, post

__all__ = [
    "database_url", "mailbox", "own_postgres", "own_redis", "post", "postgres_server", "postgres_url", "redis_server",
    "redis_url", "serve", "sqlite_url",
]  # fmt: skip


def pytest_configure(config: pytest.Config) -> None:
    """The controller (or a run without workers) opens the folder that all share."""
    if not hasattr(config, "workerinput"):
        process.open_run()


def pytest_unconfigure(config: pytest.Config) -> None:
    process.let_go()
    if not hasattr(config, "workerinput"):
        process.close_run()


@pytest.fixture(scope="module")
def sqlite_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """An empty database file for one test module."""
    folder: Path = tmp_path_factory.mktemp("sqlite")
    return f"sqlite:///{folder / 'coop.sqlite3'}"


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """Each test that asks for it runs twice: on a SQLite file and on a real PostgreSQL."""
    return request.getfixturevalue(f"{request.param}_url")
