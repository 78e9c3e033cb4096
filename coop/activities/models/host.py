"""A branch's place among those that host an activity: its answer, its quota and how many seats are taken."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, String, UniqueConstraint, or_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coop.core.base import Base
from coop.core.reader import among
from coop.core.tenancy import Tenanted, is_shared
from coop.units.models import Branch

HOST_STATES = ("invited", "confirmed", "declined", "left")


class Host(Tenanted, Base):
    """主办方：一个主办支部在一次活动里的位置、答复和名额。名额不填就是不限。"""

    __tablename__ = "host"
    __table_args__ = (
        UniqueConstraint("activity_id", "branch_id"),
        CheckConstraint("quota IS NULL OR registered <= quota", name="never_overfull"),
        CheckConstraint("registered >= 0 AND waiting >= 0", name="counted"),
    )

    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"), index=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"), index=True)
    state: Mapped[str] = mapped_column(String(20), default="invited")
    reason: Mapped[str] = mapped_column(String(500), default="")
    quota: Mapped[int | None]
    registered: Mapped[int] = mapped_column(default=0)
    waiting: Mapped[int] = mapped_column(default=0)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    answered_at: Mapped[datetime | None]

    branch: Mapped[Branch] = relationship(lazy="joined", innerjoin=True, foreign_keys="Host.branch_id")

    @classmethod
    def visible_to(cls, names: list[str]) -> ColumnElement[bool]:
        """Whoever sees the activity sees who hosts it."""
        return or_(among(cls.audience, names), is_shared("activity", cls.activity_id, names))

    @property
    def is_invited(self) -> bool:
        return self.state == "invited"

    @property
    def is_confirmed(self) -> bool:
        return self.state == "confirmed"

    @property
    def has_left(self) -> bool:
        return self.state == "left"

    @property
    def has_declined(self) -> bool:
        return self.state in ("declined", "left")
