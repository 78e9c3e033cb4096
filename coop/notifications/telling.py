"""The short way for a reaction to say: these people, of this deed, in this sentence, with this address."""

from collections.abc import Iterable

from coop.core.events import Deed
from coop.core.scope import Scope, current
from coop.core.sentences import Sentence
from coop.notifications import actions


def tell(people: Iterable[int], deed: Deed, sentence: Sentence, url: str, *, kind: str) -> None:
    """Tell each of them once of this deed, except whoever did it."""
    others = set(people) - {deed.actor_id}
    message = actions.Message(key=f"deed:{deed.id}", sentence=sentence, url=url, kind=kind)
    actions.tell_people(others, message, by=current() or Scope())
