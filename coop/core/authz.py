"""★ THE GATE: permission → clauses → small named predicates, one table and one evaluator for every way in."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from coop.core.audience import NETWORK
from coop.core.errors import Forbidden
from coop.core.scope import Scope
from coop.core.sentences import say


class Permission(StrEnum):
    """Each slice lists its own; a value reads ``slice:noun:verb``."""


Predicate = Callable[[Scope, Any], bool]
Clause = Predicate | tuple[Predicate, ...]
Policy = Mapping[Permission, Sequence[Clause]]

SUSPENDED = say("您的单位目前停用，这件事要等恢复后再办。")

table: dict[Permission, tuple[Clause, ...]] = {}


def adopt(policy: Policy) -> None:
    """Take a slice's rows into the table: any clause suffices, inside a tuple all must hold."""
    table.update({permission: tuple(clauses) for permission, clauses in policy.items()})


def permits(permission: Permission, subject: Any, scope: Scope) -> bool:
    if scope.sees_everything:
        return True
    if scope.suspended_unit_ids and rests(permission, subject, scope):
        return False
    return any(_holds(clause, scope, subject) for clause in table[permission])


def demand(permission: Permission, subject: Any, scope: Scope) -> None:
    """Refuses with ``Forbidden``. What is outside the reader's audiences never gets here: it was not found."""
    if not permits(permission, subject, scope):
        raise Forbidden(SUSPENDED if rests(permission, subject, scope) else None)


def rests(permission: Permission, subject: Any, scope: Scope) -> bool:
    """Whether a deed has to wait because the unit whose thing it is about is suspended.

    What is somebody's own, such as a review that waits for them, stays readable to them; nothing is done with it.
    """
    if not scope.is_shut_out or scope.is_operator or permission.endswith(":see"):
        return False
    owner = getattr(subject, "owner_unit_id", None)
    return owner is not None and owner() in scope.suspended_unit_ids


def _holds(clause: Clause, scope: Scope, subject: Any) -> bool:
    return all(part(scope, subject) for part in (clause if isinstance(clause, tuple) else (clause,)))


def is_signed_in(scope: Scope, _: Any) -> bool:
    return scope.user_id is not None


def is_in_network(scope: Scope, _: Any = None) -> bool:
    """Belongs to some branch or unit, and not as a guest alone."""
    return NETWORK in scope.audiences


def is_operator(scope: Scope, _: Any) -> bool:
    return scope.is_operator


def anyone(_: Scope, __: Any) -> bool:
    return True
