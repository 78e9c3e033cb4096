"""The house as a benchmark drives it: deeds bring the texts in, the relay feeds the index, a member asks."""

import time
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from coop import create_app
from coop.core import outbox, schema
from coop.core.actions import transaction
from coop.core.scope import entering, everything
from coop.extensions import db
from coop.library.actions.reviewing import approve_version, submit_entry
from coop.library.actions.writing import create_entry
from coop.library.kinds import DOCUMENT, Writing
from coop.library.queries.entries import get_branch
from coop.library.queries.finding import Wish, search
from tests.cast import settle
from tests.conftest import settings_for

TITLE = "一段资料"  # the same for all, so that it helps no question
AT_ONCE = 100


class House:
    """Ana writes for 第三支部, Eve of the committee lets it out to the network, Dara of another unit looks for it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._app = create_app(settings_for(folder, log_level="error"))
        self._app.app_context().push()
        schema.build(self._app.extensions["migrate"].directory)
        with everything("settling the bench", quiet=True):
            cast = settle()
            self._writer, self._reviewer, self._reader = cast.ana.scope, cast.eve.scope, cast.dara.scope
            self._branch_id = cast.ana.scope.posts[0].branch_id
        outbox.drain()
        self._numbers: dict[int, int] = {}

    def bring(self, texts: Iterable[str]) -> None:
        """Write, submit, review, publish: the same deeds as on the pages, a hundred entries to a transaction."""
        numbered = enumerate(texts)
        while some := list(islice(numbered, AT_ONCE)):
            with transaction():
                self._numbers |= {self._publish(text): number for number, text in some}
            db.session.remove()

    def _publish(self, text: str) -> int:
        writing = Writing(title=TITLE, body=text, audiences=["network"])
        with entering(self._writer):
            branch = get_branch(self._branch_id)
            entry = create_entry(branch, writing, kind=DOCUMENT, by=self._writer)
            review = submit_entry(entry, reviewer_id=self._reviewer.user_id or 0, by=self._writer)
        with entering(self._reviewer):
            return approve_version(review, by=self._reviewer).id

    def feed(self) -> float:
        """What the relay does until nothing waits; the seconds of it that went into the index, not into notices."""
        took = 0.0
        while pending_ids := outbox.claim():
            start = time.perf_counter()
            outbox.run(pending_ids)
            took += (time.perf_counter() - start) if len(pending_ids) > 1 else 0.0
            db.session.remove()
        return took

    def ask(self, query: str) -> list[int]:
        """The numbers of the best ten, by the search that answers the pages."""
        try:
            with entering(self._reader):
                found = search(Wish(query), self._reader)
                return [self._numbers[result.row.id] for result in found.items if result.kind == DOCUMENT]
        finally:
            db.session.remove()  # as after a page

    @property
    def megabytes(self) -> float:
        """What the index takes on disk."""
        return sum(path.stat().st_size for path in (self._folder / "index").rglob("*") if path.is_file()) / 1e6
