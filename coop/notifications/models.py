"""What somebody was told."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from coop.core.base import Base
from coop.core.clock import now
from coop.core.sentences import Sentence, say
from coop.core.tenancy import Audienced

UNREAD, READ = "unread", "read"


class Notification(Audienced, Base):
    """通知：谁因为什么事该知道什么，点开去哪里。同一件事对同一个人只说一次。

    ``key`` names the occasion (``deed:81``, ``remind:activity:5:1``); ``topic`` gathers what is about one thing.
    """

    __tablename__ = "notification"
    # The key first: each occasion asks who has heard of it, in a table that only grows.
    __table_args__ = (UniqueConstraint("key", "user_id"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(20))
    topic: Mapped[str] = mapped_column(String(60))
    template: Mapped[str] = mapped_column(String(300))
    values: Mapped[dict[str, Any]] = mapped_column(default=dict)
    url: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(10), default=UNREAD)
    is_new: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(default=now)

    @property
    def is_unread(self) -> bool:
        return self.state == UNREAD

    @property
    def sentence(self) -> Sentence:
        return say(self.template, **self.values)

    def owner_unit_id(self) -> int | None:
        return None
