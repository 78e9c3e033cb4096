"""Pages take turns: there are many threads, since each open socket holds some, but one interpreter that writes the pages.

Sixteen pages written side by side take twice as long as the same sixteen one after the other: at every row that is
read the threads wrest the interpreter from each other, from one core to the next.
"""

from collections.abc import Iterable
from threading import BoundedSemaphore
from typing import Any

from coop.core.web.layers import Answer

#: Whoever has waited that long goes on beside the others: something slow never holds up what is quick for longer.
PATIENCE_SECONDS = 0.15
READING = frozenset({"GET", "HEAD"})


class Turns:
    """Lets ``at_once`` pages be written at a time. Deeds do not wait: they stand in line at the database, and a form
    may come in slowly. Neither does the sending of what is written, nor a socket, which never comes this far."""

    def __init__(self, answer: Answer, at_once: int, *, patience: float = PATIENCE_SECONDS) -> None:
        self.answer = answer
        self.turns = BoundedSemaphore(at_once)
        self.patience = patience

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        has_turn = environ["REQUEST_METHOD"] in READING and self.turns.acquire(timeout=self.patience)
        try:
            return self.answer(environ, start_response)
        finally:
            if has_turn:
                self.turns.release()
