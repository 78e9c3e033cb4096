"""Entries for tests, brought the way people bring them: written, submitted, reviewed, published."""

import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from sqlalchemy import inspect

from coop.core import audience
from coop.core.errors import NotFound
from coop.core.scope import entering
from coop.extensions import files
from coop.library.actions.reviewing import approve_version, submit_entry
from coop.library.actions.writing import create_entry, edit_entry
from coop.library.kinds import Brought, Writing
from coop.library.queries.entries import get_branch, get_entry, latest_version
from coop.library.queries.reviews import get_review
from coop.units.models import Branch
from tests.cast import Cast, Person

TEXTS = Path(__file__).parent / "texts"
WRITING = Writing(
    title="一张清单管到底：联合排查的五步法",
    body="两家支部把隐患清单放到一张表里，当天上墙、七天销号。",
    summary="隐患当天上墙、七天销号",
    tags=["安全生产"],
)


def number_of(row: object) -> int:
    """The row's number, also where nobody is looking."""
    return inspect(row).identity[0]


def only(branch: object) -> list[str]:
    """For the branch alone."""
    return [audience.branch(number_of(branch))]


def space(cast: Cast) -> list[str]:
    """For the partnership of Ana's and Chen's branches."""
    return [audience.partnership(number_of(cast.pact))]


NETWORK = [audience.NETWORK]


def brought(name: str = "方案.docx", content: bytes = b"bytes") -> list[Brought]:
    """A file that somebody brings along."""
    return [Brought(files.put(io.BytesIO(content)), name)]


def draft(cast: Cast, *, by: Person | None = None, branch: Branch | None = None, kind: str = "case",
          brought: Sequence[Brought] = (), **changes: object) -> int:  # fmt: skip
    """A draft of 第三支部 by Ana, meant for her branch alone, unless told otherwise."""
    person, home = by or cast.ana, number_of(branch or cast.third)
    changes.setdefault("audiences", [audience.branch(home)])
    with entering(person.scope):
        made = create_entry(get_branch(home), replace(WRITING, **changes), kind=kind, brought=brought, by=person.scope)
        return made.id


def submitted(cast: Cast, *, reviewer: Person | None = None, by: Person | None = None, **changes: object) -> int:
    """The review for which such a draft waits, by Eve of the unit's committee."""
    return submit(by or cast.ana, draft(cast, by=by, **changes), reviewer or cast.eve)


def published(cast: Cast, *, reviewer: Person | None = None, **changes: object) -> int:
    """An entry that its reviewer has let out."""
    return approve(reviewer or cast.eve, submitted(cast, reviewer=reviewer, **changes))


def submit(person: Person, entry_id: int, reviewer: Person) -> int:
    with entering(person.scope):
        return submit_entry(get_entry(entry_id), reviewer_id=reviewer.id, by=person.scope).id


def approve(reviewer: Person, review_id: int) -> int:
    with entering(reviewer.scope):
        review = get_review(review_id)
        entry_id = review.entry_id
        approve_version(review, by=reviewer.scope)
        return entry_id


def rewrite(person: Person, entry_id: int, **changes: object) -> int:
    """Go on with an entry; the number of the version that is written on now."""
    with entering(person.scope):
        entry = get_entry(entry_id)
        changes.setdefault("audiences", latest_version(entry).wanted)
        return edit_entry(entry, replace(WRITING, **changes), by=person.scope).number


def sees(person: Person, entry_id: int) -> bool:
    with entering(person.scope):
        try:
            return get_entry(entry_id).id == entry_id
        except NotFound:
            return False
