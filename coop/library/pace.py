"""How often one person may search: a bucket of tokens that fills up again, so that typing flows and a script does not.

Counted inside the process on purpose. The limit protects this process's own time, which is where it is counted; nothing
needs to be remembered through a restart, and no write goes to the database for a question (C-03). The twenty a minute of
the requirement would stop whoever sees results while typing, so a burst of forty is let through and two more each second.
"""

from threading import Lock
from time import monotonic

BURST, PER_SECOND = 40.0, 2.0
MOST_KEPT = 10_000


class Pace:
    """Buckets by person; the fullest are forgotten first, which takes nothing from anybody."""

    def __init__(self, *, burst: float = BURST, per_second: float = PER_SECOND) -> None:
        self._burst, self._rate = burst, per_second
        self._lock = Lock()
        self._left: dict[int, tuple[float, float]] = {}

    def take(self, user_id: int, *, at: float | None = None) -> bool:
        """Whether this person may ask now; a refused question costs nothing."""
        moment = monotonic() if at is None else at
        with self._lock:
            left, before = self._left.get(user_id, (self._burst, moment))
            left = min(self._burst, left + (moment - before) * self._rate)
            if left < 1:
                self._left[user_id] = left, moment
                return False
            self._left[user_id] = left - 1, moment
            if len(self._left) > MOST_KEPT:
                self._forget(moment)
            return True

    def _forget(self, moment: float) -> None:
        full = [who for who, (left, at) in self._left.items() if left + (moment - at) * self._rate >= self._burst]
        for who in full:
            del self._left[who]
