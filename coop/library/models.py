"""Entries of the library, their versions and files, and the reviews that let them out."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Integer, String, Text, UniqueConstraint, and_, or_
from sqlalchemy.orm import Mapped, mapped_column, query_expression, relationship

from coop.accounts.models import User
from coop.core import audience as audiences
from coop.core.base import Base
from coop.core.clock import now
from coop.core.files.store import StoredBytes
from coop.core.reader import among
from coop.core.tenancy import Shareable, Tenanted, is_shared
from coop.library.kinds import CASE
from coop.library.lifecycle import DRAFT, LIVING, WAITING, WRITABLE
from coop.units.models import Branch


class Entry(Shareable, Tenanted, Base):
    """经验案例、资料、课程、制度：经验库里的一件东西。

    Before it is published only its branch's officers, its author and its reviewer see it; on publication ``audience``
    and the share rows become the audiences that were chosen for it. What it says stands in its versions; ``published``
    is the one of ``version_id``, and ``shared_with`` names its share rows where a statement asks for them.
    """

    __tablename__ = "entry"

    kind: Mapped[str] = mapped_column(String(20), default=CASE)
    state: Mapped[str] = mapped_column(String(20), default=DRAFT, index=True)
    state_reason: Mapped[str] = mapped_column(String(500), default="")
    title: Mapped[str] = mapped_column(String(120))
    summary: Mapped[str] = mapped_column(String(500), default="")
    tags: Mapped[list[str]] = mapped_column(default=list)
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    version_id: Mapped[int | None] = mapped_column(Integer)
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    published_at: Mapped[datetime | None]
    moved_at: Mapped[datetime] = mapped_column(default=now, index=True)

    author: Mapped[User] = relationship(lazy="raise")
    branch: Mapped[Branch] = relationship(lazy="raise", foreign_keys="Entry.branch_id")
    versions: Mapped[list["EntryVersion"]] = relationship(
        back_populates="entry", lazy="raise", order_by="EntryVersion.number.desc()"
    )
    published: Mapped["EntryVersion | None"] = relationship(
        primaryjoin="foreign(Entry.version_id) == EntryVersion.id", lazy="raise", viewonly=True
    )
    shared_with: Mapped[str | None] = query_expression()
    topics: Mapped[list["EntryTag"]] = relationship(lazy="raise", cascade="all, delete-orphan")

    @property
    def is_published(self) -> bool:
        """Whether its chosen audiences see it."""
        return self.state in LIVING


class EntryTag(Base):
    """标签：一个词一行，好按它筛选；只同内容一起读，内容看不见，标签也就看不见。"""

    __tablename__ = "entry_tag"
    __table_args__ = (UniqueConstraint("entry_id", "name"),)

    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(20), index=True)


class EntryVersion(Tenanted, Base):
    """一个版本：提交以后不再改动，退回修改就另起一个版本。

    Its writers and its reviewer see it, once it is published everybody who sees the entry does, and an earlier one those
    of them to whom it is still open (``is_published``). Whom it is for stands in ``wanted``: who was chosen before it is
    published, then whoever reads the entry, to the last who did while this is what it says.
    """

    __tablename__ = "entry_version"
    __table_args__ = (UniqueConstraint("entry_id", "number"),)

    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    state: Mapped[str] = mapped_column(String(20), default=DRAFT)
    title: Mapped[str] = mapped_column(String(120))
    summary: Mapped[str] = mapped_column(String(500), default="")
    body: Mapped[str] = mapped_column(Text, default="")
    tags: Mapped[list[str]] = mapped_column(default=list)
    fields: Mapped[dict[str, Any]] = mapped_column(default=dict)
    wanted: Mapped[list[str]] = mapped_column(default=list)
    is_published: Mapped[bool] = mapped_column(default=False)
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    submitted_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]

    author: Mapped[User] = relationship(lazy="raise")
    entry: Mapped[Entry] = relationship(back_populates="versions", lazy="raise")
    attachments: Mapped[list["Attachment"]] = relationship(
        back_populates="version", lazy="raise", order_by="Attachment.id"
    )

    @classmethod
    def visible_to(cls, names: list[str]) -> ColumnElement[bool]:
        of_entry = and_(cls.is_published, is_shared("entry", cls.entry_id, names))
        return or_(among(cls.audience, names), is_shared("entry_version", cls.id, names), of_entry)

    @property
    def is_writable(self) -> bool:
        """Only a draft changes."""
        return self.state in WRITABLE


class Attachment(Tenanted, Base):
    """附件：原样保存的文件，里面的文字也能被搜到。"""

    __tablename__ = "attachment"

    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("entry_version.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(String(32), index=True)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int]
    name: Mapped[str] = mapped_column(String(160))
    text: Mapped[str] = mapped_column(Text, default="")
    is_published: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=now)

    version: Mapped[EntryVersion] = relationship(back_populates="attachments", lazy="raise")

    @classmethod
    def visible_to(cls, names: list[str]) -> ColumnElement[bool]:
        of_entry = and_(cls.is_published, is_shared("entry", cls.entry_id, names))
        return or_(among(cls.audience, names), is_shared("entry_version", cls.version_id, names), of_entry)

    @property
    def stored(self) -> StoredBytes:
        return StoredBytes(self.key, self.sha256, self.size)


class Review(Tenanted, Base):
    """审核：一个版本交给一个人看，通过，或者说明理由退回。"""

    __tablename__ = "review"

    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("entry_version.id", ondelete="CASCADE"), index=True)
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    state: Mapped[str] = mapped_column(String(20), default=WAITING, index=True)
    reason: Mapped[str] = mapped_column(String(500), default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    decided_at: Mapped[datetime | None]

    entry: Mapped[Entry] = relationship(lazy="raise")
    version: Mapped[EntryVersion] = relationship(lazy="raise")
    reviewer: Mapped[User] = relationship(lazy="raise", foreign_keys="Review.reviewer_id")
    author: Mapped[User] = relationship(lazy="raise", foreign_keys="Review.author_id")
    remarks: Mapped[list["ReviewRemark"]] = relationship(lazy="raise", order_by="ReviewRemark.id")

    @classmethod
    def visible_to(cls, names: list[str]) -> ColumnElement[bool]:
        return or_(among(cls.audience, names), is_shared("entry_version", cls.version_id, names))

    @property
    def is_waiting(self) -> bool:
        return self.state == WAITING


class ReviewRemark(Tenanted, Base):
    """审核中的对话：作者与审核人之间的一句话。"""

    __tablename__ = "review_remark"

    review_id: Mapped[int] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("entry_version.id", ondelete="CASCADE"))
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    text: Mapped[str] = mapped_column(String(2000))
    at: Mapped[datetime] = mapped_column(default=now)

    by: Mapped[User] = relationship(lazy="raise")

    @classmethod
    def visible_to(cls, names: list[str]) -> ColumnElement[bool]:
        return or_(among(cls.audience, names), is_shared("entry_version", cls.version_id, names))


def private_audience(branch_id: int) -> str:
    """Who reads what is not published: the officers of the branch; author and reviewer through share rows."""
    return audiences.officers(branch_id)
