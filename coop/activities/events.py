"""What happens to activities and to the people who come. ``branch_ids`` are the hosts', ``user_id`` is whose place it is."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ActivityDrafted:
    activity_id: int
    branch_id: int


@dataclass(frozen=True, slots=True)
class ActivityProposed:
    """The officers of ``asked_ids`` can read the plan and are to answer it."""

    activity_id: int
    partnership_id: int | None
    branch_id: int
    asked_ids: list[int]


@dataclass(frozen=True, slots=True)
class HostConfirmed:
    activity_id: int
    branch_id: int


@dataclass(frozen=True, slots=True)
class HostDeclined:
    activity_id: int
    branch_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class HostLeft:
    """Its branch left the partnership, and with it what was still to come; ``user_ids`` had a place there."""

    activity_id: int
    branch_id: int
    user_ids: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ActivityReturned:
    """Nobody asked wants to host it: it is its author's draft again."""

    activity_id: int
    branch_id: int


@dataclass(frozen=True, slots=True)
class ActivityScheduled:
    """The date stands; from now on everybody in its audience sees it, and members may register."""

    activity_id: int
    partnership_id: int | None
    branch_ids: list[int]


@dataclass(frozen=True, slots=True)
class ActivityChanged:
    """Something other than date and place; ``fields`` names what."""

    activity_id: int
    fields: list[str]


@dataclass(frozen=True, slots=True)
class ActivityMoved:
    """Another date or place; instants as ISO strings. Of a proposal that moves members do not know: not ``was_published``."""

    activity_id: int
    branch_ids: list[int]
    starts_before: str
    starts_after: str
    place_before: str
    place_after: str
    reason: str
    was_published: bool = True


@dataclass(frozen=True, slots=True)
class ActivityPostponed:
    activity_id: int
    branch_ids: list[int]
    reason: str


@dataclass(frozen=True, slots=True)
class ActivityCancelled:
    """``was_published``: members knew of it; else only the hosts' officers did."""

    activity_id: int
    branch_ids: list[int]
    reason: str
    was_published: bool


@dataclass(frozen=True, slots=True)
class ActivityHeld:
    activity_id: int
    branch_ids: list[int]


@dataclass(frozen=True, slots=True)
class RegistrationPlaced:
    activity_id: int
    registration_id: int
    user_id: int


@dataclass(frozen=True, slots=True)
class RegistrationWaitlisted:
    activity_id: int
    registration_id: int
    user_id: int


@dataclass(frozen=True, slots=True)
class RegistrationMovedUp:
    """A seat came free and the first in the queue has it; a guest's ``user_id`` is that of whoever brings them."""

    activity_id: int
    registration_id: int
    user_id: int


@dataclass(frozen=True, slots=True)
class RegistrationWithdrawn:
    activity_id: int
    registration_id: int
    user_id: int


@dataclass(frozen=True, slots=True)
class RegistrationDeclined:
    activity_id: int
    registration_id: int
    user_id: int


@dataclass(frozen=True, slots=True)
class GuestRequested:
    """Officers of ``branch_id`` and of the other hosts may approve."""

    activity_id: int
    registration_id: int
    user_id: int
    branch_id: int


@dataclass(frozen=True, slots=True)
class GuestApproved:
    activity_id: int
    registration_id: int
    user_id: int


@dataclass(frozen=True, slots=True)
class GuestRefused:
    activity_id: int
    registration_id: int
    user_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class DutyTaken:
    activity_id: int
    kind: str
    user_id: int


@dataclass(frozen=True, slots=True)
class DutyReleased:
    activity_id: int
    kind: str
    user_id: int


@dataclass(frozen=True, slots=True)
class ExpenseWritten:
    activity_id: int
    expense_id: int


@dataclass(frozen=True, slots=True)
class ExpenseStruck:
    activity_id: int
    item: str


@dataclass(frozen=True, slots=True)
class FeedIssued:
    user_id: int


@dataclass(frozen=True, slots=True)
class FeedRevoked:
    user_id: int
