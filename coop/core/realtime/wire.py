"""The WebSocket under the socket: no compression, bounded frames, one encoding for a whole room, garbage kept outside."""

import socket
import threading
import time
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import simple_websocket
from engineio.packet import NOOP, Packet

LARGEST = 65_536
MOST_FAULTS = 3
#: Engine.IO's close, pong and message; of Socket.IO's packets connect, disconnect, event and acknowledgement.
KNOWN = ("1", "3", "40", "41", "42", "43")
FAULT = '42["refused",{"ok":false,"status":400,"error":"schema"}]'

open_wires: dict[str, "Wire"] = {}


class OncePacket(Packet):
    """A packet that is encoded once, however many sockets it goes to."""

    encoded: str | bytes | None = None

    def encode(self, b64: bool = False) -> str | bytes:  # noqa: FBT001, FBT002 -- the library's signature
        if self.encoded is None:
            self.encoded = super().encode(b64=b64)
        return self.encoded


FLUSH = OncePacket(NOOP)
FLUSH.encoded = ""


@lru_cache(maxsize=256)
def frame(text: str) -> bytes:
    """An unmasked text frame (RFC 6455, 5.2): what a server sends is the same for every reader."""
    body = text.encode()
    if len(body) < 126:
        return bytes((0x81, len(body))) + body
    if len(body) < 65_536:
        return b"\x81\x7e" + len(body).to_bytes(2, "big") + body
    return b"\x81\x7f" + len(body).to_bytes(8, "big") + body


class Wire:
    """What Engine.IO takes for a WebSocket in threading mode. Made for each connection, runs until it ends."""

    def __init__(self, handler: Callable[["Wire"], Any], _: Any) -> None:
        self.handler = handler
        self.faults = 0
        self.since = time.monotonic()
        self.writing = threading.Lock()
        self.rest = b""
        self.is_late = False

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        self.sid = self.handler.__self__.sid  # type: ignore[attr-defined]
        self.address = environ.get("REMOTE_ADDR", "")
        open_wires[self.sid] = self
        try:
            self.ws = simple_websocket.Server(environ, max_message_size=LARGEST)
            self.ws.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            answer = self.handler(self)
        finally:
            open_wires.pop(self.sid, None)
        if self.ws.mode == "gunicorn":
            raise StopIteration
        if self.ws.mode == "werkzeug":
            raise ConnectionError
        return answer

    def send(self, message: str | bytes) -> None:
        if not self.ws.connected:
            raise OSError("the line is cut")
        with self.writing:
            self.ws.sock.sendall(self.rest + (frame(str(message)) if message else b""))
            self.rest = b""
            self.is_late = self.waits() > 0

    def waits(self) -> int:
        """How many packets wait for the writer thread."""
        return self.handler.__self__.queue.qsize()  # type: ignore[attr-defined]

    def pass_on(self, packet: OncePacket) -> OncePacket | None:
        """Write at once, without waking the writer thread, where the line takes it; else what the writer is to send.

        Nothing overtakes: while anything waits for the writer, everything waits behind it.
        """
        if self.is_late or not self.writing.acquire(blocking=False):
            return packet
        try:
            data = frame(str(packet.encode()))
            self.rest = data[self.ws.sock.send(data, socket.MSG_DONTWAIT) :]
        except BlockingIOError:
            return packet
        except OSError:
            return None
        finally:
            self.writing.release()
        return FLUSH if self.rest else None

    def wait(self) -> str | None:
        """The next packet that is one; three others end the connection."""
        while True:
            try:
                received = self.ws.receive()
            except simple_websocket.ConnectionClosed:
                return None
            if isinstance(received, str) and received.startswith(KNOWN) and len(received) <= LARGEST:
                return received
            if not self.fault():
                return None

    def fault(self) -> bool:
        """Tell the client that this was no packet; False once it has been told often enough."""
        self.faults += 1
        try:
            self.send(FAULT)
        except OSError:
            return False
        return self.faults < MOST_FAULTS

    def close(self) -> None:
        if self.ws.connected:
            self.ws.close()

    def cut(self) -> None:
        """End a connection whose reader does not read: a goodbye would wait for ever."""
        try:
            self.ws.sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            return
