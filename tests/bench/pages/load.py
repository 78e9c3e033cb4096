"""The client: a process of its own that keeps its connections open and asks again as soon as it is answered.

``python -m tests.bench.pages.load PORT CONNECTIONS SECONDS`` reads requests, parted by NUL, from standard input, sends
them in turn and prints requests a second and the 95th percentile in milliseconds. Raw sockets and one selector: about
30 µs a request.
"""

import selectors
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle

WARM_UP = 0.3
FEWEST = 10


@dataclass(frozen=True)
class Pace:
    """How quickly a server answered."""

    rps: float
    p95_ms: float


def pace_of(port: int, requests: list[bytes], *, connections: int, seconds: float) -> Pace:
    """Ask from another process, so that client and server do not share an interpreter."""
    command = [sys.executable, "-m", "tests.bench.pages.load", str(port), str(connections), str(seconds)]
    told = subprocess.run(command, input=b"\0".join(requests), stdout=subprocess.PIPE, check=True, timeout=seconds + 60)
    rps, p95 = told.stdout.split()
    return Pace(float(rps), float(p95))


class Asker:
    """One connection, with at most one question under way."""

    def __init__(self, port: int, requests: Iterator[bytes]) -> None:
        self.requests = requests
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.ask()

    def ask(self) -> None:
        self.came, self.missing, self.began = b"", -1, time.perf_counter()
        self.socket.sendall(next(self.requests))

    def take(self) -> bool:
        """Take what has come; whether the answer is whole. Anything but 200 with a length stops the run."""
        part = self.socket.recv(262_144)
        if not part:
            raise SystemExit("the server closed a connection")
        if self.missing >= 0:
            self.missing -= len(part)
            return self.missing <= 0
        self.came += part
        head, end, body = self.came.partition(b"\r\n\r\n")
        if not end:
            return False
        if b" 200 " not in head[:20]:
            raise SystemExit(f"not a page: {head[:200]!r}")
        length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
        self.missing = int(length.partition(b":")[2]) - len(body)
        return self.missing <= 0


def run(port: int, connections: int, seconds: float, requests: list[bytes]) -> tuple[float, list[float]]:
    """Requests a second, and how long each took, after a short warm-up that does not count."""
    ready = selectors.DefaultSelector()
    in_turn = cycle(requests)
    for _ in range(connections):
        asker = Asker(port, in_turn)
        ready.register(asker.socket, selectors.EVENT_READ, asker)
    begin = time.perf_counter() + WARM_UP
    took: list[float] = []
    while (now := time.perf_counter()) < begin + seconds or len(took) < FEWEST:
        for key, _ in ready.select(timeout=5):
            if key.data.take():
                if key.data.began >= begin:
                    took.append(time.perf_counter() - key.data.began)
                key.data.ask()
    return len(took) / (now - begin), took


def main() -> None:
    port, connections, seconds = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    rps, took = run(port, connections, seconds, sys.stdin.buffer.read().split(b"\0"))
    print(round(rps, 1), round(sorted(took)[int(len(took) * 0.95)] * 1000, 2))


if __name__ == "__main__":
    main()
