"""Twenty thousand published entries with their versions and tags, for the network, for partnerships and for branches alone."""

from collections.abc import Iterator
from datetime import timedelta

from coop.core import audience, clock
from coop.library.kinds import CASE, CASE_FIELDS, DOCUMENT
from coop.library.models import Entry, EntryTag, EntryVersion
from tests.bench.pages.population import Row, Size, insert, is_root, secretary_of, unit_of
from tests.bench.pages.words import PLACES, THEMES, TRADES, Writer


def fill_library(size: Size, writer: Writer) -> None:
    entries = [entry(number, size, writer) for number in range(1, size.entries + 1)]
    insert(Entry, entries)
    insert(EntryVersion, (version(row, writer) for row in entries))
    insert(EntryTag, tags(entries))


def entry(number: int, size: Size, writer: Writer) -> Row:
    branch = number % size.branches + 1
    branch = branch + 1 if is_root(branch) else branch
    published = clock.now() - timedelta(hours=number)
    about = writer.one(PLACES) + writer.one(TRADES)
    return {
        "id": number, "kind": DOCUMENT if number % 4 == 0 else CASE, "state": "published", "version_id": number,
        "title": f"{about}{writer.title()}"[:120], "summary": f"{about}的经验：{writer.sentence()}",
        "tags": [writer.one(THEMES), "共建"], "author_id": secretary_of(branch) + number % 10,
        "published_at": published, "created_at": published, "moved_at": published, "branch_id": branch,
        "unit_id": unit_of(branch), "audience": reader_of(number, branch, size),
    }  # fmt: skip


def reader_of(number: int, branch: int, size: Size) -> str:
    """Six of ten are for everybody, two for a partnership, two for the branch alone."""
    if number % 10 < 6:
        return audience.NETWORK
    return audience.partnership(number % size.partnerships + 1) if number % 10 < 8 else audience.branch(branch)


def version(row: Row, writer: Writer) -> Row:
    said = {key: writer.text(3) for key in CASE_FIELDS} if row["kind"] == CASE else {}
    shared = {key: row[key] for key in ("id", "title", "summary", "tags", "author_id", "audience", "unit_id", "branch_id")}
    return shared | {
        "entry_id": row["id"], "number": 1, "state": "published", "body": writer.text(12), "fields": said,
        "wanted": [row["audience"]], "is_published": True, "submitted_at": row["published_at"],
        "published_at": row["published_at"], "created_at": row["created_at"],
    }  # fmt: skip


def tags(entries: list[Row]) -> Iterator[Row]:
    for row in entries:
        for name in dict.fromkeys(row["tags"]):
            yield {"entry_id": row["id"], "name": name}
