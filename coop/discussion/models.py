"""Channels, what was said in them, and how far each person has read."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Integer, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from coop.core.base import Base
from coop.core.clock import now
from coop.core.tenancy import Tenanted
from coop.partnerships.models import Partnership

MESSAGE, EDIT, RECALL, REMOVAL = "message", "edit", "recall", "removal"
OPEN_STATES = ("active",)
SENT, EDITED, RECALLED, REMOVED = "sent", "edited", "recalled", "removed"


class Channel(Tenanted, Base):
    """频道：一个支部、一个共建关系或一次活动的讨论，次序由它自己的序号决定。"""

    __tablename__ = "channel"
    __table_args__ = (UniqueConstraint("subject_kind", "subject_id"),)

    subject_kind: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[int] = mapped_column(Integer)
    title: Mapped[str] = mapped_column(String(120))
    partnership_id: Mapped[int | None] = mapped_column(ForeignKey("partnership.id"), index=True)
    last_seq: Mapped[int] = mapped_column(default=0)
    message_count: Mapped[int] = mapped_column(default=0)
    last_line: Mapped[str] = mapped_column(String(120), default="")
    last_at: Mapped[datetime | None] = mapped_column(index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)

    partnership_state: Mapped[str | None] = column_property(
        select(Partnership.state).where(Partnership.id == partnership_id).correlate_except(Partnership).scalar_subquery()
    )

    @property
    def is_open(self) -> bool:
        """Whether something can be said: a partnership's channel is read only unless it is active."""
        return self.partnership_id is None or self.partnership_state in OPEN_STATES

    @property
    def room(self) -> str:
        return f"channel:{self.id}"


class Message(Tenanted, Base):
    """消息。修改、撤回和移除也各是一行，排在同一个序号里，指向它们改动的那一条。

    Name and branch stand as they were when it was said (D4), so that a page of messages is one statement.
    """

    __tablename__ = "message"
    __table_args__ = (UniqueConstraint("channel_id", "seq"), UniqueConstraint("sender_id", "client_id"))

    channel_id: Mapped[int] = mapped_column(ForeignKey("channel.id", ondelete="CASCADE"))
    seq: Mapped[int]
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10), default=MESSAGE)
    sender_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    client_id: Mapped[str] = mapped_column(String(36))
    sender_name: Mapped[str] = mapped_column(String(60))
    sender_line: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text, default="")
    mentions: Mapped[list[Any]] = mapped_column(JSON, default=list)
    state: Mapped[str] = mapped_column(String(10), default=SENT)
    reason: Mapped[str] = mapped_column(String(500), default="")
    target_id: Mapped[int | None] = mapped_column(ForeignKey("message.id"))
    at: Mapped[datetime] = mapped_column(default=now)

    target: Mapped["Message | None"] = relationship(lazy="raise", viewonly=True, remote_side=lambda: Message.id)

    @property
    def is_shown(self) -> bool:
        return self.state in (SENT, EDITED)


class Reading(Base):
    """已读位置：一个人在一个频道读到哪里，在他的每台设备上都一样（D3）。"""

    __tablename__ = "reading"
    __table_args__ = (UniqueConstraint("user_id", "channel_id"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    channel_id: Mapped[int] = mapped_column(ForeignKey("channel.id", ondelete="CASCADE"), index=True)
    last_seq: Mapped[int] = mapped_column(default=0)
    count: Mapped[int] = mapped_column(default=0)
