"""Names of people who did something on a page that the reader sees."""

from collections.abc import Iterable

from sqlalchemy import select

from coop.accounts.models import User
from coop.extensions import db


def names_of(user_ids: Iterable[int | None]) -> dict[int, str]:
    """One statement for all of them."""
    wanted = {number for number in user_ids if number is not None}
    if not wanted:
        return {}
    people = db.session().scalars(select(User).where(User.id.in_(wanted)))
    return {person.id: person.name for person in people}
