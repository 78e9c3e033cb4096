"""Before the handshake: a foreign page is turned away, a full house says so, and neither costs a thread."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from coop.core.realtime.watch import Watch
from coop.core.realtime.wire import open_wires
from coop.settings import Settings

PATH = "/socket.io/"
SPARE_THREADS = 32


class Door:
    """Stands around the application and looks at requests for a socket only (R-01, R-07)."""

    def __init__(self, app: Callable[..., Any], settings: Settings) -> None:
        self.app = app
        self.base = origin_of(settings.base_url or "")
        self.most = max(2, settings.threads - SPARE_THREADS)
        self.most_per_address = settings.sockets_per_address

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        status = self.refusal(environ) if environ.get("PATH_INFO", "").startswith(PATH) else None
        if status is None:
            return self.app(environ, start_response)
        start_response(status, [("Content-Length", "0"), ("Cache-Control", "no-store"), ("Retry-After", "5")])
        return [b""]

    def refusal(self, environ: dict[str, Any]) -> str | None:
        """The status to answer with, or None for a request that may go on."""
        if environ.get("HTTP_UPGRADE", "").lower() != "websocket":
            return "400 Bad Request"
        if not self.is_ours(environ):
            return "403 Forbidden"
        wires = list(open_wires.values())
        # Where no watch runs nobody would be put out either: a worker that only serves pages takes no sockets.
        if not Watch.running or len(wires) >= self.most:
            return "503 Service Unavailable"
        if sum(wire.address == environ.get("REMOTE_ADDR") for wire in wires) >= self.most_per_address:
            return "429 Too Many Requests"
        return None

    def is_ours(self, environ: dict[str, Any]) -> bool:
        """Only a page of this very host opens a socket: no Origin, ``null`` and foreign ones are refused alike."""
        given = origin_of(environ.get("HTTP_ORIGIN", ""))
        here = origin_of(f"{environ.get('wsgi.url_scheme', 'http')}://{environ.get('HTTP_HOST', '')}")
        return bool(given) and given in (here, self.base)


def origin_of(address: str) -> str:
    """scheme://host:port in lower case with the default port left out; "" for what is no web address."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return ""
    default = ":443" if parts.scheme == "https" else ":80"
    return f"{parts.scheme}://{parts.netloc.lower().removesuffix(default)}"
