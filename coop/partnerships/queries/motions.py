"""What the parties have moved, and who has consented."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select

from coop.extensions import db
from coop.partnerships.models import Motion

PENDING = (
    select(Motion)
    .where(Motion.partnership_id == bindparam("partnership_id"), Motion.state == "pending")
    .order_by(Motion.id)
)  # fmt: skip


def find_motion(partnership_id: int, motion_id: int) -> Motion | None:
    """A motion of exactly this partnership: the number alone is not trusted."""
    found = select(Motion).where(Motion.id == motion_id, Motion.partnership_id == partnership_id)
    return db.session().scalars(found).unique().one_or_none()


def motions_pending(partnership_id: int) -> Sequence[Motion]:
    return db.session().scalars(PENDING, {"partnership_id": partnership_id}).all()
