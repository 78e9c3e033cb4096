"""argon2id, 64 MiB and three rounds a time (A-01), and at most four at once so that a crowd cannot exhaust the memory."""

import secrets
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import BoundedSemaphore

from coop.core.errors import Busy
from coop.extensions import security

AT_ONCE = 4
PATIENCE_SECONDS = 20
places = BoundedSemaphore(AT_ONCE)


def keep(password: str) -> str:
    """The string to store for a password."""
    with _place():
        return str(security.pwd_context.hash(_normal(password)))


def matches(password: str, stored: str | None) -> tuple[bool, str | None]:
    """Whether it is the one, and its string anew where the parameters have risen since it was stored.

    Without a stored string the same work is done for nothing: an account that is missing takes as long as a wrong password.
    """
    with _place():
        fits, renewed = security.pwd_context.verify_and_update(_normal(password), stored or _nobodys())
    return (bool(fits), renewed) if stored else (False, None)


def prepare() -> None:
    """Have the string of nobody's password ready before anybody is timed."""
    with _place():
        _nobodys()


@cache
def _nobodys() -> str:
    return str(security.pwd_context.hash(secrets.token_urlsafe(32)))


def _normal(password: str) -> str:
    """NFKC: however a keyboard composes a letter or widens a figure, it is the same password (RFC 8265)."""
    return unicodedata.normalize("NFKC", password)


@contextmanager
def _place() -> Iterator[None]:
    if not places.acquire(timeout=PATIENCE_SECONDS):
        raise Busy
    try:
        yield
    finally:
        places.release()
