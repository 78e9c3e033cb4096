"""Terms of office: a post held for a time, and a hint before the time is up (U3)."""

from datetime import date, timedelta
from typing import Literal

NOTICE = timedelta(days=90)  # long enough to prepare an election and have its outcome approved
Term = Literal["", "running", "ending", "over"]


def term_state(until: date | None, *, on: date) -> Term:
    """``ending`` within the last 90 days, the last day included; ``over`` from the day after; empty without an end."""
    if until is None:
        return ""
    if on > until:
        return "over"
    return "ending" if until - on <= NOTICE else "running"
