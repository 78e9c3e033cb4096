"""What an entry's page reads at once is exactly what its reader may see of it."""

import pytest
from sqlalchemy import inspect

from coop.core.errors import NotFound
from coop.core.scope import entering
from coop.library.actions.sharing import change_audiences, withdraw_entry
from coop.library.queries.entries import get_entry, readers
from coop.library.queries.reading import read_entry, readers_told, shown_version
from tests.library.writing import NETWORK, brought, draft, only, published, rewrite, space


def test_readers_get_the_published_version_with_its_files_and_not_the_draft_s(cast):
    entry = published(cast, audiences=space(cast), brought=brought("公开.txt"))
    rewrite(cast.ana, entry, body="还没公开的正文")
    with entering(cast.chen.scope):
        version = shown_version(read_entry(entry))
        assert (version.number, [file.name for file in version.attachments]) == (1, ["公开.txt"])


def test_files_come_in_the_order_in_which_they_were_brought_and_without_their_texts(cast):
    names = ["丙.txt", "甲.txt", "乙.txt"]
    entry = published(cast, audiences=NETWORK, brought=[one for name in names for one in brought(name)])
    with entering(cast.chen.scope):
        files = shown_version(read_entry(entry)).attachments
        assert [file.name for file in files] == names
        assert all("text" in inspect(file).unloaded for file in files)


def test_whom_it_is_shared_with_is_told_as_asking_for_it_tells(cast):
    entry = published(cast, audiences=[*space(cast), *only(cast.third)])
    with entering(cast.chen.scope):
        told = readers_told(read_entry(entry))
        assert set(told) == {*space(cast), *only(cast.third)}
        assert told[0] == readers(get_entry(entry))[0]


def test_writers_are_not_told_as_readers(cast):
    entry = draft(cast)
    with entering(cast.ana.scope):
        assert readers_told(read_entry(entry)) == ()
        assert shown_version(read_entry(entry)).number == 1


def test_who_lost_it_finds_nothing_from_the_next_moment_on(cast):
    entry = published(cast, audiences=space(cast))
    with entering(cast.ana.scope):
        change_audiences(get_entry(entry), only(cast.third), by=cast.ana.scope)
    with entering(cast.chen.scope), pytest.raises(NotFound):
        read_entry(entry)


def test_of_a_withdrawn_entry_its_writers_read_on(cast):
    entry = published(cast, audiences=NETWORK)
    with entering(cast.ana.scope):
        withdraw_entry(get_entry(entry), "写错了", by=cast.ana.scope)
    with entering(cast.ana.scope):
        assert shown_version(read_entry(entry)).number == 1
    with entering(cast.dara.scope), pytest.raises(NotFound):
        read_entry(entry)
