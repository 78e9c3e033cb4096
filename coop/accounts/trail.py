"""How deeds on accounts are written down: for the person's own eyes, done by them where nobody is signed in yet."""

from typing import Any

from coop.accounts.models import User
from coop.core import audience
from coop.core.events import Deed, record


def told(event: Any, user: User | None, *, result: str = "done", is_own: bool = True) -> Deed:
    """Record the event where its person finds it; ``is_own`` names them as the doer if no one else is known."""
    deed = record(event, subject=user, audience=audience.user(user.id if user else 0))
    deed.result = result
    if user and is_own and deed.actor_id is None:
        deed.actor_id = user.id
    return deed


def noted(event: Any, user_id: int | None, *, result: str = "done") -> Deed:
    """The same where the account, if there is one, is not read: knowing it must cost no time (A-04)."""
    return told(event, User(id=user_id) if user_id else None, result=result, is_own=False)

