"""R-01, R-02, R-07: who may open a socket, how soon they must say who they are, and how many there may be."""

import time

import pytest
import simple_websocket

from coop.core.realtime import presence
from coop.core.realtime.door import Door, origin_of
from coop.core.realtime.wire import open_wires
from tests.cast import Cast
from tests.conftest import settings_for

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")  # the client library leaves a refused line open

FOREIGN = ["https://evil.example", "null", "http://127.0.0.1", "http://127.0.0.1.evil.example", "file://", None]


@pytest.mark.parametrize("origin", FOREIGN)
def test_r01_a_foreign_a_null_and_a_missing_origin_are_refused(cast: Cast, live, origin):
    cookie, _ = live.cookie_and_token(cast.ana)
    with pytest.raises((simple_websocket.ConnectionError, simple_websocket.ConnectionClosed)):
        live.open(cookie=cookie, origin=origin)
    assert not open_wires


def test_r01_session_origin_and_token_together_open_it(cast: Cast, live):
    assert live.connect(cast.ana).hello.startswith("40")


def test_r01_each_alone_is_not_enough(cast: Cast, live):
    cookie, token = live.cookie_and_token(cast.ana)
    _, token_of_chen = live.cookie_and_token(cast.chen)
    for worn, shown in ((cookie, None), (cookie, ""), (cookie, 7), (cookie, "x" * 40), (cookie, token_of_chen), ("", token)):
        assert not live.open(cookie=worn).connect(shown), f"let in with {shown!r}"
    assert not presence.house.present


def test_r01_nothing_is_compressed(cast: Cast, live):
    cookie, token = live.cookie_and_token(cast.ana)
    socket = live.open(cookie=cookie, **{"Sec-WebSocket-Extensions": "permessage-deflate; client_max_window_bits"})
    assert socket.connect(token)
    assert "HTTP_SEC_WEBSOCKET_EXTENSIONS" not in next(iter(open_wires.values())).ws.environ


def test_r02_who_does_not_say_who_they_are_is_cut_within_six_seconds(cast: Cast, live):
    cookie, _ = live.cookie_and_token(cast.ana)
    silent, refused, good = live.open(cookie=cookie), live.open(cookie=cookie), live.connect(cast.chen)
    refused.connect("wrong")
    began = time.monotonic()
    assert silent.closes(seconds=7) and refused.closes(seconds=2)
    assert 4 < time.monotonic() - began < 7.5
    assert not good.is_closed


def test_r07_a_person_has_ten_and_others_are_not_touched(cast: Cast, live):
    for _ in range(presence.MOST_PER_USER):
        live.connect(cast.ana)
    cookie, token = live.cookie_and_token(cast.ana)
    assert not live.open(cookie=cookie).connect(token)
    assert live.connect(cast.chen)


def test_r07_beyond_the_cap_the_answer_is_503_and_pages_are_still_served(cast: Cast, live, tmp_path):
    door = Door(live.app.wsgi_app, settings_for(tmp_path, threads=34))
    live.connect(cast.ana)
    live.connect(cast.chen)
    asked = {
        "PATH_INFO": "/socket.io/", "HTTP_UPGRADE": "websocket", "HTTP_ORIGIN": "http://host", "HTTP_HOST": "host",
        "REMOTE_ADDR": "10.0.0.9",
    }  # fmt: skip
    assert door.refusal(asked) == "503 Service Unavailable"
    assert live.app.test_client().get("/nowhere").status_code == 404
    door.most = 9
    assert door.refusal(asked) is None
    door.most_per_address = 2
    assert door.refusal(asked | {"REMOTE_ADDR": "127.0.0.1"}) == "429 Too Many Requests"


def test_polling_is_no_way_in(cast: Cast, live):
    assert live.app.test_client().get("/socket.io/?EIO=4&transport=polling").status_code == 400


def test_an_origin_is_scheme_host_and_port():
    assert origin_of("https://Coop.example:443") == origin_of("https://coop.example") == "https://coop.example"
    assert origin_of("http://a") != origin_of("https://a")
    assert [origin_of(bad) for bad in ("null", "", "ftp://a", "http://")] == ["", "", "", ""]
