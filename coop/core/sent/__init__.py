"""Which forms were carried out, so that the same one sent twice is one deed, and for how long that is remembered."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, delete
from sqlalchemy.orm import Mapped, mapped_column

from coop.core.base import Base
from coop.core.clock import now
from coop.extensions import db


class Once(Base):
    """A form that was carried out, and where its sender was sent on to."""

    __tablename__ = "once"
    __table_args__ = (UniqueConstraint("user_id", "key"),)

    key: Mapped[str] = mapped_column(String(64))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    location: Mapped[str] = mapped_column(String(500))
    at: Mapped[datetime] = mapped_column(default=now, index=True)


def forget_forms(before: datetime) -> None:
    """What was sent before then may be sent anew: no page that is still open can hold such a form."""
    db.session().execute(delete(Once).where(Once.at < before))
