"""What the index is fed with: each thing that can be found, as its row stands now, with everybody who may find it."""

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from coop.activities.models import Activity
from coop.core.clock import local
from coop.core.tenancy import Share
from coop.extensions import db
from coop.library.kinds import KINDS, told
from coop.library.lifecycle import LIVING
from coop.library.models import Entry, EntryVersion
from coop.library.search.document import Document, Key
from coop.library.touched import Ref
from coop.units.models import ACTIVE, CLOSING, Branch, Membership, Unit

ENTRY, ACTIVITY, BRANCH, PERSON = "entry", "activity", "branch", "person"
UNIT = "unit"
AT_ONCE = 100


def documents_of(refs: Collection[Ref]) -> Iterator[Document]:
    """The documents of these things, as far as they may be found at all: a draft or a dissolved branch yields none."""
    refs = spread(refs)
    for source, read in SOURCES.items():
        ids = sorted({number for kind, number in refs if kind == source})
        for some in _in_parts(ids):
            yield from read(some)


def spread(refs: Iterable[Ref]) -> set[Ref]:
    """A unit that was touched stands for all its branches and people."""
    whole = [number for source, number in refs if source == UNIT]
    exact = {ref for ref in refs if ref[0] != UNIT}
    if whole:
        for source, table in ((BRANCH, Branch), (PERSON, Membership)):
            ids = db.session().scalars(select(table.id).where(table.unit_id.in_(whole)))
            exact |= {(source, number) for number in ids}
    return exact


def keys_of(refs: Iterable[Ref]) -> set[Key]:
    """Every key under which these things may stand in the index."""
    return {(kind, number) for source, number in spread(refs) for kind in (KINDS if source == ENTRY else (source,))}


def all_documents() -> Iterator[Document]:
    """Everything that can be found, a hundred rows at a time, so that a large library needs no large memory."""
    for source, table in TABLES.items():
        ids = db.session().scalars(select(table.id).order_by(table.id)).all()
        for some in _in_parts(ids):
            yield from SOURCES[source](some)
            db.session().expunge_all()


def _in_parts(ids: Collection[int]) -> Iterator[list[int]]:
    ordered = list(ids)
    return (ordered[at : at + AT_ONCE] for at in range(0, len(ordered), AT_ONCE))


def _entries(ids: list[int]) -> Iterator[Document]:
    found = select(Entry).where(Entry.id.in_(ids), Entry.state.in_(LIVING))
    entries = db.session().scalars(found).all()
    texts = _texts([entry.version_id for entry in entries if entry.version_id])
    audiences = _audiences("entry", [(entry.id, entry.audience) for entry in entries])
    for entry in entries:
        facets = {f"unit:{entry.unit_id}"}
        if entry.published_at:
            facets.add(f"year:{local(entry.published_at).year}")
        text = texts.get(entry.version_id or 0, "")
        yield Document(
            entry.kind, entry.id, entry.title, text, tuple(entry.tags), audiences[entry.id], frozenset(facets)
        )


def _texts(version_ids: list[int]) -> dict[int, str]:
    found = select(EntryVersion).where(EntryVersion.id.in_(version_ids)).options(selectinload(EntryVersion.attachments))
    return {version.id: text_of(version) for version in db.session().scalars(found)}


def text_of(version: EntryVersion) -> str:
    """All that a version says, its files included, without the title."""
    parts = (version.summary, told(version.fields), version.body, *(file.text for file in version.attachments))
    return "\n\n".join(part for part in parts if part)


def _activities(ids: list[int]) -> Iterator[Document]:
    """Once the date stands; what is only planned is its officers' affair, what was called off is not looked for."""
    activities = db.session().scalars(select(Activity).where(Activity.id.in_(ids), Activity.state != "cancelled"))
    known = [activity for activity in activities.unique() if not activity.is_planned]
    audiences = _audiences("activity", [(activity.id, activity.audience) for activity in known])
    for activity in known:
        facets = frozenset({f"unit:{activity.unit_id}", f"year:{local(activity.starts_at).year}"})
        agenda = [str(value) for item in activity.agenda for value in item.values() if isinstance(value, str)]
        body = "\n".join((activity.place, activity.about, *agenda))
        yield Document(ACTIVITY, activity.id, activity.title, body, (), audiences[activity.id], facets)


def _branches(ids: list[int]) -> Iterator[Document]:
    found = _in_living_units(select(Branch).join(Branch.unit)).where(Branch.id.in_(ids), Branch.state == "active")
    branches = db.session().scalars(found).all()
    audiences = _audiences("branch", [(branch.id, branch.audience) for branch in branches])
    for branch in branches:
        body = "\n".join((branch.unit.name, branch.strengths, branch.needs, branch.venues, branch.district))
        facets = frozenset({f"unit:{branch.unit_id}"})
        yield Document(BRANCH, branch.id, branch.label, body, (), audiences[branch.id], facets)


def _people(ids: list[int]) -> Iterator[Document]:
    """A member is found by whoever sees the branch's people, hence never outside the unit."""
    found = _in_living_units(select(Membership).join(Unit, Unit.id == Membership.unit_id))
    found = found.where(Membership.id.in_(ids), Membership.state == "active", Membership.role != "guest")
    for member in db.session().scalars(found.options(joinedload(Membership.branch))).unique():
        facets = frozenset({f"unit:{member.unit_id}"})
        audiences = frozenset({member.audience})
        yield Document(PERSON, member.id, member.user.name, member.branch.label, (), audiences, facets)


def _in_living_units(statement: Select) -> Select:
    return statement.where(Unit.state.in_((ACTIVE, CLOSING)))


def _audiences(kind: str, own: Collection[tuple[int, str]]) -> dict[int, frozenset[str]]:
    held = {number: {audience} for number, audience in own}
    rows = select(Share.subject_id, Share.audience).where(Share.kind == kind, Share.subject_id.in_(held))
    for number, audience in db.session().execute(rows):
        held[number].add(audience)
    return {number: frozenset(names) for number, names in held.items()}


SOURCES: dict[str, Callable[[list[int]], Iterator[Document]]] = {
    ENTRY: _entries, ACTIVITY: _activities, BRANCH: _branches, PERSON: _people,
}  # fmt: skip
TABLES: dict[str, Any] = {ENTRY: Entry, ACTIVITY: Activity, BRANCH: Branch, PERSON: Membership}
#: What stands behind each kind of the index, and its table.
SOURCE_OF = dict.fromkeys(KINDS, ENTRY) | {source: source for source in (ACTIVITY, BRANCH, PERSON)}
ROWS: dict[str, Any] = {kind: TABLES[source] for kind, source in SOURCE_OF.items()}
