"""A served application inside the test's own process, and a client that speaks the wire itself: nothing is mocked."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

import pytest
import simple_websocket
from flask import Flask, g
from flask_wtf.csrf import generate_csrf
from werkzeug.serving import WSGIRequestHandler, make_server

from coop.core.realtime.presence import house
from coop.core.realtime.pushing import Publisher
from coop.core.realtime.scribe import Scribe
from coop.core.realtime.watch import Watch
from coop.core.realtime.wire import open_wires
from coop.discussion.sockets import Counts, Heads
from tests.cast import Person, sign_in


class Quiet(WSGIRequestHandler):
    def log(self, *_: Any) -> None:
        pass


class Live:
    """The served application: its address, and sockets of its people."""

    def __init__(self, app: Flask, url: str) -> None:
        self.app, self.url = app, url
        self.sockets: list[Socket] = []

    def cookie_and_token(self, person: Person) -> tuple[str, str]:
        """A session, and the CSRF token that a page of that session carries."""
        name, cookie = self.app.config["SESSION_COOKIE_NAME"], sign_in(self.app, person.id)
        with self.app.test_request_context(headers={"Cookie": f"{name}={cookie}"}):
            g.pop("csrf_token", None)  # kept by the library for the rest of the context, which is the test's
            return f"{name}={cookie}", generate_csrf()

    def open(self, *, cookie: str = "", origin: str | None = "own", **headers: str) -> "Socket":
        """A bare WebSocket, not yet connected; ``origin=None`` sends none."""
        given = {"Cookie": cookie, "Origin": self.url if origin == "own" else origin, **headers}
        self.sockets.append(Socket(self.url, {name: value for name, value in given.items() if value is not None}))
        return self.sockets[-1]

    def connect(self, person: Person) -> "Socket":
        """As the channel page does it."""
        cookie, token = self.cookie_and_token(person)
        socket = self.open(cookie=cookie)
        socket.cookie = cookie
        assert socket.connect(token), f"{person.name} was not let in"
        return socket


class Line(simple_websocket.Client):
    """Names the port in its Host header, as browsers do."""

    def handshake(self) -> None:
        self.host = f"{self.host}:{self.port}"
        super().handshake()


class Socket:
    """A Socket.IO client of forty lines: what it has heard stands in ``heard``."""

    def __init__(self, url: str, headers: dict[str, str]) -> None:
        self.line = Line(
            f"ws://{urlsplit(url).netloc}/socket.io/?EIO=4&transport=websocket", headers=list(headers.items())
        )
        self.heard: list[tuple[str, Any]] = []
        self.answers: dict[int, Any] = {}
        self.number = 0
        self.is_closed = False
        self.hello: str | None = None
        self.news = threading.Condition()
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self) -> None:
        with suppress(simple_websocket.ConnectionClosed, OSError):
            while True:
                self.take(self.line.receive())
        self.is_closed = True
        with self.news:
            self.news.notify_all()

    def take(self, packet: str) -> None:
        with self.news:
            if packet.startswith("42"):
                self.heard.append(tuple(json.loads(packet[2:])))
            elif packet.startswith("43"):
                number, _, body = packet[2:].partition("[")
                self.answers[int(number)] = json.loads("[" + body)[0]
            elif packet.startswith(("40", "44")):
                self.hello = packet
            elif packet == "2":
                self.raw("3")
            self.news.notify_all()

    def raw(self, packet: str | bytes) -> None:
        self.line.send(packet)

    def wait(self, ready: Callable[[], Any], *, seconds: float = 5) -> Any:
        with self.news:
            self.news.wait_for(lambda: ready() or self.is_closed, seconds)
            return ready()

    def connect(self, token: Any) -> bool:
        self.raw("40" + json.dumps({"token": token}))
        return str(self.wait(lambda: self.hello)).startswith("40")

    def ask(self, event: str, given: Any) -> Any:
        """Send an event and wait for its acknowledgement."""
        self.number += 1
        number = self.number
        self.raw(f"42{number}" + json.dumps([event, given]))
        return self.wait(lambda: self.answers.get(number))

    def told(self, topic: str) -> list[Any]:
        return [body for name, body in list(self.heard) if name == topic]

    def hears(self, topic: str, *, count: int = 1, seconds: float = 5) -> list[Any]:
        self.wait(lambda: len(self.told(topic)) >= count, seconds=seconds)
        return self.told(topic)

    def closes(self, *, seconds: float) -> bool:
        """Whether the other side ends the connection within that time."""
        self.wait(lambda: self.is_closed, seconds=seconds)
        return self.is_closed

    def close(self) -> None:
        with suppress(simple_websocket.ConnectionClosed, OSError):
            self.line.close()


@contextmanager
def served(app: Flask) -> Iterator[Live]:
    """As a process that takes sockets: with its watch, its scribe and its publisher, until nobody is in the house."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    beside = [threading.Thread(target=server.serve_forever, daemon=True), Watch(app), Scribe(app), Publisher()]
    for thread in beside:
        thread.start()
    house.buckets.clear()
    Counts.known.clear()
    Heads.due = 0.0
    here = Live(app, f"http://127.0.0.1:{server.server_port}")
    yield here
    for socket in here.sockets:
        socket.close()
    for wire in list(open_wires.values()):
        wire.cut()
    for thread in beside[1:]:
        thread.stop()
        thread.join(5)
    server.shutdown()
    server.server_close()
    _empty_the_house()


def _empty_the_house() -> None:
    """What the last sockets left goes by itself within a moment; the next test begins without it in any case."""
    end = time.monotonic() + 3
    while house.present and time.monotonic() < end:
        time.sleep(0.02)
    house.present.clear()
    open_wires.clear()


@pytest.fixture
def live(app: Flask) -> Iterator[Live]:
    """Ask for ``cast`` as well: people must be settled before they connect."""
    with served(app) as here:
        yield here
