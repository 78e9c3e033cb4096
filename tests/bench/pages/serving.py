"""Both servers: the product's own, and the floor under the same gunicorn class with the same settings."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from coop.cli.serving import Server
from tests.bench.pages.floor import bare
from tests.bench.pages.installation import KEY, settings_for

READY_WITHIN = 30.0


class Floor(Server):
    """The product's server with another application in it and nothing beside."""

    def load(self) -> Flask:
        return bare(Path(self.settings.data_dir))

    def stop_beside(self) -> None:
        """Nothing was started."""


@contextmanager
def serving(folder: Path, *, is_floor: bool) -> Iterator[int]:
    """A server in a process of its own; yields its port. Its log of requests is written and goes nowhere."""
    port = _free_port()
    command = [sys.executable, "-m", "tests.bench.pages.serving", str(port), str(folder), "floor" if is_floor else "product"]
    named = {"COOP_DATA_DIR": str(folder), "COOP_SECRET_KEY": KEY, "COOP_ALLOW_HTTP": "1", "PORT": str(port)}
    process = subprocess.Popen(command, env=os.environ | named, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            probe.settimeout(0.2)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("the server did not start")


if __name__ == "__main__":
    settings = settings_for(Path(sys.argv[2]), int(sys.argv[1]))
    (Floor if sys.argv[3] == "floor" else Server)(settings).run()
