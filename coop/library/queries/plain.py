"""The search while there is no index: SQL looks for the words as they were typed, under the filter like every read."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from coop.accounts.models import User
from coop.activities.models import Activity
from coop.extensions import db
from coop.library.lifecycle import LIVING
from coop.library.models import Entry, EntryVersion
from coop.library.queries.documents import ACTIVITY, BRANCH, PERSON
from coop.library.search.asking import LONGEST, MOST_WORDS, ask
from coop.library.search.document import Key
from coop.library.text.folding import simplifier, traditional
from coop.units.models import Branch, Membership


def find_plainly(typed: str, *, limit: int) -> list[Key]:
    """Entries first, newest before older, then activities, branches and people, no more than ``limit``."""
    if ask(typed).is_empty:
        return []
    words = typed[:LONGEST].split()[:MOST_WORDS]
    keys: list[Key] = [(kind, number) for number, kind in db.session().execute(_entries(words).limit(limit))]
    for kind, found in _others(words):
        keys += [(kind, number) for number in db.session().scalars(found.limit(limit))]
    return keys[:limit]


def _entries(words: list[str]) -> Select[int, str]:
    version = EntryVersion.id == Entry.version_id
    holds = _holds(words, Entry.title, EntryVersion.body, EntryVersion.summary)
    found = select(Entry.id, Entry.kind).join(EntryVersion, version).where(Entry.state.in_(LIVING), holds)
    return found.order_by(Entry.id.desc())


def _others(words: list[str]) -> list[tuple[str, Select[Any]]]:
    activities = select(Activity.id).where(_holds(words, Activity.title, Activity.place, Activity.about))
    people = select(Membership.id).join(Membership.user).where(Membership.state == "active")
    return [
        (ACTIVITY, activities.where(Activity.scheduled_at.is_not(None), Activity.state != "cancelled")),
        (BRANCH, select(Branch.id).where(Branch.state == "active", _holds(words, Branch.name, Branch.strengths))),
        (PERSON, people.where(_holds(words, User.name))),
    ]


def _holds(words: list[str], *columns: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """Every word stands in one of the columns, as typed or in the other writing; % and _ mean themselves."""
    return and_(*(
        or_(*(column.contains(form, autoescape=True) for column in columns for form in _forms(word))) for word in words
    ))  # fmt: skip


def _forms(word: str) -> set[str]:
    return {word, simplifier().convert(word), traditional().convert(word)}
