"""What happened, once: one row per deed, written with it. The trail, the feed and every reaction are made from these rows."""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from coop.core import audience as audiences
from coop.core.base import Base
from coop.core.clock import after, now
from coop.core.scope import current
from coop.core.tenancy import Audienced
from coop.extensions import db


class Deed(Audienced, Base):
    """A deed that was done: who, what, to which subject, who may know."""

    __tablename__ = "deed"
    __table_args__ = (Index("ix_deed_subject", "subject_kind", "subject_id"),)
    is_written_by_core = True

    at: Mapped[datetime] = mapped_column(default=now, index=True)
    name: Mapped[str] = mapped_column(String(60), index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    subject_kind: Mapped[str] = mapped_column(String(40), default="")
    subject_id: Mapped[int | None] = mapped_column(Integer)
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    result: Mapped[str] = mapped_column(String(20), default="done")
    address: Mapped[str | None] = mapped_column(String(45))
    session_mark: Mapped[str | None] = mapped_column(String(16))
    request_id: Mapped[str | None] = mapped_column(String(36))


class Pending(Base):
    """A durable reaction that is still to run: one row per deed and consumer, written with the deed."""

    __tablename__ = "pending"

    deed_id: Mapped[int] = mapped_column(ForeignKey("deed.id", ondelete="CASCADE"), index=True)
    consumer: Mapped[str] = mapped_column(String(120))
    due_at: Mapped[datetime] = mapped_column(default=now, index=True)
    leased_until: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    dead_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(String(2000))


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a deed came from, as the trail keeps it; set by whoever took the request."""

    user_id: int | None = None
    address: str | None = None
    session_mark: str | None = None
    request_id: str | None = None


origins: ContextVar[Origin | None] = ContextVar("origin", default=None)

Reaction = Callable[[Any, Deed], None]
R = TypeVar("R", bound=Reaction)
Reactions = Callable[[list[tuple[Any, Deed]]], None]


@dataclass(frozen=True, slots=True)
class Consumer:
    name: str
    event: type
    run: Callable[..., None]
    batch: str | None = None
    is_sending: bool = False


consumers: dict[str, Consumer] = {}


def on(*events: type, sending: bool = False) -> Callable[[R], R]:
    """Run the function once per such event, later, in its own transaction; it must bear being run again.

    One that is ``sending`` waits for another machine and runs before the transaction, so that no writer waits for it.
    """

    def register(reaction: R) -> R:
        for event in events:
            name = f"{reaction.__module__}.{reaction.__name__}/{event.__name__}"
            consumers[name] = Consumer(name, event, reaction, is_sending=sending)
        return reaction

    return register


def in_batches(*events: type) -> Callable[[Reactions], Reactions]:
    """Run the function on many such events at once, outside of any transaction: for work that is dear to begin.

    It must bear being run again with the same events: they are forgotten only after it has returned.
    """

    def register(reactions: Reactions) -> Reactions:
        batch = f"{reactions.__module__}.{reactions.__name__}"
        for event in events:
            name = f"{batch}/{event.__name__}"
            consumers[name] = Consumer(name, event, reactions, batch)
        return reactions

    return register


def record(event: Any, *, subject: Any = None, audience: str | None = None, delay: float = 0) -> Deed:
    """Write the event into the running transaction, with one pending row for each consumer, due in ``delay`` seconds."""
    deed = Deed(name=name_of(type(event)), facts=asdict(event), **_about(subject, audience), **_origin())
    session = db.session()
    session.add(deed)
    session.flush()
    for consumer in consumers.values():
        if consumer.event is type(event):
            session.add(Pending(deed_id=deed.id, consumer=consumer.name, due_at=after(seconds=delay)))
    return deed


def name_of(event: type) -> str:
    """``partnerships.PartyJoined``: the slice and the class."""
    return f"{event.__module__.split('.')[1]}.{event.__name__}"


def _about(subject: Any, audience: str | None) -> dict[str, Any]:
    seen_by = audience or getattr(subject, "audience", None) or audiences.user(_actor_id() or 0)
    owner = subject.owner_unit_id() if isinstance(subject, Audienced) else None
    kind = getattr(subject, "__tablename__", "")
    return {"audience": seen_by, "unit_id": owner, "subject_kind": kind, "subject_id": getattr(subject, "id", None)}


def _actor_id() -> int | None:
    scope = current()
    return scope.user_id if scope else None


def _origin() -> dict[str, Any]:
    origin = origins.get() or Origin()
    return {
        "actor_id": _actor_id() or origin.user_id,
        "address": origin.address,
        "session_mark": origin.session_mark,
        "request_id": origin.request_id,
    }
