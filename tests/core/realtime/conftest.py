"""The application served on a loopback port inside the test, with real sockets, its watch and its publisher."""

from tests.live import live

__all__ = ["live"]
