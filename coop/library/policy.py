"""Who may write, review, share and honour what the library holds. Whoever finds an entry may read it."""

from typing import Any

from coop.core import authz
from coop.core.authz import Policy, is_signed_in
from coop.core.scope import Scope


class Permission(authz.Permission):
    LIBRARY_SEE = "library:library:see"
    LIBRARY_WRITE = "library:library:write"
    ENTRY_CREATE = "library:entry:create"
    ENTRY_SEE = "library:entry:see"
    ENTRY_EDIT = "library:entry:edit"
    ENTRY_SHARE = "library:entry:share"
    ENTRY_WITHDRAW = "library:entry:withdraw"
    ENTRY_FEATURE = "library:entry:feature"
    REVIEW_SEE = "library:review:see"
    REVIEW_DECIDE = "library:review:decide"
    REVIEW_REMARK = "library:review:remark"
    ATTACHMENT_SEE = "library:attachment:see"


def belongs_somewhere(scope: Scope, _: Any) -> bool:
    """Member of some branch and not only a guest there."""
    return any(post.role != "guest" and not post.is_inherited for post in scope.posts)


def belongs(scope: Scope, branch: Any) -> bool:
    """Writes for the branch: a member of it; a committee above it reads and does not write in its name."""
    return _writes_for(scope, branch.id)


def wrote_it(scope: Scope, entry: Any) -> bool:
    """The author, for as long as they belong to the branch."""
    return entry.author_id == scope.user_id and _writes_for(scope, entry.branch_id)


def is_officer(scope: Scope, entry: Any) -> bool:
    return scope.is_officer(entry.branch_id)


def oversees(scope: Scope, entry: Any) -> bool:
    """The unit's committee or administrator, or the committee above the branch."""
    return scope.has_unit_role(entry.unit_id, "committee", "admin") or scope.has_role(entry.branch_id, "committee")


def reviews(scope: Scope, review: Any) -> bool:
    return review.reviewer_id == scope.user_id


def asked(scope: Scope, review: Any) -> bool:
    return review.author_id == scope.user_id


def _writes_for(scope: Scope, branch_id: int | None) -> bool:
    return any(post.branch_id == branch_id and post.role != "guest" and not post.is_inherited for post in scope.posts)


POLICY: Policy = {
    Permission.LIBRARY_SEE: [is_signed_in],
    Permission.LIBRARY_WRITE: [belongs_somewhere],
    Permission.ENTRY_CREATE: [belongs],
    Permission.ENTRY_SEE: [is_signed_in],
    Permission.ENTRY_EDIT: [wrote_it, is_officer],
    Permission.ENTRY_SHARE: [is_officer],
    Permission.ENTRY_WITHDRAW: [wrote_it, is_officer],
    Permission.ENTRY_FEATURE: [oversees],
    Permission.REVIEW_SEE: [is_signed_in],
    Permission.REVIEW_DECIDE: [reviews],
    Permission.REVIEW_REMARK: [reviews, asked],
    Permission.ATTACHMENT_SEE: [is_signed_in],
}
