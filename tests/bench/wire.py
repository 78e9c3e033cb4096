"""Lean Socket.IO clients, hundreds in one asyncio process, so that the load is not the limit: frames are searched, not parsed."""

import asyncio
import base64
import json
import os
import time
from typing import Any
from uuid import uuid4

NO_MASK = b"\x00\x00\x00\x00"


class Client(asyncio.Protocol):
    """One person in the channel: what they saw, in the order in which they saw it."""

    def __init__(self, port: int, cookie: str, token: str, channel: int) -> None:
        self.port, self.cookie, self.token, self.channel = port, cookie, token, channel
        self.seen: list[tuple[int, int, float]] = []
        self.answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self.buffer = bytearray()
        self.is_upgraded = False
        self.ready: asyncio.Future[None]
        self.number = 0

    async def open(self) -> None:
        loop = asyncio.get_running_loop()
        self.ready = loop.create_future()
        self.pipe, _ = await loop.create_connection(lambda: self, "127.0.0.1", self.port)
        host = f"127.0.0.1:{self.port}"
        key = base64.b64encode(os.urandom(16)).decode()
        self.pipe.write(
            f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n"
            f"Cookie: {self.cookie}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: {key}\r\n"
            "Sec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        await asyncio.wait_for(self.ready, 30)
        await self.ask("join", {"channel": self.channel})

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        if not self.is_upgraded:
            head, end, rest = bytes(self.buffer).partition(b"\r\n\r\n")
            if not end:
                return
            assert b" 101 " in head.split(b"\r\n")[0], head
            self.is_upgraded, self.buffer = True, bytearray(rest)
        self.frames()

    def frames(self) -> None:
        """Take the whole frames that have come; a server masks none."""
        data, at = bytes(self.buffer), 0
        while len(data) - at >= 2:
            size, head = data[at + 1], 2
            if size == 126:
                size, head = int.from_bytes(data[at + 2 : at + 4], "big"), 4
            elif size == 127:
                size, head = int.from_bytes(data[at + 2 : at + 10], "big"), 10
            if len(data) - at < head + size:
                break
            self.packet(data[at + head : at + head + size])
            at += head + size
        self.buffer = bytearray(data[at:])

    def packet(self, text: bytes) -> None:
        if text.startswith(b'42["entry"'):
            self.seen.append((after(text, b'"seq":'), after(text, b"#"), time.perf_counter()))
        elif text.startswith(b"43"):
            number, _, body = text[2:].partition(b"[")
            self.answers.pop(int(number)).set_result(json.loads(b"[" + body)[0])
        elif text.startswith(b"0"):
            self.write("40" + json.dumps({"token": self.token}))
        elif text.startswith(b"40"):
            self.ready.set_result(None)
        elif text == b"2":
            self.write("3")

    def write(self, packet: str) -> None:
        body = packet.encode()
        size = bytes((0x80 | len(body),)) if len(body) < 126 else b"\xfe" + len(body).to_bytes(2, "big")
        self.pipe.write(b"\x81" + size + NO_MASK + body)

    def ask(self, event: str, body: Any) -> "asyncio.Future[dict[str, Any]]":
        self.number += 1
        answer = self.answers[self.number] = asyncio.get_running_loop().create_future()
        self.write(f"42{self.number}" + json.dumps([event, body], ensure_ascii=False))
        return answer


def after(text: bytes, mark: bytes) -> int:
    """The number that stands behind the mark."""
    at = text.index(mark) + len(mark)
    while text[at : at + 1] == b" ":
        at += 1
    end = at
    while text[end : end + 1].isdigit():
        end += 1
    return int(text[at:end])


async def talk(clients: list[Client], messages: int, window: int) -> dict[str, Any]:
    """Everybody joins; then so many messages in all, ``window`` of them under way at a time, everybody speaking in turn."""
    for start in range(0, len(clients), 20):
        await asyncio.gather(*(client.open() for client in clients[start : start + 20]))
    sent, acknowledged = {}, {}
    under_way = asyncio.Semaphore(window)

    async def one(number: int) -> None:
        client = clients[number % len(clients)]
        body = {"channel": client.channel, "client_id": str(uuid4()), "text": f"第 #{number} 条：清单沿用上次的十八项"}
        sent[number] = time.perf_counter()
        answer = await asyncio.wait_for(client.ask("post", body), 60)
        assert answer.get("ok"), answer
        acknowledged[number] = time.perf_counter()
        under_way.release()

    began, running = time.perf_counter(), []
    for number in range(messages):
        await under_way.acquire()
        running.append(asyncio.create_task(one(number)))
    await asyncio.gather(*running)
    await quiet(clients, messages)
    for client in clients:
        client.pipe.close()
    return figures(clients, messages, began, sent, acknowledged)


async def quiet(clients: list[Client], messages: int, seconds: float = 20) -> None:
    """Until everybody has seen everything, or nothing more comes."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end and any(len(client.seen) < messages for client in clients):
        await asyncio.sleep(0.01)


def figures(clients: list[Client], messages: int, began: float, sent: dict, acknowledged: dict) -> dict[str, Any]:
    times = sorted(at - sent[number] for client in clients for _, number, at in client.seen)
    last = max((at for client in clients for _, _, at in client.seen), default=began)
    waits = sorted(acknowledged[number] - sent[number] for number in acknowledged)
    different = [{number for _, number, _ in client.seen} for client in clients]
    return {
        "deliveries_s": round(len(times) / (last - began)),
        "ack_p50_ms": share(waits, 0.5),
        "ack_p95_ms": share(waits, 0.95),
        "seen_p95_ms": share(times, 0.95),
        "lost": sum(messages - len(one) for one in different),
        "doubled": sum(len(client.seen) - len(one) for client, one in zip(clients, different, strict=True)),
        "reordered": sum(a >= b for client in clients for (a, *_), (b, *_) in zip(client.seen, client.seen[1:], strict=False)),
    }


def share(times: list[float], part: float) -> float:
    """Milliseconds within which this part of them lies."""
    return round(times[min(len(times) - 1, int(len(times) * part))] * 1000, 1) if times else -1
