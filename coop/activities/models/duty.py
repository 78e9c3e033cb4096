"""What has to be done at an activity, and who has taken it on."""

from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, String, UniqueConstraint, or_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coop.accounts.models import User
from coop.core.base import Base
from coop.core.clock import now
from coop.core.reader import among
from coop.core.tenancy import Tenanted, is_shared

DUTIES = ("host", "minutes", "photos", "transport", "safety")


class Duty(Tenanted, Base):
    """分工：谁主持、谁记录、谁拍照、谁管交通、谁管安全。自己认领，也可以放下。"""

    __tablename__ = "duty"
    __table_args__ = (UniqueConstraint("activity_id", "kind", "user_id"),)

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    taken_at: Mapped[datetime] = mapped_column(default=now)

    user: Mapped[User] = relationship(lazy="joined", innerjoin=True)

    @classmethod
    def visible_to(cls, names: list[str]) -> ColumnElement[bool]:
        """Whoever sees the activity sees who does what."""
        return or_(among(cls.audience, names), is_shared("activity", cls.activity_id, names))
