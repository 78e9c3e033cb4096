"""The tags offered beside the list come from what the reader may read, and from nothing else."""

from coop.core.scope import entering
from coop.library.queries import entries
from tests.cast import Cast, Person
from tests.library.writing import draft, only, published, space


def offered(person: Person) -> list[tuple[str, int]]:
    with entering(person.scope):
        return entries.common_tags()


def test_tags_are_counted_on_what_the_reader_sees(cast: Cast):
    published(cast, audiences=space(cast), tags=["安全", "互学"])
    published(cast, audiences=only(cast.third), tags=["安全", "内情"])
    draft(cast, tags=["未定"])
    assert offered(cast.ana) == [("安全", 2), ("互学", 1), ("内情", 1)]
    assert sorted(offered(cast.chen)) == [("互学", 1), ("安全", 1)]
    assert offered(cast.dara) == []


def test_only_the_latest_are_counted(cast: Cast, monkeypatch):
    for tags in (["旧"], ["新"], ["新"]):
        published(cast, audiences=space(cast), tags=tags)
    for _ in range(2):
        published(cast, audiences=only(cast.third), tags=["内情"])
    monkeypatch.setattr(entries, "LATEST", 2)
    assert offered(cast.ana) == [("内情", 2)]
    assert offered(cast.chen) == [("新", 2)]
