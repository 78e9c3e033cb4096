"""What a channel is about, before it is open: a branch, a partnership or an activity."""

from dataclasses import dataclass

KINDS = ("branch", "partnership", "activity")


@dataclass(frozen=True, slots=True)
class Subject:
    """``unit_id`` and ``branch_id`` own the channel; its audience is the subject's own."""

    kind: str
    id: int
    audience: str
    title: str
    unit_id: int
    branch_id: int | None

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"no channel is about a {self.kind}")

    @property
    def partnership_id(self) -> int | None:
        """The partnership in whose space it lies, if it lies in one: when that closes, the channel is read only."""
        kind, _, number = self.audience.partition(":")
        return int(number) if kind == "partnership" else None
