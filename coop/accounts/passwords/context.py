"""The words that stand around a person, none of which makes a password: their names, and those that other slices know."""

from collections.abc import Callable, Iterable

from coop.accounts.models import User

Source = Callable[[int], Iterable[str]]
sources: list[Source] = []


def words_about(user: User) -> list[str]:
    """Name, phone number, address, user name, and what the wiring's sources add: the units and branches of that person."""
    own = [user.name, user.phone, user.email, user.username]
    return [word for word in own if word] + [word for source in sources for word in source(user.id)]
