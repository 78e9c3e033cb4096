"""Two processes carry pushes to each other through Redis; when it goes, what is said is stored and acknowledged all the same."""

import time
from pathlib import Path
from uuid import uuid4

import pytest

from tests.bench.realtime import House
from tests.faults.serving import Server

pytestmark = [pytest.mark.faults, pytest.mark.redis]


def say(socket, channel: int, text: str) -> dict:
    return socket.ask("post", {"channel": channel, "client_id": str(uuid4()), "text": text})


def test_two_processes_one_redis_that_goes_and_comes_back(tmp_path: Path, own_redis):
    house = House(tmp_path, 2)
    servers = [Server(tmp_path, house, redis_url=own_redis.url()).start() for _ in range(2)]
    try:
        ana, chen = (server.connect(number) for number, server in enumerate(servers))
        for socket in (ana, chen):
            assert socket.ask("join", {"channel": house.channel_id})["ok"]
        time.sleep(1)
        assert say(ana, house.channel_id, "一")["seq"] == 1
        assert chen.hears("entry")[0]["text"] == "一", "the other process tells its own sockets"
        own_redis.stop(hard=True)
        began = time.monotonic()
        assert say(ana, house.channel_id, "二")["seq"] == 2
        assert time.monotonic() - began < 2, "an absent Redis holds up no acknowledgement"
        assert ana.hears("entry", count=2)[1]["text"] == "二"
        assert len(chen.told("entry")) == 1
        head = {str(house.channel_id): 2}
        assert chen.wait(lambda: head in chen.told("heads"), seconds=26), "the heads tell what was not pushed"
        answer = chen.ask("join", {"channel": house.channel_id, "after": 1})
        assert [entry["text"] for entry in answer["entries"]] == ["二"]
        own_redis.start()
        heard_again(ana, chen, house.channel_id)
    finally:
        for server in servers:
            server.stop()


def heard_again(ana, chen, channel: int) -> None:
    """Within ten seconds of its return."""
    before = len(chen.told("entry"))
    end = time.monotonic() + 10
    while time.monotonic() < end and len(chen.told("entry")) == before:
        assert say(ana, channel, "回来了吗")["ok"]
        time.sleep(0.5)
    assert len(chen.told("entry")) > before
