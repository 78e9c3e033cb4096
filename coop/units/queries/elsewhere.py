"""Whether a person counts for more than one unit: then no single one may hand over their account."""

from sqlalchemy import exists, select

from coop.core.scope import everything
from coop.extensions import db
from coop.units.models import Membership, UnitRole


def belongs_elsewhere(user_id: int, unit_id: int) -> bool:
    """Asked past the filter, as the administrator may not see where else; the answer is yes or no."""
    with everything("whether an account is one unit's alone", quiet=True):
        member = exists().where(
            Membership.user_id == user_id, Membership.unit_id != unit_id, Membership.state == "active"
        )  # fmt: skip
        officer = exists().where(UnitRole.user_id == user_id, UnitRole.unit_id != unit_id)
        return bool(db.session().scalar(select(member | officer)))
