"""A real Redis on a free loopback port; each worker has a numbered database of its own."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
import redis

from tests.servers import process


class Redis:
    """One server: start, stop, restart, and its address."""

    def __init__(self, home: Path, *, port: int | None = None) -> None:
        self.home = home
        self.port = port or process.free_port()
        self.pid = 0

    def start(self) -> "Redis":
        program = process.need("redis-server")
        command = [program, "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", str(self.home)]
        self.pid = process.launch(command, self.home / "log").pid
        process.wait_until(lambda: process.answers(self.port), seconds=15, what=f"Redis ({self.home}/log)")
        return self

    def stop(self, *, hard: bool = False) -> None:
        process.end(self.pid, hard=hard)

    def url(self, database: int = 0) -> str:
        return f"redis://127.0.0.1:{self.port}/{database}"


def _start_shared(home: Path) -> dict:
    server = Redis(home).start()
    return {"port": server.port, "pid": server.pid}


@pytest.fixture(scope="session")
def redis_server() -> Redis:
    """The run's one server, shared by all workers: never stop it, take `own_redis` for that."""
    process.need("redis-server")
    note = process.shared("redis", _start_shared)
    server = Redis(Path(os.environ[process.RUN]) / "redis", port=note["port"])
    server.pid = note["pid"]
    return server


@pytest.fixture
def own_redis(tmp_path: Path) -> Iterator[Redis]:
    """A server for one test that stops or kills it."""
    home = tmp_path / f"redis-{uuid4().hex[:6]}"
    home.mkdir()
    server = Redis(home).start()
    yield server
    server.stop()


@pytest.fixture
def redis_url(redis_server: Redis) -> str:
    """An empty database of this worker."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
    url = redis_server.url(int(worker.removeprefix("gw")) % 16)
    redis.Redis.from_url(url).flushdb()
    return url
