"""The application as it is really served: a process of its own on a loopback port, that can be killed and come back."""

import os
import sys
from collections.abc import Callable, Iterator
from http.client import HTTPException
from pathlib import Path

import pytest

from tests.servers import asking, process

COMMAND = (sys.executable, "-m", "coop", "serve")


class Served:
    """One serving process over one data folder; stopped and started it keeps port and data."""

    def __init__(self, data_dir: Path, **settings: object) -> None:
        self.data_dir = data_dir
        self.port = process.free_port()
        self.settings = {name.upper(): str(value) for name, value in settings.items()}
        self.log = data_dir.parent / f"{data_dir.name}.log"
        self.pid = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def environment(self) -> dict[str, str]:
        """Nothing of the caller's own COOP_ variables leaks into the process."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("COOP_")}
        own = {"PORT": str(self.port), "COOP_DATA_DIR": str(self.data_dir), "COOP_ALLOW_HTTP": "1"}
        return kept | own | {f"COOP_{name}": value for name, value in self.settings.items()}

    def start(self, *, seconds: float = 60) -> "Served":
        self.pid = process.launch(list(COMMAND), self.log, env=self.environment()).pid
        try:
            process.wait_until(self.is_ready, seconds=seconds, what="the application")
        except TimeoutError:
            self.kill()
            pytest.fail(f"the application did not come up:\n{self.told()}", pytrace=False)
        return self

    def is_ready(self) -> bool:
        try:
            return asking.get(f"{self.url}/readyz", seconds=2).status == 200
        except (OSError, HTTPException):
            return False

    def kill(self) -> None:
        """As a power cut would: no goodbye, nothing flushed."""
        process.end(self.pid, hard=True)

    def stop(self) -> None:
        process.end(self.pid)

    def told(self, *, last: int = 40) -> str:
        """The end of what the process wrote."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-last:]) if self.log.exists() else ""


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Served]]:
    """`serve()` starts the application over an empty data folder; settings by name: `serve(redis_url=…)`."""
    running: list[Served] = []

    def begin(data_dir: Path | None = None, **settings: object) -> Served:
        running.append(Served(data_dir or tmp_path / f"served-{len(running)}", **settings))
        return running[-1].start()

    yield begin
    for served in running:
        served.stop()
