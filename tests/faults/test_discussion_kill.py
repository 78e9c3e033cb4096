"""kill -9 of the server at any moment: whatever was acknowledged is there, once, in one order, for everybody."""

import os
import random
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import pytest
import simple_websocket
from wsproto.utilities import RemoteProtocolError

from tests.bench.realtime import House
from tests.faults.serving import Server
from tests.live import Socket

pytestmark = [pytest.mark.faults, pytest.mark.filterwarnings("ignore::ResourceWarning")]
LONG = os.environ.get("COOP_FAULTS") == "long"
KILLS = 200 if LONG else 3
WRITERS = 3
READ_EVERY = 10
SEED = 20261120


@dataclass
class Recorder:
    """What each writer invoked, and what was acknowledged under which number."""

    acknowledged: dict[str, int] = field(default_factory=dict)
    spoken: dict[int, list[str]] = field(default_factory=dict)
    unknown: int = 0
    stopping: threading.Event = field(default_factory=threading.Event)


def write(server: Server, recorder: Recorder, person: int) -> None:
    """Say one thing after the other, each again under its own number until it is acknowledged."""
    socket: Socket | None = None
    while not recorder.stopping.is_set():
        number = str(uuid4())
        recorder.spoken.setdefault(person, []).append(number)
        while number not in recorder.acknowledged:
            try:
                socket = socket if socket and not socket.is_closed else server.connect(person)
                asked = {"channel": server.house.channel_id, "client_id": number, "text": f"{person} 说 {number}"}
                answer = socket.ask("post", asked)
            except (OSError, simple_websocket.ConnectionClosed, RemoteProtocolError):  # killed while greeting, too
                answer = None
            if answer and answer["ok"]:
                recorder.acknowledged[number] = answer["seq"]
            else:
                recorder.unknown += 1
                socket = None
                time.sleep(0.1)


def test_nothing_acknowledged_is_lost_doubled_or_out_of_order(tmp_path: Path):
    house, chance, recorder = House(tmp_path, WRITERS + 1), random.Random(SEED), Recorder()
    server = Server(tmp_path, house).start()
    writers = [threading.Thread(target=write, args=(server, recorder, person), daemon=True) for person in range(WRITERS)]
    for writer in writers:
        writer.start()
    try:
        seen: list[dict] = []
        for number in range(KILLS):
            time.sleep(chance.uniform(0.5, 1.5))
            if number % READ_EVERY == 0:
                read_on(server, WRITERS, seen)
            server.kill()
            server.start()
        time.sleep(1.5)
        recorder.stopping.set()
        for writer in writers:
            writer.join(60)
        read_on(server, WRITERS, seen)
    finally:
        recorder.stopping.set()
        server.stop()
    assert [entry["seq"] for entry in seen] == list(range(1, len(seen) + 1))
    numbers = [entry["client_id"] for entry in seen]
    assert len(set(numbers)) == len(numbers)
    assert {entry["client_id"]: entry["seq"] for entry in seen} == recorder.acknowledged
    for spoken in recorder.spoken.values():
        assert [number for number in numbers if number in spoken] == spoken
    assert recorder.unknown, "the kills hit nobody: the test proves nothing"


def read_on(server: Server, person: int, seen: list[dict]) -> None:
    """What came since, as somebody gets it who looks in now and then: who is a thousand behind begins anew (`reset`)."""
    socket, more = let_in(server, person), True
    while more:
        answer = socket.ask("join", {"channel": server.house.channel_id, "after": seen[-1]["seq"] if seen else 0})
        assert not answer["reset"]
        more = answer["more"]
        seen += answer["entries"]


def let_in(server: Server, person: int) -> Socket:
    """A port answers a moment before the house behind it does."""
    for _ in range(100):
        with suppress(ConnectionError):
            return server.connect(person)
        time.sleep(0.2)
    return server.connect(person)
