"""The passages that are shown of what was found: one statement for all the texts that were not cut for this question yet."""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

from markupsafe import Markup
from sqlalchemy import bindparam, select

from coop.extensions import db
from coop.library.highlight import snippet
from coop.library.kinds import told
from coop.library.models import Entry, EntryVersion
from coop.library.passages import plain
from coop.library.sounding import as_meant

MOST_KEPT = 2000
TEXTS = select(EntryVersion.id, EntryVersion.summary, EntryVersion.fields, EntryVersion.body).where(
    EntryVersion.id.in_(bindparam("ids", expanding=True))
)
_kept: OrderedDict[tuple[int, str], Markup] = OrderedDict()
_lock = Lock()


def passages_of(entries: Sequence[Entry], question: str) -> dict[int, Markup]:
    """By entry. A published version never changes, so version and question settle its passage; whoever asks has
    already found the entry under the filter. What title and tags answered by sound is marked in the passage as well."""
    wanted = {entry.id: (entry.version_id or 0, as_meant([entry.title, *entry.tags], question)) for entry in entries}
    with _lock:
        passages = {number: _kept[key] for number, key in wanted.items() if key in _kept}
    missing = {wanted[entry.id][0]: entry.id for entry in entries if entry.id not in passages}
    for version_id, text in _texts(list(missing)):
        key = wanted[missing[version_id]]
        passages[missing[version_id]] = _keep(key, snippet(text, key[1]))
    return passages


def _texts(version_ids: list[int]) -> list[tuple[int, str]]:
    if not version_ids:
        return []
    rows = db.session().execute(TEXTS, {"ids": version_ids})
    return [(number, plain("\n".join((summary, told(fields), body)).strip())) for number, summary, fields, body in rows]


def _keep(key: tuple[int, str], passage: Markup) -> Markup:
    with _lock:
        _kept[key] = passage
        if len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return passage


def forget() -> None:
    """A test's own database counts its versions from one again."""
    _kept.clear()
