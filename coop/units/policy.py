"""Who may do what with units, branches and the people in them."""

from typing import Any

from coop.core import authz
from coop.core.authz import Policy, anyone, is_in_network, is_operator, is_signed_in
from coop.core.scope import Scope


class Permission(authz.Permission):
    UNIT_APPLY = "units:unit:apply"
    APPLICATION_DECIDE = "units:application:decide"
    UNIT_SUSPEND = "units:unit:suspend"
    UNIT_SEE = "units:unit:see"
    UNIT_ADMINISTER = "units:unit:administer"
    DIRECTORY_SEE = "units:directory:see"
    BRANCH_SEE = "units:branch:see"
    BRANCH_EDIT = "units:branch:edit"
    BRANCH_STAFF = "units:branch:staff"
    PEOPLE_SEE = "units:people:see"
    CONTACTS_SEE = "units:contacts:see"
    MEMBERSHIP_APPLY = "units:membership:apply"
    MEMBERSHIP_STAFF = "units:membership:staff"
    MEMBERSHIP_ANSWER = "units:membership:answer"
    MEMBERSHIP_SEE = "units:membership:see"


def unit_of(subject: Any) -> int | None:
    """The unit that a unit, a branch, a membership or an import belongs to."""
    return subject.owner_unit_id()


def administers(scope: Scope, subject: Any) -> bool:
    return scope.has_unit_role(unit_of(subject), "admin")


def oversees(scope: Scope, subject: Any) -> bool:
    """The unit's committee reads what its branches do and changes nothing."""
    return scope.has_unit_role(unit_of(subject), "committee")


def leads(scope: Scope, branch: Any) -> bool:
    """Secretary, or the deputy who acts while the secretary is away (A3)."""
    return scope.has_role(branch.id, "secretary", "deputy")


def is_officer(scope: Scope, branch: Any) -> bool:
    return scope.is_officer(branch.id)


def leads_its_branch(scope: Scope, membership: Any) -> bool:
    return scope.has_role(membership.branch_id, "secretary", "deputy")


def belongs(scope: Scope, branch: Any) -> bool:
    """A member of the branch or somebody set above it; a guest reads what is for the branch and no directory (A4)."""
    return any(post.branch_id == branch.id and post.role != "guest" for post in scope.posts)


def is_own(scope: Scope, membership: Any) -> bool:
    return membership.user_id == scope.user_id


def has_colleague(scope: Scope, membership: Any) -> bool:
    return any(post.branch_id == membership.branch_id and post.role != "guest" for post in scope.posts)


POLICY: Policy = {
    Permission.UNIT_APPLY: [anyone],
    Permission.APPLICATION_DECIDE: [is_operator],
    Permission.UNIT_SUSPEND: [is_operator],
    Permission.UNIT_SEE: [administers, oversees],
    Permission.UNIT_ADMINISTER: [administers],
    Permission.DIRECTORY_SEE: [is_in_network],
    Permission.BRANCH_SEE: [is_signed_in],
    Permission.BRANCH_EDIT: [is_officer, administers],
    Permission.BRANCH_STAFF: [leads, administers],
    Permission.PEOPLE_SEE: [belongs, administers, oversees],
    Permission.CONTACTS_SEE: [is_officer, administers],
    Permission.MEMBERSHIP_APPLY: [is_signed_in],
    Permission.MEMBERSHIP_STAFF: [leads_its_branch, administers],
    Permission.MEMBERSHIP_ANSWER: [is_own],
    Permission.MEMBERSHIP_SEE: [is_own, has_colleague, administers, oversees],
}
