"""Who gets a seat: pure arithmetic over quotas and counts."""


def has_seat(quota: int | None, registered: int) -> bool:
    """Whether one more may be registered; no quota is no limit."""
    return quota is None or registered < quota


def seats_free(quota: int | None, registered: int, waiting: int) -> int:
    """How many of the queue move up now: never more than wait, never past the quota."""
    return waiting if quota is None else max(0, min(waiting, quota - registered))
