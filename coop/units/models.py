"""Tenants, their branches and the people in them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Date, ForeignKey, Integer, String, UniqueConstraint, cast, func, literal, or_
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coop.accounts.models import INVITED, User
from coop.core.audience import OPERATORS
from coop.core.base import Base
from coop.core.clock import now
from coop.core.reader import among
from coop.core.tenancy import Audienced, Shareable, Tenanted
from coop.units.initials import initials_of

APPLIED, ACTIVE, SUSPENDED, CLOSING, ARCHIVED, REJECTED = (
    "applied", "active", "suspended", "closing", "archived", "rejected",
)  # fmt: skip
POLICIES = ("may_pair", "may_publish", "may_invite_guests", "may_share_publicly", "lists_new_branches")
UNIT_KINDS = ("company", "institution", "agency", "school", "hospital", "community", "village", "association")
DOMAINS = ("party", "safety", "technology", "service", "culture", "youth", "ecology", "rural", "law", "health")
ROLES = ("secretary", "deputy", "clerk", "committee", "member", "guest")
BRANCH_KINDS = (
    "committee", "general_branch", "branch", "group", "joint", "temporary", "youth", "union", "community", "team",
)  # fmt: skip


def _initials_of_name(context: DefaultExecutionContext) -> str:
    return initials_of(context.get_current_parameters()["name"])


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

    @classmethod
    def visible_to(cls, names: list[str]) -> ColumnElement[bool]:
        """Whoever runs the platform knows every unit's name and state; of what is inside it they see nothing."""
        return or_(super().visible_to(names), among(literal(OPERATORS), names))

    @property
    def is_active(self) -> bool:
        return self.state == ACTIVE

    @property
    def is_suspended(self) -> bool:
        """Whether the platform has set it aside: its people are kept out, and nothing of theirs is lost."""
        return self.state == SUSPENDED

    @hybrid_property
    def label(self) -> str:
        return self.short_name or self.name

    @label.inplace.expression
    @classmethod
    def _label_in_statements(cls) -> ColumnElement[str]:
        return func.coalesce(func.nullif(cls.short_name, ""), cls.name)

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
    initials: Mapped[str] = mapped_column(String(80), default=_initials_of_name, index=True)
    ends_on: Mapped[date | None]
    state_reason: Mapped[str] = mapped_column(String(500), default="")
    liaison_role: Mapped[str] = mapped_column(String(20), default="clerk")
    created_at: Mapped[datetime] = mapped_column(default=now)

    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True, foreign_keys="Branch.unit_id")

    @property
    def is_active(self) -> bool:
        return self.state == "active"

    @property
    def is_listed(self) -> bool:
        """Whether the network's directory names it."""
        return not self.audience.startswith("unit:")

    @property
    def label(self) -> str:
        """北方机械第三支部: the unit's short name and the branch's, as people say it."""
        return f"{self.unit.label}{self.name}"


class Membership(Tenanted, Base):
    """成员身份：一个人在一个支部里的角色。

    ``called`` is the name under which the branch invited or imported the person: until they agree, the branch learns
    nothing else of an account that existed before, not even that it did.
    """

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("user_id", "branch_id"),)
    shapes_scope = True

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    called: Mapped[str] = mapped_column(String(60), default="")
    role: Mapped[str] = mapped_column(String(20), default="member")
    post: Mapped[str] = mapped_column(String(40), default="")
    state: Mapped[str] = mapped_column(String(20), default="invited", index=True)
    message: Mapped[str] = mapped_column(String(500), default="")
    term_from: Mapped[date | None] = mapped_column(Date)
    term_until: Mapped[date | None] = mapped_column(Date)
    order: Mapped[int] = mapped_column(Integer, default=0)
    reason: Mapped[str] = mapped_column(String(500), default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    ended_at: Mapped[datetime | None]

    user: Mapped[User] = relationship(lazy="joined", innerjoin=True)
    branch: Mapped[Branch] = relationship(lazy="raise", foreign_keys="Membership.branch_id")

    @classmethod
    def visible_to(cls, names: list[str]) -> ColumnElement[bool]:
        """The branch's people see it, and always the person whom it is about."""
        return or_(among(cls.audience, names), among(literal("user:").concat(cast(cls.user_id, String)), names))

    @property
    def is_active(self) -> bool:
        return self.state == "active"

    @property
    def name(self) -> str:
        """The person's own name, or before they agreed the one that the branch wrote."""
        return self.user.name if self.is_active or not self.called else self.called

    @property
    def is_unanswered(self) -> bool:
        """Not yet taken up by the person: the account is not opened, or this invitation not answered."""
        return self.state == "invited" or (self.is_active and self.user.state == INVITED)


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


class UnitApplication(Audienced, Base):
    """入驻申请：一个单位想加入，平台管理员通过或说明理由退回。申请人凭查询网址看进展。"""

    __tablename__ = "unit_application"

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    unit_name: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(20))
    district: Mapped[str] = mapped_column(String(60))
    applicant: Mapped[str] = mapped_column(String(60))
    phone: Mapped[str | None] = mapped_column(String(20))
    email: Mapped[str | None] = mapped_column(String(254))
    message: Mapped[str] = mapped_column(String(2000), default="")
    state: Mapped[str] = mapped_column(String(20), default=APPLIED, index=True)
    state_reason: Mapped[str] = mapped_column(String(500), default="")
    address: Mapped[str | None] = mapped_column(String(45))
    created_at: Mapped[datetime] = mapped_column(default=now)
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    user: Mapped[User | None] = relationship(lazy="joined", foreign_keys="UnitApplication.user_id")

    @property
    def is_waiting(self) -> bool:
        return self.state == APPLIED


class RosterImport(Audienced, Base):
    """名单导入：上传的表格、试运行的结果、写入到第几行。表格存在文件库里，确认时不用再传一次。"""

    __tablename__ = "roster_import"

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    filename: Mapped[str] = mapped_column(String(160))
    file_key: Mapped[str] = mapped_column(String(32))
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    updates: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(20), default="checked")
    total: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[datetime] = mapped_column(default=now)
    ended_at: Mapped[datetime | None]

    @property
    def is_running(self) -> bool:
        return self.state == "running"
