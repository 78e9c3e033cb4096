"""What the parts of the demonstration share: the day it plays on, its dice, and everybody and everything by name."""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from coop.accounts.models import User
from coop.core import clock
from coop.extensions import db
from coop.partnerships.models import Partnership
from coop.units.models import Branch, Unit

SEED = 20_260_701


@dataclass(slots=True)
class Stage:
    """Dates are days from today, so that the house never looks abandoned; the dice fall the same way each time."""

    password_hash: str
    today: date = field(default_factory=clock.today)
    dice: random.Random = field(default_factory=lambda: random.Random(SEED))  # noqa: S311 -- dice, no secret
    units: dict[str, Unit] = field(default_factory=dict)
    branches: dict[str, Branch] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    homes: dict[str, Branch] = field(default_factory=dict)
    members: dict[str, list[User]] = field(default_factory=dict)
    roles: dict[tuple[str, str], User] = field(default_factory=dict)
    pacts: dict[str, Partnership] = field(default_factory=dict)

    def at(self, day: int, time: str = "09:00") -> datetime:
        """That many days from today, at that time on the clocks where people meet."""
        hour, minute = map(int, time.split(":"))
        return clock.at_place(self.today + timedelta(days=day), hour, minute)

    def past(self, day: int, time: str = "09:00") -> datetime:
        """The same, but never later than a moment ago."""
        return min(self.at(day, time), clock.after(minutes=-1))

    def officer(self, branch: str, *roles: str) -> User:
        """The first of these roles that somebody has in the branch."""
        return next(self.roles[branch, role] for role in roles if (branch, role) in self.roles)


def add(row: Any) -> Any:
    db.session().add(row)
    db.session().flush()
    return row
