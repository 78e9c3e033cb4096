"""What the parties have moved, and who has consented."""

from collections.abc import Sequence

from sqlalchemy import select

from coop.extensions import db
from coop.partnerships.models import Motion


def find_motion(partnership_id: int, motion_id: int) -> Motion | None:
    """A motion of exactly this partnership: the number alone is not trusted."""
    found = select(Motion).where(Motion.id == motion_id, Motion.partnership_id == partnership_id)
    return db.session().scalars(found).unique().one_or_none()


def motions_pending(partnership_id: int) -> Sequence[Motion]:
    found = select(Motion).where(Motion.partnership_id == partnership_id, Motion.state == "pending")
    return db.session().scalars(found.order_by(Motion.id)).unique().all()
