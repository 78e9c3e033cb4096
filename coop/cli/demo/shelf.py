"""Sixty entries of the library: published to different circles, under review, returned, in draft, replaced, taken back."""

from datetime import datetime
from typing import Any

from coop.cli.demo.reading import Written, entries
from coop.cli.demo.stage import Stage, add
from coop.core import audience
from coop.core.tenancy import share
from coop.library.models import Entry, EntryTag, EntryVersion, Review, private_audience

LIVING = ("published", "featured", "superseded")
WAITING, APPROVED, RETURNED, WITHDRAWN, DRAFT = "waiting", "approved", "returned", "withdrawn", "draft"


def fill(stage: Stage) -> None:
    by_title = {written.title: (written, _entry(stage, written)) for written in entries()}
    for written, entry in by_title.values():
        if successor := written.facts.get("by_next"):
            entry.successor_id = by_title[successor][1].id


def _entry(stage: Stage, written: Written) -> Entry:
    facts = written.facts
    home, author, at = stage.homes[facts["by"]], stage.people[facts["by"]], stage.past(int(facts["day"]), "14:10")
    owned: dict[str, Any] = {"unit_id": home.unit_id, "branch_id": home.id, "audience": private_audience(home.id)}
    shown = {"title": written.title, "summary": written.summary, "tags": facts["tags"].split(), "author_id": author.id}
    entry = add(Entry(
        kind=facts["kind"], state=facts["state"], state_reason=facts.get("reason", ""), created_at=at, moved_at=at,
        **shown, **owned,
    ))  # fmt: skip
    version = add(EntryVersion(
        entry_id=entry.id, number=1, state=_version_state(facts["state"]), body=written.body, fields=written.fields,
        wanted=_readers(stage, facts["to"], home.unit_id), created_at=at,
        submitted_at=None if facts["state"] == DRAFT else at, **shown, **owned,
    ))  # fmt: skip
    for row in (entry, version):
        share(row, audience.user(author.id))
    if facts["state"] in (*LIVING, WITHDRAWN):
        _publish(entry, version, at)
    if facts["state"] != DRAFT:
        _review(stage, entry, version, facts)
    return entry


def _version_state(state: str) -> str:
    return "published" if state in LIVING else state


def _readers(stage: Stage, words: str, unit_id: int) -> list[str]:
    """`network`, `单位`, or a partnership by its short name."""
    known = {"network": audience.NETWORK, "单位": audience.unit(unit_id)}
    found = [known.get(word) or audience.partnership(stage.pacts[word].id) for word in words.split()]
    return [audience.NETWORK] if audience.NETWORK in found else found


def _publish(entry: Entry, version: EntryVersion, at: datetime) -> None:
    """What was taken back keeps its day of publication and is seen by its branch's officers alone."""
    version.published_at = entry.published_at = at
    entry.version_id = version.id
    for tag in version.tags:
        add(EntryTag(entry_id=entry.id, name=tag))
    if entry.state in LIVING:
        entry.audience, *others = version.wanted
        for name in others:
            share(entry, name)
        version.is_published, version.audience = True, entry.audience


def _review(stage: Stage, entry: Entry, version: EntryVersion, facts: dict[str, str]) -> None:
    reviewer = stage.people[facts["reviewer"]] if "reviewer" in facts else _reviewer(stage, entry)
    state = {"in_review": WAITING, RETURNED: RETURNED}.get(facts["state"], APPROVED)
    if state == WAITING:
        for row in (entry, version):
            share(row, audience.user(reviewer.id))
    add(Review(
        entry_id=entry.id, version_id=version.id, reviewer_id=reviewer.id, author_id=entry.author_id, state=state,
        reason=facts.get("reason", "") if state == RETURNED else "", audience=private_audience(entry.branch_id or 0),
        unit_id=entry.unit_id, branch_id=entry.branch_id, created_at=entry.created_at,
        decided_at=None if state == WAITING else entry.created_at,
    ))  # fmt: skip


def _reviewer(stage: Stage, entry: Entry) -> Any:
    """The branch's secretary, or its clerk for what the secretary wrote."""
    key = next(key for key, branch in stage.branches.items() if branch.id == entry.branch_id)
    head = stage.officer(key, "secretary")
    return head if head.id != entry.author_id else stage.officer(key, "clerk", "deputy")
