"""What happens to units, their trees and the people in them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UnitApplied:
    application_id: int


@dataclass(frozen=True, slots=True)
class UnitApproved:
    application_id: int
    unit_id: int
    user_id: int


@dataclass(frozen=True, slots=True)
class UnitRejected:
    application_id: int


@dataclass(frozen=True, slots=True)
class UnitSuspended:
    """The platform set the unit aside; its administrators hear why, its partners hear that it is so."""

    unit_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class UnitResumed:
    """The unit is as it was before."""

    unit_id: int


@dataclass(frozen=True, slots=True)
class UnitRoleGiven:
    unit_id: int
    user_id: int
    role_id: int


@dataclass(frozen=True, slots=True)
class UnitRoleEnded:
    unit_id: int
    user_id: int


@dataclass(frozen=True, slots=True)
class UnitPoliciesChanged:
    unit_id: int


@dataclass(frozen=True, slots=True)
class UnitProfileChanged:
    unit_id: int


@dataclass(frozen=True, slots=True)
class BranchFounded:
    branch_id: int
    unit_id: int


@dataclass(frozen=True, slots=True)
class BranchRenamed:
    branch_id: int


@dataclass(frozen=True, slots=True)
class BranchMoved:
    branch_id: int
    parent_id: int | None


@dataclass(frozen=True, slots=True)
class BranchDissolved:
    branch_id: int


@dataclass(frozen=True, slots=True)
class BranchProfileChanged:
    branch_id: int


@dataclass(frozen=True, slots=True)
class MembershipInvited:
    """Somebody is asked to join; the person hears of it."""

    membership_id: int
    branch_id: int
    user_id: int


@dataclass(frozen=True, slots=True)
class MembershipApplied:
    """Somebody asks to join; the branch's officers hear of it."""

    membership_id: int
    branch_id: int
    user_id: int


@dataclass(frozen=True, slots=True)
class MembershipStarted:
    membership_id: int
    branch_id: int
    user_id: int


@dataclass(frozen=True, slots=True)
class MembershipDeclined:
    """An invitation or an application was turned down; the other side hears of it."""

    membership_id: int
    branch_id: int
    user_id: int


@dataclass(frozen=True, slots=True)
class RoleChanged:
    """A person's role, post or term in a branch was changed; the person hears of it, with the reason."""

    membership_id: int
    branch_id: int
    user_id: int
    role: str


@dataclass(frozen=True, slots=True)
class MembershipEnded:
    """A person no longer belongs to a branch; they hear of it, with the reason."""

    membership_id: int
    branch_id: int
    user_id: int


@dataclass(frozen=True, slots=True)
class RosterConfirmed:
    """A checked roster is to be written; ``row`` is the first line of the sheet that is not yet done."""

    import_id: int
    row: int


@dataclass(frozen=True, slots=True)
class RosterImported:
    """The last row of a roster was written; whoever started it hears of it."""

    import_id: int
    unit_id: int
    user_id: int


@dataclass(frozen=True, slots=True)
class SlipsPrinted:
    unit_id: int
    people: int
