"""Everybody reads and clears their own notifications; only the house itself writes them."""

from typing import Any

from coop.core.authz import Permission as BasePermission
from coop.core.authz import Policy
from coop.core.scope import Scope


class Permission(BasePermission):
    NOTIFICATION_WRITE = "notifications:notification:write"
    NOTIFICATION_READ = "notifications:notification:read"


def is_own(scope: Scope, subject: Any) -> bool:
    """The notification, or the reader's own scope where all of theirs are meant."""
    return scope.user_id is not None and subject.user_id == scope.user_id


POLICY: Policy = {
    Permission.NOTIFICATION_WRITE: (),
    Permission.NOTIFICATION_READ: (is_own,),
}
