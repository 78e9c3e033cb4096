"""What happens to accounts. Every answer to "who are you" is among it (L-01)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SignInSucceeded:
    user_id: int


@dataclass(frozen=True)
class SignInFailed:
    """``reason`` is for the trail alone: the person reads one and the same sentence."""

    user_id: int | None
    reason: str


@dataclass(frozen=True)
class SignedOut:
    user_id: int


@dataclass(frozen=True)
class NewDeviceSeen:
    user_id: int
    device_id: int


@dataclass(frozen=True)
class SessionsEnded:
    user_id: int
    count: int


@dataclass(frozen=True)
class PasswordChanged:
    user_id: int


@dataclass(frozen=True)
class PasswordReset:
    user_id: int


@dataclass(frozen=True)
class ResetRequested:
    """Somebody asked on the sign-in page; ``user_id`` is None where nobody goes by that name."""

    user_id: int | None


@dataclass(frozen=True)
class ResetIssued:
    user_id: int
    link_id: int


@dataclass(frozen=True)
class InvitationIssued:
    user_id: int
    link_id: int


@dataclass(frozen=True)
class InvitationWithdrawn:
    """The cards that were out are void; a new one may be printed."""

    user_id: int


@dataclass(frozen=True)
class InvitationAccepted:
    user_id: int


@dataclass(frozen=True)
class LinkRefused:
    """A link or code that was wrong, used or too old."""

    user_id: int | None
    reason: str


@dataclass(frozen=True)
class SignInNamesChanged:
    """``former_email`` is told too, if there was one: a thief changes the address first (A-12)."""

    user_id: int
    fields: list[str]
    former_email: str | None


@dataclass(frozen=True)
class ProfileChanged:
    user_id: int
    fields: list[str]


@dataclass(frozen=True)
class AccountLocked:
    user_id: int


@dataclass(frozen=True)
class AccountUnlocked:
    user_id: int


@dataclass(frozen=True)
class OperatorInvited:
    user_id: int
