"""Events that only tests know."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BellRung:
    """What the tests of the outbox record."""

    number: int


@dataclass(frozen=True, slots=True)
class BellEchoed:
    """What a reaction of theirs records."""

    number: int
