"""The secret address under which a person's own calendar program reads their activities."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from coop.core.base import Base
from coop.core.clock import now
from coop.core.tenancy import Audienced


class CalendarFeed(Audienced, Base):
    """日历订阅：只存地址里密钥的摘要；换一个新地址，旧的立即失效。"""

    __tablename__ = "calendar_feed"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), unique=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(default=now)
