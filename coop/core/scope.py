"""Who is looking: everything a person belongs to, as one value computed once a request and kept while nothing changes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import structlog
from sqlalchemy.orm import Session

from coop.core import audience
from coop.extensions import db

OFFICERS = frozenset({"secretary", "deputy", "clerk"})
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Post:
    """A role in one branch, the reader's own by membership or held from above by a committee."""

    branch_id: int
    unit_id: int
    role: str
    is_inherited: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """The union of what one person belongs to. It never says "current unit": each row says whose it is.

    A unit that is suspended gives nothing; its number is kept so that its people can be told why.
    """

    user_id: int | None = None
    audiences: frozenset[str] = frozenset({audience.PUBLIC})
    posts: tuple[Post, ...] = ()
    unit_roles: frozenset[tuple[int, str]] = frozenset()
    is_operator: bool = False
    reason: str | None = None
    standing: tuple[str, str] | None = None
    suspended_unit_ids: frozenset[int] = frozenset()

    @property
    def sees_everything(self) -> bool:
        return self.reason is not None

    @property
    def branch_ids(self) -> frozenset[int]:
        return frozenset(post.branch_id for post in self.posts)

    @property
    def own_branch_ids(self) -> frozenset[int]:
        """Branches the person is a member of, without those held from above."""
        return frozenset(post.branch_id for post in self.posts if not post.is_inherited)

    @property
    def unit_ids(self) -> frozenset[int]:
        return frozenset(post.unit_id for post in self.posts) | {unit_id for unit_id, _ in self.unit_roles}

    @property
    def is_shut_out(self) -> bool:
        """Whether everything the person belonged to is suspended: they keep their account and read why."""
        return bool(self.suspended_unit_ids) and not self.posts and not self.unit_roles

    def has_role(self, branch_id: int | None, *roles: str) -> bool:
        return any(post.branch_id == branch_id and post.role in roles for post in self.posts)

    def is_officer(self, branch_id: int | None) -> bool:
        """Secretary, deputy or clerk of the branch."""
        return self.has_role(branch_id, *OFFICERS)

    def has_unit_role(self, unit_id: int | None, *roles: str) -> bool:
        return any((unit_id, role) in self.unit_roles for role in roles)

    def reaching(self, *audiences: str) -> "Scope":
        return replace(self, audiences=self.audiences | set(audiences))


ANONYMOUS = Scope()


@dataclass(slots=True)
class Grants:
    """What the slices add up to one person's scope, in the order of the slices."""

    audiences: set[str] = field(default_factory=set)
    posts: list[Post] = field(default_factory=list)
    unit_roles: set[tuple[int, str]] = field(default_factory=set)
    suspended_unit_ids: set[int] = field(default_factory=set)
    standing: tuple[str, str] | None = None

    def stand(self, place: str, role: str) -> None:
        """What stands under the person's name: the first place where they hold a role."""
        self.standing = self.standing or (place, role)


Source = Callable[[int, Grants], None]
sources: list[Source] = []


def scope_of(user_id: int, *, is_operator: bool = False) -> Scope:
    """Ask each slice in its turn what the person belongs to; a closed account belongs to nothing but itself."""
    grants = Grants(audiences={audience.PUBLIC, audience.user(user_id)})
    if is_operator:
        grants.audiences.add(audience.OPERATORS)
    with everything("computing a scope", quiet=True):
        for source in sources:
            source(user_id, grants)
    return Scope(
        user_id=user_id,
        audiences=frozenset(grants.audiences),
        posts=tuple(grants.posts),
        unit_roles=frozenset(grants.unit_roles),
        is_operator=is_operator,
        standing=grants.standing,
        suspended_unit_ids=frozenset(grants.suspended_unit_ids),
    )


def current() -> Scope | None:
    """The scope of this session, or None where nobody has entered one."""
    return db.session().info.get("scope")


@contextmanager
def entering(scope: Scope) -> Iterator[Scope]:
    """Look as ``scope`` until the block ends; what was looked up before is looked up again."""
    session = db.session()
    before = session.info.get("scope")
    look_as(session, scope)
    try:
        yield scope
    finally:
        look_as(session, before)


def look_as(session: Session, scope: Scope | None) -> None:
    session.info["scope"] = scope


@contextmanager
def everything(reason: str, *, quiet: bool = False) -> Iterator[Scope]:
    """The only way around the filter; the reason stands in the log unless it is asked many times a second."""
    if not quiet:
        log.info("everything", reason=reason)
    with entering(Scope(reason=reason, is_operator=True)) as scope:
        yield scope
