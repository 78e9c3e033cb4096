"""What happens to partnerships. ``branch_ids`` are those whose officers are concerned, the doer's own among them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PartnershipProposed:
    """A branch wrote a proposal; it waits for that side's second key unless ``is_sent``."""

    partnership_id: int
    branch_id: int
    is_sent: bool


@dataclass(frozen=True, slots=True)
class PartyInvited:
    """From now on this branch's officers can read the proposal and answer it."""

    partnership_id: int
    party_id: int
    branch_id: int


@dataclass(frozen=True, slots=True)
class AnswerDateSet:
    """Recorded to be reacted to on the day after the answer date, not before."""

    partnership_id: int


@dataclass(frozen=True, slots=True)
class InvitationReminded:
    partnership_id: int
    party_id: int
    branch_id: int


@dataclass(frozen=True, slots=True)
class PartyAgreed:
    """The clerk's key is turned, the secretary's is not."""

    partnership_id: int
    party_id: int
    branch_id: int


@dataclass(frozen=True, slots=True)
class PartyJoined:
    partnership_id: int
    party_id: int
    branch_id: int
    branch_ids: list[int]


@dataclass(frozen=True, slots=True)
class PartyDeclined:
    """``is_lapsed``: it did not answer in time, or was not waited for; nobody of the branch said no."""

    partnership_id: int
    party_id: int
    branch_id: int
    branch_ids: list[int]
    reason: str
    is_lapsed: bool = False


@dataclass(frozen=True, slots=True)
class PartyLeft:
    partnership_id: int
    party_id: int
    branch_id: int
    branch_ids: list[int]
    reason: str


@dataclass(frozen=True, slots=True)
class PartnershipActivated:
    partnership_id: int
    branch_ids: list[int]


@dataclass(frozen=True, slots=True)
class PartnershipDeclined:
    """Everybody invited has answered, and nobody is left to build with."""

    partnership_id: int
    branch_ids: list[int]


@dataclass(frozen=True, slots=True)
class PartnershipWithdrawn:
    partnership_id: int
    branch_id: int
    branch_ids: list[int]
    reason: str


@dataclass(frozen=True, slots=True)
class PartnershipLapsed:
    partnership_id: int
    branch_ids: list[int]


@dataclass(frozen=True, slots=True)
class PartnershipPaused:
    partnership_id: int
    branch_ids: list[int]
    reason: str


@dataclass(frozen=True, slots=True)
class PartnershipResumed:
    partnership_id: int
    branch_ids: list[int]
    reason: str


@dataclass(frozen=True, slots=True)
class PartnershipConcluded:
    """``reason`` is the summary that the parties leave behind."""

    partnership_id: int
    branch_ids: list[int]
    reason: str


@dataclass(frozen=True, slots=True)
class PartnershipTerminated:
    partnership_id: int
    branch_ids: list[int]
    reason: str


@dataclass(frozen=True, slots=True)
class MotionMade:
    partnership_id: int
    motion_id: int
    branch_id: int
    kind: str
    branch_ids: list[int]


@dataclass(frozen=True, slots=True)
class MotionConsented:
    partnership_id: int
    motion_id: int
    branch_id: int
    kind: str


@dataclass(frozen=True, slots=True)
class MotionRefused:
    partnership_id: int
    motion_id: int
    branch_id: int
    kind: str
    branch_ids: list[int]
    reason: str


@dataclass(frozen=True, slots=True)
class MotionWithdrawn:
    partnership_id: int
    motion_id: int
    branch_id: int
    kind: str
    branch_ids: list[int]


@dataclass(frozen=True, slots=True)
class LiaisonsNamed:
    partnership_id: int
    party_id: int
    branch_id: int
    user_ids: list[int]


@dataclass(frozen=True, slots=True)
class RosterExposureChanged:
    partnership_id: int
    party_id: int
    branch_id: int
    shows: str
