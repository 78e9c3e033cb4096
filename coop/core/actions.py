"""A deed: gate → transaction → record → commit → publish. Deeds nest, and only the outermost one commits."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Select, inspect, select
from sqlalchemy.exc import DBAPIError

from coop.core import authz, realtime
from coop.core.authz import Permission
from coop.core.base import Base
from coop.core.database import begin_write, end_write, refusal_of
from coop.core.errors import NotFound
from coop.core.scope import entering
from coop.extensions import db

S = TypeVar("S")
P = ParamSpec("P")
R = TypeVar("R")


def action(permission: Permission) -> Callable[[Callable[Concatenate[S, P], R]], Callable[Concatenate[S, P], R]]:
    """Make a function a deed on its first argument, done ``by`` a scope that holds ``permission`` on it.

    The subject's row is locked and read anew first: of two people who answer at once the second one meets
    the state that the first one left.
    """

    def decorate(deed: Callable[Concatenate[S, P], R]) -> Callable[Concatenate[S, P], R]:
        @wraps(deed)
        def gated(subject: S, *args: P.args, **kwargs: P.kwargs) -> R:
            by: Any = kwargs["by"]
            with entering(by), transaction():
                lock(subject)
                authz.demand(permission, subject, by)
                return deed(subject, *args, **kwargs)

        gated.permission = permission  # type: ignore[attr-defined]
        return gated  # type: ignore[return-value]  # callers see the deed's own signature

    return decorate


@contextmanager
def transaction() -> Iterator[None]:
    """Begin, or join what has begun; leaving the outermost block commits and then publishes, an exception undoes all."""
    session = db.session()
    if session.info.get("pushes") is not None:
        yield
        return
    begin_write(session)
    session.info["pushes"] = []
    try:
        yield
        session.commit()
        realtime.publish(session.info["pushes"])
    except DBAPIError as error:
        session.rollback()
        refusal = refusal_of(error)
        if refusal is None:
            raise
        raise refusal from error
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info["pushes"] = None
        end_write(session)
    if session.info.pop("has_moved_epoch", False):
        realtime.wake.set()


def lock(subject: object) -> None:
    """Hold the subject's row until the deed ends; one that vanished meanwhile was never there for this reader.

    A part that decides about its whole names it in ``locks_first``: the whole is held before the part, always in this
    order, so that two parts that change at once neither overlook each other nor wait for each other for ever.
    """
    state = inspect(subject) if isinstance(subject, Base) else None
    if state is None or not state.persistent or state.identity is None:
        return
    kind: Any = type(subject)
    if whole := getattr(kind, "locks_first", None):
        relation = getattr(kind, whole)
        owner = relation.property.mapper.class_
        held = select(owner).select_from(kind).join(relation).where(kind.id == state.identity[0])
        _hold(held.with_for_update(of=owner))
    if _hold(select(kind).where(kind.id == state.identity[0]).with_for_update(of=kind)) is None:
        raise NotFound


def _hold(statement: Select[Any]) -> object | None:
    found = db.session().scalars(statement, execution_options={"populate_existing": True})
    return found.unique().one_or_none()
