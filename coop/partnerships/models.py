"""Partnerships, their parties and the people who keep them running."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, ForeignKey, String, UniqueConstraint, and_, cast, literal, or_
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from coop.accounts.models import User
from coop.core.base import Base
from coop.core.clock import now
from coop.core.reader import among
from coop.core.tenancy import Shareable, Tenanted, is_shared
from coop.units.models import Branch

PARTNERSHIP_STATES = (
    "proposed", "negotiating", "active", "paused", "concluded", "terminated", "declined", "withdrawn", "lapsed",
)  # fmt: skip
PARTY_STATES = ("invited", "agreed", "joined", "left", "declined")
UNDECIDED = ("invited", "agreed")
ANSWERED = ("joined", "left", "declined")
UNANSWERED = ("proposed", "negotiating")


class OfBranch(Tenanted):
    """A row that always belongs to one branch of its unit."""

    @declared_attr
    def branch_id(cls) -> Mapped[int]:
        return mapped_column(ForeignKey("branch.id"), index=True)


class Partnership(Shareable, OfBranch, Base):
    """共建关系：两方或多方支部约定一起做事，有目标、领域和期限，拥有一个共同的空间。

    The row's own audience is ``partnership:<id>``; each invited branch's officers see it through a share.
    """

    __tablename__ = "partnership"

    name: Mapped[str] = mapped_column(String(80))
    aims: Mapped[str] = mapped_column(String(2000))
    domains: Mapped[list[str]] = mapped_column(default=list)
    scope: Mapped[str] = mapped_column(String(20), default="external")
    message: Mapped[str] = mapped_column(String(2000), default="")
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    answer_until: Mapped[date]
    state: Mapped[str] = mapped_column(String(20), default="proposed", index=True)
    state_reason: Mapped[str] = mapped_column(String(2000), default="")
    state_at: Mapped[datetime] = mapped_column(default=now)
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)

    proposed_by: Mapped[User] = relationship(lazy="raise")
    branch: Mapped[Branch] = relationship(lazy="raise", foreign_keys="Partnership.branch_id")
    # Who the parties are decides who may do what in every space, so they always come along.
    parties: Mapped[list["Party"]] = relationship(back_populates="partnership", lazy="selectin", order_by="Party.id")

    @property
    def is_active(self) -> bool:
        return self.state == "active"

    @property
    def is_open(self) -> bool:
        """Whether its space takes new things: before it began, while it is paused and after it ended all is read-only."""
        return self.state == "active"

    @property
    def is_unanswered(self) -> bool:
        """Whether it is still a proposal."""
        return self.state in UNANSWERED

    @property
    def proposer(self) -> "Party":
        """The party whose branch had the idea."""
        return next(party for party in self.parties if party.branch_id == self.branch_id)

    @property
    def is_sent(self) -> bool:
        """Whether the invited may read it: a clerk's proposal first waits for the second key of its own side.

        That key was turned on the day on which the proposer joined, whatever became of either since.
        """
        return self.proposer.joined_at is not None

    def is_draft_of(self, party: "Party") -> bool:
        """Whether this side wrote it and has not sent it: it can be sent or taken back, there is nobody to say no to."""
        return party.branch_id == self.branch_id and not self.is_sent

    @property
    def joined(self) -> list["Party"]:
        return [party for party in self.parties if party.is_joined]

    @property
    def undecided(self) -> list["Party"]:
        """The invited ones that have not answered with both keys."""
        return [party for party in self.parties if party.is_undecided]

    @property
    def concerned(self) -> list["Party"]:
        """Who takes part or is still asked; where nobody takes part, everybody who was."""
        return [party for party in self.parties if party.is_joined or party.is_undecided] if self.joined else self.parties

    def party_of(self, branch_id: int | None) -> "Party | None":
        return next((party for party in self.parties if party.branch_id == branch_id), None)


class Party(OfBranch, Base):
    """共建方：一个支部在一个共建关系里的位置。内勤先同意，书记再批准，才算加入。

    ``approved_by`` is whoever gave the final answer, be it yes or no; ``joined_at`` is when it last joined, and stays when
    it leaves or is asked back. ``roster`` says whom the other parties see by name:
    all members, or the officers alone.
    """

    __tablename__ = "party"
    __table_args__ = (UniqueConstraint("partnership_id", "branch_id"),)
    shapes_scope = True
    # Whether a partnership begins depends on the answers of all its parties: who answers holds the whole of it.
    locks_first = "partnership"

    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnership.id"), index=True)
    state: Mapped[str] = mapped_column(String(20), default="invited", index=True)
    reason: Mapped[str] = mapped_column(String(500), default="")
    roster: Mapped[str] = mapped_column(String(20), default="members")
    agreed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    agreed_at: Mapped[datetime | None]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    joined_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)

    partnership: Mapped[Partnership] = relationship(back_populates="parties", lazy="raise")
    branch: Mapped[Branch] = relationship(lazy="joined", innerjoin=True, foreign_keys="Party.branch_id")
    agreed_by: Mapped[User | None] = relationship(lazy="raise", foreign_keys="Party.agreed_by_id")
    approved_by: Mapped[User | None] = relationship(lazy="raise", foreign_keys="Party.approved_by_id")
    liaisons: Mapped[list["Liaison"]] = relationship(lazy="raise", order_by="Liaison.is_backup")

    @classmethod
    def visible_to(cls, names: list[str]) -> ColumnElement[bool]:
        """Whoever sees the partnership sees who its parties are; a branch's officers see their own answer whatever it was.

        Even with a scope from before that answer, which holds neither the space nor, any more, the invitation's share:
        of two officers who answer at once the second one is told who was first, not that there is nothing.
        """
        shared = is_shared("partnership", cls.partnership_id, names)
        # The filter keeps this expression and changes the names in it: nothing may be computed from them here.
        own_officers = literal("officers:") + cast(cls.branch_id, String)
        answered = and_(cls.state.in_(ANSWERED), among(own_officers, names))
        return or_(among(cls.audience, names), shared, answered)

    @property
    def is_joined(self) -> bool:
        return self.state == "joined"

    @property
    def is_undecided(self) -> bool:
        return self.state in UNDECIDED


class Liaison(OfBranch, Base):
    """联络员：每一方至少一人，另有一名备份。"""

    __tablename__ = "liaison"
    __table_args__ = (UniqueConstraint("party_id", "is_backup"),)

    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    is_backup: Mapped[bool] = mapped_column(default=False)

    user: Mapped[User] = relationship(lazy="joined", innerjoin=True)


class Motion(OfBranch, Base):
    """动议：一方书记提出暂停、恢复、结项、终止或邀请新的一方，别的共建方书记同意后生效。"""

    __tablename__ = "motion"

    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnership.id"), index=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"))
    kind: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(String(2000), default="")
    invitee_id: Mapped[int | None] = mapped_column(ForeignKey("branch.id"))
    state: Mapped[str] = mapped_column(String(20), default="pending", index=True)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    reason: Mapped[str] = mapped_column(String(500), default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    decided_at: Mapped[datetime | None]

    made_by: Mapped[User] = relationship(lazy="joined", innerjoin=True, foreign_keys="Motion.made_by_id")
    invitee: Mapped[Branch | None] = relationship(lazy="joined", foreign_keys="Motion.invitee_id")
    consents: Mapped[list["Consent"]] = relationship(lazy="selectin", order_by="Consent.id")

    @property
    def is_pending(self) -> bool:
        return self.state == "pending"


class Consent(OfBranch, Base):
    """同意：一个共建方的书记同意了一项动议。"""

    __tablename__ = "consent"
    __table_args__ = (UniqueConstraint("motion_id", "party_id"),)

    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id", ondelete="CASCADE"), index=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
