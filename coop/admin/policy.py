"""What operators may do."""

from coop.core import authz
from coop.core.authz import Policy, is_operator


class Permission(authz.Permission):
    APPLICATIONS_SEE = "admin:applications:see"
    APPLICATIONS_DECIDE = "admin:applications:decide"
    UNITS_SEE = "admin:units:see"
    UNITS_SUSPEND = "admin:units:suspend"
    REACTIONS_SEE = "admin:reactions:see"
    REACTIONS_RETRY = "admin:reactions:retry"


POLICY: Policy = {
    Permission.APPLICATIONS_SEE: [is_operator],
    Permission.APPLICATIONS_DECIDE: [is_operator],
    Permission.UNITS_SEE: [is_operator],
    Permission.UNITS_SUSPEND: [is_operator],
    Permission.REACTIONS_SEE: [is_operator],
    Permission.REACTIONS_RETRY: [is_operator],
}
