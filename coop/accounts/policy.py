"""Who may sign in, invite, reset and change what belongs to an account."""

from typing import Any

from coop.core import authz
from coop.core.authz import Policy, anyone, is_operator
from coop.core.scope import Scope


class Permission(authz.Permission):
    SIGN_IN = "accounts:session:create"
    LINK_USE = "accounts:link:use"
    RESET_ASK = "accounts:reset:ask"
    OWN_EDIT = "accounts:own:edit"
    INVITATION_ISSUE = "accounts:invitation:issue"
    LINK_MAIL = "accounts:link:mail"
    RESET_ISSUE = "accounts:reset:issue"
    OPERATOR_INVITE = "accounts:operator:invite"
    ACCOUNT_LOCK = "accounts:account:lock"


def is_own(scope: Scope, user: Any) -> bool:
    return user is not None and scope.user_id == user.id


def invites_there(scope: Scope, charges: Any) -> bool:
    """The unit's administrator invites for the unit, a branch's officers for their branch."""
    return bool(charges) and all(_is_theirs(scope, charge, is_officer_enough=True) for charge in charges)


def resets_there(scope: Scope, charge: Any) -> bool:
    """Only the unit's administrator; nobody but an operator hands over the account of an operator."""
    return _is_theirs(scope, charge, is_officer_enough=False)


def _is_theirs(scope: Scope, charge: Any, *, is_officer_enough: bool) -> bool:
    if charge.user.is_operator:
        return False
    if charge.unit_id is not None and scope.has_unit_role(charge.unit_id, "admin"):
        return True
    return is_officer_enough and charge.branch_id is not None and scope.is_officer(charge.branch_id)


POLICY: Policy = {
    Permission.SIGN_IN: [anyone],
    Permission.LINK_USE: [anyone],
    Permission.RESET_ASK: [anyone],
    Permission.OWN_EDIT: [is_own],
    Permission.INVITATION_ISSUE: [invites_there, is_operator],
    Permission.RESET_ISSUE: [resets_there, is_operator],
    Permission.LINK_MAIL: [is_operator],
    Permission.OPERATOR_INVITE: [is_operator],
    Permission.ACCOUNT_LOCK: [is_operator],
}
