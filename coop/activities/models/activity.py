"""One joint activity: what, when, where, for whom, and how far it has come."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coop.accounts.models import User
from coop.activities import lifecycle
from coop.activities.models.host import Host
from coop.core.base import Base
from coop.core.clock import now
from coop.core.tenancy import Shareable, Tenanted
from coop.partnerships.models import Partnership

KINDS = (
    "theme_day", "joint_study", "symposium", "lecture", "field_study", "volunteer", "exchange", "sports", "contest",
    "meeting",
)  # fmt: skip
SHOWN_TO = ("hosts", "unit", "partnership")


def new_uid() -> str:
    return uuid4().hex


class Activity(Shareable, Tenanted, Base):
    """活动：一个或几个支部主办的一件事，有时间、地点、议程和名额。属于任何一个主办支部，就看得到、管得了。

    The officers of every host that was asked see it through shares ``officers:<branch>`` from then on. The row's own
    audience is the first host's officers while it is planned, and what ``shown_to`` says once the date stands.
    """

    __tablename__ = "activity"
    __table_args__ = (Index("ix_activity_starts_at_id", "starts_at", "id"),)

    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"), index=True)
    partnership_id: Mapped[int | None] = mapped_column(ForeignKey("partnership.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20), default="theme_day")
    title: Mapped[str] = mapped_column(String(80))
    about: Mapped[str] = mapped_column(String(2000), default="")
    place: Mapped[str] = mapped_column(String(120), default="")
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime] = mapped_column(index=True)
    shown_to: Mapped[str] = mapped_column(String(20), default="hosts")
    agenda: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    questions: Mapped[list[str]] = mapped_column(default=list)
    duties: Mapped[dict[str, Any]] = mapped_column(default=dict)
    register_until: Mapped[datetime | None]
    takes_guests: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(20), default=lifecycle.DRAFT, index=True)
    state_reason: Mapped[str] = mapped_column(String(500), default="")
    state_at: Mapped[datetime] = mapped_column(default=now)
    scheduled_at: Mapped[datetime | None]
    uid: Mapped[str] = mapped_column(String(32), default=new_uid, unique=True)
    sequence: Mapped[int] = mapped_column(default=0)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    changed_at: Mapped[datetime] = mapped_column(default=now)

    hosts: Mapped[list[Host]] = relationship(lazy="selectin", order_by=Host.id)
    partnership: Mapped[Partnership | None] = relationship(lazy="joined", foreign_keys="Activity.partnership_id")
    created_by: Mapped[User] = relationship(lazy="raise")

    @property
    def is_planned(self) -> bool:
        """Not agreed yet: officers work on it, members do not know of it."""
        return self.state in lifecycle.PLANNED

    @property
    def is_scheduled(self) -> bool:
        return self.state == lifecycle.SCHEDULED

    @property
    def is_over(self) -> bool:
        return self.state in lifecycle.OVER

    @property
    def has_begun(self) -> bool:
        """Its hour has come. A plan and what was postponed have no hour, whatever date they once had."""
        return not self.is_planned and self.state != lifecycle.POSTPONED and self.starts_at <= now()

    @property
    def is_writable(self) -> bool:
        """Whether its partnership, where it has one, still takes new things."""
        return self.partnership_id is None or (self.partnership is not None and self.partnership.is_open)

    @property
    def active_hosts(self) -> list[Host]:
        """Those that host it or were asked to; a host that declined is no longer among them."""
        return [host for host in self.hosts if not host.has_declined]

    @property
    def closes_at(self) -> datetime:
        """When registration ends: the date set for it, else the beginning."""
        return self.register_until or self.starts_at

    def clock_after(self, minutes: int) -> datetime:
        """The instant that lies so many minutes after the beginning: where an item of the agenda stands."""
        return self.starts_at + timedelta(minutes=minutes)
