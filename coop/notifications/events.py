"""What the notifications slice tells itself: that a day has come on which somebody is to be reminded."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ActivityReminderDue:
    """``starts_at`` is the start that was reckoned with; an activity that moved meanwhile has a reminder of its own."""

    activity_id: int
    days: int
    starts_at: str


@dataclass(frozen=True, slots=True)
class AnswerReminderDue:
    """``answer_until`` is the day that was reckoned with."""

    party_id: int
    days: int
    answer_until: str
