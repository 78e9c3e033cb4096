"""Accounts and what proves them. An account belongs to no unit: memberships do."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_security import UserMixin
from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coop.core.base import Base
from coop.core.clock import now

INVITED = "invited"
ACTIVE = "active"
LOCKED = "locked"
CLOSED = "closed"

#: A sign-in lasts two weeks at most, however often it is used.
ABSOLUTE = timedelta(days=14)

INVITATION = "invitation"
RESET = "reset"

PRIVATE, TO_BRANCH, TO_PARTNERS = "private", "branch", "partners"
REACH = (PRIVATE, TO_BRANCH, TO_PARTNERS)
CONTACTS = ("phone", "email")


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
    visibility: Mapped[dict[str, Any]] = mapped_column(default=dict)
    signed_in_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)

    @property
    def active(self) -> bool:
        """What Flask-Security asks: whether the account may sign in."""
        return self.state == ACTIVE

    @property
    def is_invited(self) -> bool:
        return self.state == INVITED

    @property
    def sign_in_name(self) -> str:
        """What the person is told to sign in with."""
        return self.phone or self.email or self.username or ""

    def reach_of(self, contact: str) -> str:
        """How far ``phone`` or ``email`` is shown: nobody sees it until the person says so (A8)."""
        chosen = (self.visibility or {}).get(contact)
        return chosen if chosen in REACH else PRIVATE

    def shows(self, contact: str, to: str) -> bool:
        """Whether a reader as near as ``to`` (``branch``: a branch in common, ``partners``: a partnership) sees the contact."""
        return to in REACH[1:] and REACH.index(to) <= REACH.index(self.reach_of(contact))

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


class Device(Base):
    """一台用过的设备：浏览器里只有一个随机数，这里只有它的摘要。认得的设备不会被别处的试探锁住。"""

    __tablename__ = "device"
    __table_args__ = (Index(None, "user_id", "token_hash", unique=True),)

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    token_hash: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(200), default="")
    first_seen_at: Mapped[datetime] = mapped_column(default=now)
    seen_at: Mapped[datetime] = mapped_column(default=now)


class Attempt(Base):
    """一次还没有成功的尝试：登录、找回、输入登录码都算。按账号、地址和设备各记一行，重启也不忘。"""

    __tablename__ = "attempt"
    __table_args__ = (Index(None, "key", "at"),)

    key: Mapped[str] = mapped_column(String(90))
    about: Mapped[str] = mapped_column(String(90), default="")
    at: Mapped[datetime] = mapped_column(default=now, index=True)


class PersonalLink(Base):
    """一次性的个人链接：邀请或找回。只存摘要；本人设好口令，链接就用掉了。"""

    __tablename__ = "personal_link"

    kind: Mapped[str] = mapped_column(String(20))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    address: Mapped[str] = mapped_column(String(254), default="")
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    issued_at: Mapped[datetime] = mapped_column(default=now)
    ends_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    user: Mapped[User] = relationship(lazy="joined", innerjoin=True, foreign_keys="PersonalLink.user_id")


@dataclass(frozen=True, slots=True)
class Charge:
    """Somebody for whom the asker answers: a person, and the place because of which the asker may invite or reset them.

    Whoever builds one has loaded the membership under the asker's scope; the place is that membership's own.
    """

    user: User
    unit_id: int | None = None
    branch_id: int | None = None
