"""A portion of a roster at work: its accounts and places are read together and written together, no row costs a statement."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import uuid4

from coop.accounts.actions import withdraw_slips
from coop.accounts.models import INVITED, Charge, User
from coop.core import audience
from coop.core.errors import Invalid
from coop.core.events import record
from coop.core.scope import Scope
from coop.core.sentences import say
from coop.extensions import db
from coop.units.actions.newcomers import NAMES, _renew
from coop.units.models import Membership
from coop.units.queries.elsewhere import held_in
from coop.units.queries.imports import accounts_of, places_of
from coop.units.roster.rows import BranchPath, Row, Step
from coop.units.wishes import Newcomer

Login = tuple[str, str]


class Portion:
    """Who of a portion's rows has an account, and who a place; both grow as its rows are written."""

    def __init__(self, unit_id: int, steps: Iterable[Step], branches: Mapping[BranchPath, int], *, by: Scope) -> None:
        steps = list(steps)
        self._unit_id, self._branches, self._by = unit_id, branches, by
        self._holders: dict[Login, User] = {}
        users = accounts_of([step.row for step in steps], {step.person_id for step in steps if step.person_id})
        self._users = {user.id: user for user in users}
        for user in users:
            self._know(user)
        there = places_of(self._users, {branches[step.row.branch] for step in steps if step.row.branch in branches})
        self._places = {(self._users[place.user_id], place.branch_id or 0): place for place in there}
        self._news: list[tuple[Any, Membership, tuple[str, ...]]] = []
        held = [one for one in held_in(unit_id, self._users) if one.is_active]
        self._own = {one.user_id for one in held if one.branch_id}
        self._known = {one.user_id for one in held}
        self._raised: dict[int, Charge] = {}

    def account_for(self, step: Step) -> tuple[User, bool]:
        """Whom the row means, and whether the account is the unit's own affair: new, nobody's, or one that has taken up a place
        in the unit. Who was only asked may still say no.

        Refuses a user name that somebody else has: unlike a phone number it does not say who is meant.
        """
        row = step.row
        found = self._users.get(step.person_id or 0)
        found = found or self._holders.get(("phone", row.phone or "")) or self._holders.get(("email", row.email or ""))
        if found is not None:
            return found, self._takes(found, row)
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
        self._forget(user)
        user.name, user.phone = row.name or user.name, row.phone or user.phone
        user.email, user.username = row.email or user.email, row.username or user.username
        self._know(user)
        return True

    def raise_up(self, user: User) -> None:
        """More hangs on this account than before: cards that are out for it will be void, if nobody has opened it."""
        if user.is_invited and user.id and not user.is_operator:
            self._raised[user.id] = Charge(user, self._unit_id)

    def announce(self, event: Any, place: Membership, *facts: str) -> None:
        """To be recorded when the place has its number."""
        self._news.append((event, place, facts))

    def write(self) -> None:
        """All rows in as many statements as there are tables, then what is to be said of them."""
        db.session().flush()
        if self._raised:
            withdraw_slips(list(self._raised.values()), by=self._by)
        for event, place, facts in self._news:
            record(event(place.id, place.branch_id or 0, place.user_id, *facts), subject=place)

    def _takes(self, user: User, row: Row) -> bool:
        """Whether the unit need not ask: an account that nobody has opened and that is nobody's any more is made anew."""
        if user.is_invited and user.id and user.id not in self._own:
            if user.id not in self._known:
                self._make_anew(user, Newcomer(row.name or user.name, row.phone, row.email, row.username))
            self.raise_up(user)
            self._own.add(user.id)
        return user.id in self._own

    def _make_anew(self, user: User, person: Newcomer) -> None:
        holders = {name: self._holders.get((name, getattr(person, name) or "")) for name in NAMES}
        self._forget(user)
        _renew(user, person, holders)
        db.session().flush()  # before another row may be given what this one loses
        self._know(user)

    def _forget(self, user: User) -> None:
        for name in NAMES:
            self._holders.pop((name, getattr(user, name) or ""), None)

    def _know(self, user: User) -> None:
        for name in NAMES:
            if value := getattr(user, name):
                self._holders[name, value] = user
