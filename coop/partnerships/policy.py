"""Who may propose, answer, move and leave. Every deed is done for one party; its branch's two keys are told apart here."""

from coop.core import audience, authz
from coop.core.authz import Policy, is_operator, is_signed_in
from coop.core.scope import Scope
from coop.partnerships.models import Partnership, Party
from coop.units.models import Branch


class Permission(authz.Permission):
    PARTNERSHIP_LIST = "partnerships:partnership:list"
    PARTNERSHIP_SEE = "partnerships:partnership:see"
    PARTNERSHIP_PROPOSE = "partnerships:partnership:propose"
    PARTNERSHIP_WITHDRAW = "partnerships:partnership:withdraw"
    PARTNERSHIP_LAPSE = "partnerships:partnership:lapse"
    SPACE_SEE = "partnerships:space:see"
    SPACE_WRITE = "partnerships:space:write"
    PARTY_AGREE = "partnerships:party:agree"
    PARTY_APPROVE = "partnerships:party:approve"
    PARTY_DECLINE = "partnerships:party:decline"
    PARTY_RECALL = "partnerships:party:recall"
    PARTY_REMIND = "partnerships:party:remind"
    PARTY_LEAVE = "partnerships:party:leave"
    ROUND_CLOSE = "partnerships:round:close"
    LIAISON_NAME = "partnerships:liaison:name"
    ROSTER_SHOW = "partnerships:roster:show"
    MOTION_MAKE = "partnerships:motion:make"
    MOTION_CONSENT = "partnerships:motion:consent"
    MOTION_WITHDRAW = "partnerships:motion:withdraw"


def is_branch_officer(scope: Scope, branch: Branch) -> bool:
    return scope.is_officer(branch.id) or scope.has_unit_role(branch.unit_id, "committee")


def holds_first_key(scope: Scope, party: Party) -> bool:
    """Secretary, deputy or clerk of the party's branch."""
    return scope.is_officer(party.branch_id)


def holds_second_key(scope: Scope, party: Party) -> bool:
    """Secretary, deputy or committee of the party's branch, or the committee of its unit."""
    approves = scope.has_role(party.branch_id, "secretary", "deputy", "committee")
    return approves or scope.has_unit_role(party.unit_id, "committee")


def has_written(scope: Scope, party: Party) -> bool:
    """A clerk takes back what still waits for the secretary's key."""
    return party.state == "agreed" and party.agreed_by_id == scope.user_id


def is_in_space(scope: Scope, partnership: Partnership) -> bool:
    """A member of a joined party; whoever is merely invited reads the proposal alone."""
    return audience.partnership(partnership.id) in scope.audiences


def is_open_space(_: Scope, partnership: Partnership) -> bool:
    return partnership.is_open


POLICY: Policy = {
    Permission.PARTNERSHIP_LIST: [is_signed_in],
    Permission.PARTNERSHIP_SEE: [is_signed_in],
    Permission.PARTNERSHIP_PROPOSE: [is_branch_officer],
    Permission.PARTNERSHIP_WITHDRAW: [holds_second_key, has_written],
    Permission.PARTNERSHIP_LAPSE: [is_operator],
    Permission.SPACE_SEE: [is_in_space],
    Permission.SPACE_WRITE: [(is_in_space, is_open_space)],
    Permission.PARTY_AGREE: [holds_first_key],
    Permission.PARTY_APPROVE: [holds_second_key],
    Permission.PARTY_DECLINE: [holds_second_key],
    Permission.PARTY_RECALL: [holds_first_key, holds_second_key],
    Permission.PARTY_REMIND: [holds_first_key, holds_second_key],
    Permission.PARTY_LEAVE: [holds_second_key],
    Permission.ROUND_CLOSE: [holds_second_key],
    Permission.LIAISON_NAME: [holds_first_key, holds_second_key],
    Permission.ROSTER_SHOW: [holds_second_key],
    Permission.MOTION_MAKE: [holds_second_key],
    Permission.MOTION_CONSENT: [holds_second_key],
    Permission.MOTION_WITHDRAW: [holds_second_key],
}
