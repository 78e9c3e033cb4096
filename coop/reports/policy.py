"""Everybody signed in has a desk of their own."""

from coop.core.authz import Permission as BasePermission
from coop.core.authz import Policy, is_signed_in


class Permission(BasePermission):
    DESK_SEE = "reports:desk:see"


POLICY: Policy = {Permission.DESK_SEE: (is_signed_in,)}
