"""Served processes over one data folder with people in it, that can be killed and come back, and sockets of those people."""

import os
import sys
from pathlib import Path

import simple_websocket

from tests.bench.realtime import ROOT, House, settings
from tests.live import Socket
from tests.servers import process


class Server:
    """``python wsgi.py`` on a port of its own."""

    def __init__(self, folder: Path, house: House, **more: str) -> None:
        self.port, self.house = process.free_port(), house
        own = {f"COOP_{name.upper()}": value for name, value in more.items()}
        kept = {name: value for name, value in os.environ.items() if not name.startswith("COOP_")}
        self.env = kept | settings(folder, self.port, house.size) | own
        self.log = folder / f"server-{self.port}.log"
        self.pid = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> "Server":
        self.pid = process.launch([sys.executable, "wsgi.py"], self.log, env=self.env, cwd=ROOT).pid
        process.wait_until(lambda: process.answers(self.port), seconds=60, what=f"the server ({self.log})")
        return self

    def kill(self) -> None:
        """As a power cut would: master and worker at once, nothing said."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        for pid in (self.pid, *map(int, children)):
            process.end(pid, hard=True)

    def stop(self) -> None:
        process.end(self.pid)

    def connect(self, number: int) -> Socket:
        """The socket of one of the house's people; ConnectionError where the server is away."""
        cookie, token = self.house.papers[number]
        try:
            socket = Socket(self.url, {"Cookie": cookie, "Origin": self.url})
        except (OSError, simple_websocket.ConnectionError, simple_websocket.ConnectionClosed) as away:
            raise ConnectionError from away
        if not socket.connect(token):
            raise ConnectionError
        return socket
