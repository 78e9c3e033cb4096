"""What an activity was planned to cost and did cost; a record for the officers, no money moves here."""

from sqlalchemy import ColumnElement, ForeignKey, String, or_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coop.core.base import Base
from coop.core.reader import among
from coop.core.tenancy import Share, Tenanted, is_shared
from coop.units.models import Branch


class Expense(Tenanted, Base):
    """经费记录：一项开支的预算与实际，由哪个支部承担。金额以分计。"""

    __tablename__ = "expense"

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"), index=True)
    item: Mapped[str] = mapped_column(String(60))
    planned_cents: Mapped[int | None]
    actual_cents: Mapped[int | None]
    written_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))

    branch: Mapped[Branch] = relationship(lazy="joined", innerjoin=True, foreign_keys="Expense.branch_id")

    @classmethod
    def visible_to(cls, names: list[str]) -> ColumnElement[bool]:
        """Officers of the hosts alone."""
        officers = is_shared("activity", cls.activity_id, names, Share.audience.startswith("officers:"))
        return or_(among(cls.audience, names), officers)
