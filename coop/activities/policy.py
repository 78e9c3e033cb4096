"""Who may plan, confirm, change, register: read the table aloud."""

from typing import Any

from coop.activities.models import Activity
from coop.core import authz
from coop.core.authz import Policy, is_signed_in
from coop.core.scope import Scope
from coop.partnerships.models import Party


class Permission(authz.Permission):
    ACTIVITY_SEE = "activities:activity:see"
    ACTIVITY_PLAN = "activities:activity:plan"
    ACTIVITY_MANAGE = "activities:activity:manage"
    HOSTING_ANSWER = "activities:hosting:answer"
    REGISTRATION_PLACE = "activities:registration:place"
    REGISTRATION_WITHDRAW = "activities:registration:withdraw"
    GUEST_BRING = "activities:guest:bring"
    FEED_OWN = "activities:feed:own"


def is_ground_officer(scope: Scope, ground: Any) -> bool:
    """Officer of the branch itself, or of the branch that a party stands for."""
    return scope.is_officer(ground.branch_id if isinstance(ground, Party) else ground.id)


def is_ground_ready(_: Scope, ground: Any) -> bool:
    """A party has joined; a branch exists."""
    return ground.is_joined if isinstance(ground, Party) else ground.is_active


def is_host_officer(scope: Scope, activity: Activity) -> bool:
    """Officer of any host that has not declined."""
    return any(scope.is_officer(host.branch_id) for host in activity.active_hosts)


def is_asked_secretary(scope: Scope, activity: Activity) -> bool:
    """Secretary or deputy of a host besides the proposing one."""
    return any(
        scope.has_role(host.branch_id, "secretary", "deputy")
        for host in activity.hosts
        if host.branch_id != activity.branch_id
    )


def is_host_member(scope: Scope, activity: Activity) -> bool:
    """Belongs to a host branch by membership, and not as a guest."""
    members = {post.branch_id for post in scope.posts if not post.is_inherited and post.role != "guest"}
    return any(host.branch_id in members for host in activity.active_hosts)


def is_writable(_: Scope, activity: Activity) -> bool:
    return activity.is_writable


def takes_guests(_: Scope, activity: Activity) -> bool:
    return activity.takes_guests


def is_oneself(scope: Scope, user: Any) -> bool:
    return scope.user_id == user.id


POLICY: Policy = {
    Permission.ACTIVITY_SEE: [is_signed_in],
    Permission.ACTIVITY_PLAN: [(is_ground_officer, is_ground_ready)],
    Permission.ACTIVITY_MANAGE: [(is_host_officer, is_writable)],
    Permission.HOSTING_ANSWER: [(is_asked_secretary, is_writable)],
    Permission.REGISTRATION_PLACE: [(is_host_member, is_writable)],
    Permission.REGISTRATION_WITHDRAW: [is_host_member],
    Permission.GUEST_BRING: [(is_host_member, is_writable, takes_guests)],
    Permission.FEED_OWN: [is_oneself],
}
