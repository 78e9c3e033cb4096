"""Partnerships, their parties and the people who keep them running."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, ForeignKey, String, UniqueConstraint, exists, or_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coop.accounts.models import User
from coop.core.base import Base
from coop.core.clock import now
from coop.core.tenancy import Share, Shareable, Tenanted
from coop.units.models import Branch

PARTNERSHIP_STATES = (
    "proposed", "negotiating", "active", "paused", "concluded", "terminated", "declined", "withdrawn", "lapsed",
)  # fmt: skip
PARTY_STATES = ("invited", "agreed", "joined", "left", "declined")


class Partnership(Shareable, Tenanted, Base):
    """共建关系：两方或多方支部约定一起做事，有目标、领域和期限，拥有一个共同的空间。

    The row's own audience is ``partnership:<id>``; each invited branch's officers see it through a share.
    """

    __tablename__ = "partnership"

    name: Mapped[str] = mapped_column(String(80))
    aims: Mapped[str] = mapped_column(String(2000))
    domains: Mapped[list[str]] = mapped_column(default=list)
    scope: Mapped[str] = mapped_column(String(20), default="external")
    message: Mapped[str] = mapped_column(String(2000), default="")
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    answer_until: Mapped[date]
    state: Mapped[str] = mapped_column(String(20), default="proposed", index=True)
    state_reason: Mapped[str] = mapped_column(String(500), default="")
    state_at: Mapped[datetime] = mapped_column(default=now)
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)

    proposed_by: Mapped[User] = relationship(lazy="raise")
    branch: Mapped[Branch] = relationship(lazy="raise", foreign_keys="Partnership.branch_id")
    parties: Mapped[list["Party"]] = relationship(back_populates="partnership", lazy="raise", order_by="Party.id")

    @property
    def is_active(self) -> bool:
        return self.state == "active"

    @property
    def is_open(self) -> bool:
        """Whether its space takes new things: before it began and after it ended everything is read-only."""
        return self.state == "active"


class Party(Tenanted, Base):
    """共建方：一个支部在一个共建关系里的位置。内勤先同意，书记再批准，才算加入。"""

    __tablename__ = "party"
    __table_args__ = (UniqueConstraint("partnership_id", "branch_id"),)
    shapes_scope = True

    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnership.id"), index=True)
    state: Mapped[str] = mapped_column(String(20), default="invited", index=True)
    reason: Mapped[str] = mapped_column(String(500), default="")
    agreed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    agreed_at: Mapped[datetime | None]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    joined_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)

    partnership: Mapped[Partnership] = relationship(back_populates="parties", lazy="raise")
    branch: Mapped[Branch] = relationship(lazy="joined", innerjoin=True, foreign_keys="Party.branch_id")
    agreed_by: Mapped[User | None] = relationship(lazy="raise", foreign_keys="Party.agreed_by_id")
    approved_by: Mapped[User | None] = relationship(lazy="raise", foreign_keys="Party.approved_by_id")

    @classmethod
    def visible_to(cls, names: list[str]) -> ColumnElement[bool]:
        """Whoever sees the partnership sees who its parties are."""
        shared = exists().where(
            Share.kind == "partnership", Share.subject_id == cls.partnership_id, Share.audience.in_(names)
        )
        return or_(cls.audience.in_(names), shared)

    @property
    def is_joined(self) -> bool:
        return self.state == "joined"


class Liaison(Tenanted, Base):
    """联络员：每一方至少一人，另有一名备份。"""

    __tablename__ = "liaison"
    __table_args__ = (UniqueConstraint("party_id", "is_backup"),)

    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    is_backup: Mapped[bool] = mapped_column(default=False)

    user: Mapped[User] = relationship(lazy="joined", innerjoin=True)
