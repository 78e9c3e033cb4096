"""R-05, R-08: whatever a client sends, the answer is a schema error, never a traceback and never a change."""

import json
import os
import random

import pytest
import simple_websocket
from sqlalchemy import func, select

from coop.core.realtime.presence import house
from coop.core.realtime.wire import LARGEST, frame
from coop.core.scope import everything
from coop.discussion.models import Message
from coop.extensions import db
from tests.cast import Cast

SEED = 20261120
FRAMES = 10_000 if os.environ.get("COOP_FAULTS") == "long" else 600
DEEP = "[" * 30_000
WRONG_PACKETS = [
    "", "x", "9", "4", "49", "45", "451-[]", "461-[]", "42", "42[", "42{}", "42[]", "42[1]", '42["post"', "42" + DEEP, "2probe",
    "5", "6", "0{}", '44{"message":"x"}', "42/other,[\"join\",{}]", "\x00", "4\ud7ff", '42["connect"]', '42["disconnect"]',
]  # fmt: skip
WRONG_EVENTS = [
    ("nothing", {}), ("join", None), ("join", []), ("join", {"channel": "1"}), ("join", {"channel": True}),
    ("join", {"channel": 1, "room": "user:1"}), ("join", {"channel": 1.5}), ("join", {"channel": -1}),
    ("join", {"channel": 10**30}), ("join", 7), ("post", {"channel": 1, "client_id": "no-number", "text": "x"}),
    ("post", {"channel": 1, "client_id": "0" * 36, "text": 5}), ("sync", {"cursors": {"1": "x"}}), ("sync", {"cursors": []}),
    ("read", {"channel": 1, "seq": None}), ("typing", {"channel": {}}), ("__class__", {}), ("*", {}), ("connect", {}),
]  # fmt: skip


def messages() -> int:
    with everything("test", quiet=True):
        return db.session().scalar(select(func.count()).select_from(Message))


def test_r08_a_wrong_event_is_a_schema_error(cast: Cast, live):
    for event, given in WRONG_EVENTS:
        house.present.clear()
        socket = live.connect(cast.ana)
        answer = socket.ask(event, given) if event != "connect" else socket.raw(f'42["{event}",{{}}]')
        assert answer is None or (answer["ok"], answer["status"], answer["error"]) == (False, 400, "schema"), (event, given)
        assert socket.hears("refused")[0]["error"] == "schema"


def test_r08_what_is_no_packet_leaves_no_traceback_and_stops_nobody(cast: Cast, live, capfd):
    other = live.connect(cast.chen)
    for packet in WRONG_PACKETS:
        socket = live.connect(cast.ana)
        socket.raw(packet)
        assert socket.hears("refused") or socket.is_closed, packet
        socket.close()
    assert other.ask("join", {"channel": 999})["status"] == 404
    assert "Traceback" not in capfd.readouterr().err


def test_r08_binary_is_refused_and_three_faults_end_it(cast: Cast, live):
    socket = live.connect(cast.ana)
    for _ in range(3):
        socket.raw(b"\x00\x01")
    assert socket.closes(seconds=3)
    assert len(socket.told("refused")) == 3


def test_r05_a_frame_beyond_64_kib_closes_it_and_others_go_on(cast: Cast, live):
    socket, other = live.connect(cast.ana), live.connect(cast.chen)
    socket.raw("42" + json.dumps(["post", "x" * (LARGEST + 1)]))
    assert socket.closes(seconds=3)
    assert other.ask("join", {"channel": 999})["status"] == 404


def test_r08_thousands_of_random_frames_change_nothing(cast: Cast, live, capfd):
    """The long form sends ten thousand; whoever is cut comes back with a new socket."""
    chance, before, socket = random.Random(SEED), messages(), None
    alphabet = '0123456789"[]{}:,/-_ab频道post join channel\\u0000'
    for number in range(FRAMES):
        if socket is None or socket.is_closed:
            socket = live.connect(cast.ana if number % 2 else cast.chen)
        body = "".join(chance.choices(alphabet, k=chance.randint(0, 60)))
        try:
            socket.raw(chance.choice(["42", "4", "", "40", "43", "421"]) + body)
        except (simple_websocket.ConnectionClosed, OSError):
            socket = None
    assert messages() == before
    assert "Traceback" not in capfd.readouterr().err
    assert live.connect(cast.ben).ask("join", {"channel": 999})["status"] == 404


@pytest.mark.parametrize("size", [0, 1, 125, 126, 65_535, 65_536])
def test_a_frame_is_read_back_as_it_was(size):
    from wsproto import ConnectionType
    from wsproto.connection import Connection

    reader = Connection(ConnectionType.CLIENT)
    reader.receive_data(frame("字" * (size // 3) + "x" * (size % 3)))
    assert "".join(event.data for event in reader.events()) == "字" * (size // 3) + "x" * (size % 3)
