"""Tenants, their branches and the people in them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coop.accounts.models import User
from coop.core.base import Base
from coop.core.clock import now
from coop.core.tenancy import Audienced, Shareable, Tenanted

APPLIED, ACTIVE, SUSPENDED, CLOSING, ARCHIVED, REJECTED = (
    "applied", "active", "suspended", "closing", "archived", "rejected",
)  # fmt: skip
POLICIES = ("may_pair", "may_publish", "may_invite_guests", "may_share_publicly", "lists_new_branches")
ROLES = ("secretary", "deputy", "clerk", "committee", "member", "guest")
BRANCH_KINDS = (
    "committee", "general_branch", "branch", "group", "joint", "temporary", "youth", "union", "community", "team",
)  # fmt: skip


class Unit(Shareable, Audienced, Base):
    """单位：公司、学校、社区、机关。一个单位看不到另一个单位没有共享的任何东西。"""

    __tablename__ = "unit"
    shapes_scope = True

    name: Mapped[str] = mapped_column(String(80))
    short_name: Mapped[str] = mapped_column(String(20), default="")
    kind: Mapped[str] = mapped_column(String(20), default="company")
    district: Mapped[str] = mapped_column(String(60), default="")
    about: Mapped[str] = mapped_column(String(2000), default="")
    accent: Mapped[str | None] = mapped_column(String(7))
    policies: Mapped[dict[str, Any]] = mapped_column(default=dict)
    state: Mapped[str] = mapped_column(String(20), default=APPLIED)
    state_reason: Mapped[str] = mapped_column(String(500), default="")
    created_at: Mapped[datetime] = mapped_column(default=now)

    @property
    def is_active(self) -> bool:
        return self.state == ACTIVE

    @property
    def label(self) -> str:
        return self.short_name or self.name

    def allows(self, policy: str) -> bool:
        """Whether the unit lets its branches do it; what nobody has switched off is allowed (U6)."""
        if policy not in POLICIES:
            raise KeyError(policy)
        return self.is_active and self.policies.get(policy, True) is True

    def owner_unit_id(self) -> int | None:
        return self.id


class Branch(Shareable, Tenanted, Base):
    """支部或其他基层组织：单位组织树上的一个节点。"""

    __tablename__ = "branch"
    shapes_scope = True
    branch_id = None

    parent_id: Mapped[int | None] = mapped_column(ForeignKey("branch.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20), default="branch")
    name: Mapped[str] = mapped_column(String(80))
    state: Mapped[str] = mapped_column(String(20), default="active")
    strengths: Mapped[str] = mapped_column(String(2000), default="")
    needs: Mapped[str] = mapped_column(String(2000), default="")
    venues: Mapped[str] = mapped_column(String(2000), default="")
    domains: Mapped[list[str]] = mapped_column(default=list)
    district: Mapped[str] = mapped_column(String(60), default="")
    liaison_role: Mapped[str] = mapped_column(String(20), default="clerk")
    created_at: Mapped[datetime] = mapped_column(default=now)

    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True, foreign_keys="Branch.unit_id")

    @property
    def is_active(self) -> bool:
        return self.state == "active"

    @property
    def label(self) -> str:
        """北方机械第三支部: the unit's short name and the branch's, as people say it."""
        return f"{self.unit.label}{self.name}"


class Membership(Tenanted, Base):
    """成员身份：一个人在一个支部里的角色。"""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("user_id", "branch_id"),)
    shapes_scope = True

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    role: Mapped[str] = mapped_column(String(20), default="member")
    state: Mapped[str] = mapped_column(String(20), default="invited")
    term_from: Mapped[date | None] = mapped_column(Date)
    term_until: Mapped[date | None] = mapped_column(Date)
    order: Mapped[int] = mapped_column(Integer, default=0)
    reason: Mapped[str] = mapped_column(String(500), default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    ended_at: Mapped[datetime | None]

    user: Mapped[User] = relationship(lazy="joined", innerjoin=True)
    branch: Mapped[Branch] = relationship(lazy="raise", foreign_keys="Membership.branch_id")

    @property
    def is_active(self) -> bool:
        return self.state == "active"


class UnitRole(Audienced, Base):
    """一个人对整个单位的职责：admin 单位管理员，committee 委员会（看全单位各支部的协议）。"""

    __tablename__ = "unit_role"
    __table_args__ = (UniqueConstraint("user_id", "unit_id", "role"),)
    shapes_scope = True

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    since: Mapped[datetime] = mapped_column(default=now)

    user: Mapped[User] = relationship(lazy="joined", innerjoin=True)
