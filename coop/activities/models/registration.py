"""Somebody's place at an activity, on the quota of one host."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, String, UniqueConstraint, or_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coop.accounts.models import User
from coop.activities.models.activity import Activity
from coop.core.base import Base
from coop.core.clock import now
from coop.core.reader import among
from coop.core.tenancy import Share, Tenanted, is_shared

#: It holds a seat, a place in the queue, or waits to be let in.
COMING = ("requested", "registered", "waitlisted")
REGISTRATION_STATES = ("requested", "registered", "waitlisted", "declined", "refused", "withdrawn")


class Registration(Tenanted, Base):
    """报名：一个人（或一位来宾）占用所在支部的一个名额；满了就按先后候补。

    Nobody but the person and the officers of the hosts sees it; what all may know is the count that the host keeps.
    """

    __tablename__ = "registration"
    __table_args__ = (UniqueConstraint("activity_id", "user_id"),)

    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"), index=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"), index=True)
    host_id: Mapped[int] = mapped_column(ForeignKey("host.id"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    guest_name: Mapped[str] = mapped_column(String(60), default="")
    guest_contact: Mapped[str] = mapped_column(String(4), default="")
    brought_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    state: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(500), default="")
    queued_at: Mapped[datetime] = mapped_column(default=now)
    changed_at: Mapped[datetime] = mapped_column(default=now)

    user: Mapped[User | None] = relationship(lazy="raise", foreign_keys="Registration.user_id")
    brought_by: Mapped[User | None] = relationship(lazy="raise", foreign_keys="Registration.brought_by_id")
    activity: Mapped[Activity] = relationship(lazy="raise")

    @classmethod
    def visible_to(cls, names: list[str]) -> ColumnElement[bool]:
        """The person's own, and those of activities whose officers the reader belongs to."""
        officers = is_shared("activity", cls.activity_id, names, Share.audience.startswith("officers:"))
        return or_(among(cls.audience, names), officers)

    @property
    def is_registered(self) -> bool:
        return self.state == "registered"

    @property
    def is_waiting(self) -> bool:
        return self.state == "waitlisted"

    @property
    def is_guest(self) -> bool:
        return self.user_id is None

    @property
    def counts(self) -> bool:
        """Whether it holds a seat or a place in the queue."""
        return self.state in ("registered", "waitlisted")
