"""Accounts and what proves them. An account belongs to no unit: memberships do."""

from datetime import datetime
from typing import Any

from flask_security import UserMixin
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coop.core.base import Base
from coop.core.clock import now

INVITED = "invited"
ACTIVE = "active"
LOCKED = "locked"
CLOSED = "closed"


class User(UserMixin, Base):
    """账号：一个人、一次登录。手机号、邮箱、用户名都可以用来登录。"""

    __tablename__ = "user"

    name: Mapped[str] = mapped_column(String(60))
    phone: Mapped[str | None] = mapped_column(String(20), unique=True)
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    username: Mapped[str | None] = mapped_column(String(40), unique=True)
    password: Mapped[str | None] = mapped_column(String(255))
    state: Mapped[str] = mapped_column(String(20), default=INVITED)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    is_operator: Mapped[bool] = mapped_column(default=False)
    locale: Mapped[str] = mapped_column(String(10), default="zh_Hans_CN")
    is_large_type: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=now)

    @property
    def active(self) -> bool:
        """What Flask-Security asks: whether the account may sign in."""
        return self.state == ACTIVE

    @property
    def roles(self) -> list[Any]:
        """Flask-Security's roles are not used: what one may do follows from memberships and the policy table."""
        return []


class WebSession(Base):
    """一次登录：哪台设备、从哪里、到什么时候。只存标识的摘要，谁拿到数据库也不能冒用。"""

    __tablename__ = "web_session"

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    started_at: Mapped[datetime] = mapped_column(default=now)
    seen_at: Mapped[datetime] = mapped_column(default=now)
    ends_at: Mapped[datetime] = mapped_column(index=True)
    address: Mapped[str | None] = mapped_column(String(45))
    device: Mapped[str] = mapped_column(String(200), default="")
    data: Mapped[dict[str, Any]] = mapped_column(default=dict)

    user: Mapped[User] = relationship(lazy="raise")
