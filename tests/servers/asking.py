"""One request as a stranger's program makes it: no browser, no cookie that was not given, nothing followed."""

from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection
from urllib.parse import urlsplit


@dataclass
class Reply:
    """What came back, whatever its status."""

    status: int
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


def get(address: str, *, seconds: float = 10, **headers: str) -> Reply:
    """Ask a server of ours; raises OSError where nobody listens or nobody answers in time."""
    parts = urlsplit(address)
    line = HTTPConnection(parts.netloc, timeout=seconds)
    try:
        line.request("GET", address.removeprefix(f"{parts.scheme}://{parts.netloc}"), headers=headers)
        answer = line.getresponse()
        return Reply(answer.status, answer.headers, answer.read())
    finally:
        line.close()
