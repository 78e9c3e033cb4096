"""What operators do that the trail remembers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReactionRetried:
    pending_id: int
    consumer: str
