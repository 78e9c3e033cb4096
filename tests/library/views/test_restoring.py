"""An older version comes back as the newest: written once more, nothing overwritten, and read only once it is published."""

import pytest

from coop.core.errors import Conflict, Forbidden, NotFound
from coop.core.scope import entering, everything
from coop.extensions import db
from coop.library.actions.restoring import restore_version
from coop.library.queries.entries import get_entry, get_version, latest_version, versions_of
from tests.cast import Person
from tests.library.writing import NETWORK, approve, brought, draft, published, rewrite, space, submit


def restore(person: Person, entry_id: int, number: int = 1) -> int:
    with entering(person.scope):
        return restore_version(get_entry(entry_id), number, by=person.scope).number


@pytest.fixture
def chen(app, cast):
    return cast.chen.visit(app)


@pytest.fixture
def twice(cast) -> int:
    """Published, then published again with another text and another file."""
    number = published(cast, audiences=space(cast), brought=brought("旧表.docx", b"old"))
    rewrite(cast.ana, number, title="第二稿", body="改过的做法", audiences=NETWORK)
    approve(cast.eve, submit(cast.ana, number, cast.eve))
    return number


def test_the_old_text_and_files_stand_in_a_new_draft(cast, twice):
    assert restore(cast.ana, twice) == 3
    with entering(cast.ana.scope):
        entry = get_entry(twice)
        new, old = latest_version(entry), get_version(entry, 1)
        assert (new.number, new.state, new.is_published) == (3, "draft", False)
        assert (new.title, new.body, new.tags) == (old.title, old.body, old.tags)
        assert [file.name for file in new.attachments] == ["旧表.docx"]
        assert new.wanted == NETWORK, "whom it is meant for is not turned back"
        assert [one.number for one in versions_of(entry)] == [3, 2, 1]
        assert get_version(entry, 2).body == "改过的做法"


def test_readers_see_it_only_once_it_is_published(cast, ana, chen, twice):
    restore(cast.ana, twice)
    assert "改过的做法" in chen.get(f"/library/{twice}").text
    assert chen.get(f"/library/{twice}/versions/3").status_code == 404
    approve(cast.eve, submit(cast.ana, twice, cast.eve))
    assert "改过的做法" not in chen.get(f"/library/{twice}").text and "当天上墙" in chen.get(f"/library/{twice}").text


def test_a_draft_is_never_written_over(cast, twice):
    rewrite(cast.ana, twice, title="第三稿", body="正在写")
    with pytest.raises(Conflict):
        restore(cast.ana, twice)
    with entering(cast.ana.scope):
        assert latest_version(get_entry(twice)).body == "正在写"
    submit(cast.ana, twice, cast.eve)
    with pytest.raises(Conflict):
        restore(cast.ana, twice)


def test_the_newest_is_there_already(cast, twice):
    with pytest.raises(Conflict):
        restore(cast.ana, twice, 2)
    with pytest.raises(NotFound):
        restore(cast.ana, twice, 9)


def test_only_its_writers_restore(app, cast, chen, dara, twice):
    for person, refusal in ((cast.chen, Forbidden), (cast.ben, Forbidden), (cast.dara, Forbidden)):
        with pytest.raises(refusal):
            restore(person, twice)
    hidden = published(cast, audiences=space(cast))
    for browser, status in ((dara, 404), (chen, 403), (cast.ben.visit(app), 403)):
        assert browser.post(f"/library/{hidden}/versions/1/restoration").status_code == status


def test_the_page_offers_it_where_it_can_be_done(cast, ana, chen, twice):
    page = f"/library/{twice}/versions/"
    assert "恢复这一版" in ana.get(page + "1").text
    assert "恢复这一版" not in ana.get(page + "2").text and "恢复这一版" not in chen.get(page + "1").text
    answer = ana.post(page + "1/restoration")
    assert answer.status_code == 303 and answer.headers["Location"] == f"/library/{twice}"
    assert "恢复这一版" not in ana.get(page + "1").text, "a draft is in the way now"
    assert ana.post(page + "1/restoration").status_code == 409


def test_what_was_returned_can_go_back_to_what_was_before(cast):
    """Nothing is public yet: the list of the writers names it as the draft does."""
    number = draft(cast, title="第一稿")
    with everything("test", quiet=True):
        first = get_version(get_entry(number), 1)
        first.state = "returned"
        get_entry(number).state = "returned"
        db.session().commit()
    rewrite(cast.ana, number, title="第二稿")
    with everything("test", quiet=True):
        get_version(get_entry(number), 2).state = "returned"
        db.session().commit()
    assert restore(cast.ana, number) == 3
    with entering(cast.ana.scope):
        assert get_entry(number).title == "第一稿"
