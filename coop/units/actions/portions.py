"""A portion of a roster at work: its accounts and places are read together and written together, no row costs a statement."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import uuid4

from coop.accounts.models import INVITED, User
from coop.core import audience
from coop.core.errors import Invalid
from coop.core.events import record
from coop.core.sentences import say
from coop.extensions import db
from coop.units.models import Membership
from coop.units.queries.imports import accounts_of, places_of
from coop.units.roster.rows import BranchPath, Row, Step

Login = tuple[str, str]


class Portion:
    """Who of a portion's rows has an account, and who a place; both grow as its rows are written."""

    def __init__(self, unit_id: int, steps: Iterable[Step], branches: Mapping[BranchPath, int]) -> None:
        steps = list(steps)
        self._unit_id, self._branches = unit_id, branches
        self._holders: dict[Login, User] = {}
        users = accounts_of([step.row for step in steps], {step.person_id for step in steps if step.person_id})
        self._users = {user.id: user for user in users}
        for user in users:
            self._know(user)
        there = places_of(self._users, {branches[step.row.branch] for step in steps if step.row.branch in branches})
        self._places = {(self._users[place.user_id], place.branch_id or 0): place for place in there}
        self._news: list[tuple[Any, Membership, tuple[str, ...]]] = []

    def account_for(self, step: Step) -> tuple[User, bool]:
        """Whom the row means, and whether the account is the unit's own affair: new, or one that it made before.

        Refuses a user name that somebody else has: unlike a phone number it does not say who is meant.
        """
        if step.person_id is not None:
            return self._users[step.person_id], True
        row = step.row
        found = self._holders.get(("phone", row.phone or "")) or self._holders.get(("email", row.email or ""))
        if found is not None:
            return found, False
        if ("username", row.username or "") in self._holders:
            raise Invalid(say("用户名“%(name)s”已经有人用了，请换一个。", name=row.username), field="username")
        user = User(name=row.name, phone=row.phone, email=row.email, username=row.username)
        user.state, user.fs_uniquifier = INVITED, uuid4().hex
        db.session().add(user)
        self._know(user)
        return user, True

    def place_of(self, user: User, row: Row) -> Membership | None:
        """The person's place in the row's branch, whatever its state."""
        return self._places.get((user, self._branches[row.branch]))

    def found_place(self, user: User, row: Row) -> Membership:
        """A new place, not yet in any state."""
        branch_id = self._branches[row.branch]
        place = Membership(unit_id=self._unit_id, branch_id=branch_id, user=user, audience=audience.branch(branch_id))
        db.session().add(place)
        self._places[user, branch_id] = place
        return place

    def correct(self, user: User, row: Row) -> bool:
        """Filled cells win. False, and nothing changes, where somebody else has one of these sign-in names."""
        given = {"phone": row.phone, "email": row.email, "username": row.username}
        if any(self._holders.get((name, value or ""), user) is not user for name, value in given.items()):
            return False
        for name in given:
            self._holders.pop((name, getattr(user, name) or ""), None)
        user.name, user.phone = row.name or user.name, row.phone or user.phone
        user.email, user.username = row.email or user.email, row.username or user.username
        self._know(user)
        return True

    def announce(self, event: Any, place: Membership, *facts: str) -> None:
        """To be recorded when the place has its number."""
        self._news.append((event, place, facts))

    def write(self) -> None:
        """All rows in as many statements as there are tables, then what is to be said of them."""
        db.session().flush()
        for event, place, facts in self._news:
            record(event(place.id, place.branch_id or 0, place.user_id, *facts), subject=place)

    def _know(self, user: User) -> None:
        for name in ("phone", "email", "username"):
            if value := getattr(user, name):
                self._holders[name, value] = user
