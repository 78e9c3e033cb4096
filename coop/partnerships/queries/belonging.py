"""What the joined partnerships of a person's branches add to their scope."""

from sqlalchemy import or_, select

from coop.core import audience
from coop.core.scope import Grants
from coop.extensions import db
from coop.partnerships.models import Party


def grant_partnerships(user_id: int, grants: Grants) -> None:
    """Members of a joined party belong to the partnership; so does the committee of its unit. A guest does not."""
    branch_ids = [post.branch_id for post in grants.posts if post.role != "guest"]
    unit_ids = [unit_id for unit_id, role in grants.unit_roles if role == "committee"]
    joined = select(Party.partnership_id).where(
        Party.state == "joined", or_(Party.branch_id.in_(branch_ids), Party.unit_id.in_(unit_ids))
    )
    grants.audiences |= {audience.partnership(number) for number in db.session().scalars(joined)}
