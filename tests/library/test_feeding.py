"""The index follows the database: by events and in batches, again after a crash, anew after damage."""

import pytest

from coop.core import outbox
from coop.core.events import Deed, Pending
from coop.core.scope import entering, everything
from coop.extensions import db
from coop.library import engine, feeding
from coop.library.actions.sharing import change_audiences, withdraw_entry
from coop.library.queries.entries import get_entry
from coop.library.search.document import IndexDamaged
from coop.units.actions.suspension import resume_unit, suspend_unit
from coop.units.models import Unit
from tests import factories as make
from tests.library.writing import NETWORK, approve, draft, number_of, only, published, rewrite, space, submit


def found(query: str, *audiences: str) -> set[tuple[str, int]]:
    return {hit.key for hit in engine.index().search(query, set(audiences)).hits}


def decide(cast, unit_id: int, deed) -> None:
    """The platform's operator does this to the unit."""
    with entering(cast.otto.scope) as by:
        deed(db.session().get(Unit, unit_id), by)


def test_what_is_published_is_found_by_its_audience_and_a_draft_by_nobody(cast):
    entry = published(cast, audiences=space(cast))
    draft(cast, title="排查草稿")
    outbox.drain()
    everywhere = {*space(cast), *only(cast.third), "network", "public"}
    assert found("排查", *everywhere) == {("case", entry)}
    assert found("排查", "network") == set()


def test_a_new_version_takes_the_place_of_the_old_one_only_when_it_is_published(cast):
    entry = published(cast, audiences=NETWORK)
    rewrite(cast.ana, entry, title="灯塔行动", body="另一件事")
    review = submit(cast.ana, entry, cast.eve)
    outbox.drain()
    assert (found("灯塔", "network"), found("清单", "network")) == (set(), {("case", entry)})
    approve(cast.eve, review)
    outbox.drain()
    assert (found("灯塔", "network"), found("清单", "network")) == ({("case", entry)}, set())


def test_withdrawing_and_narrowing_take_it_out(cast):
    first, second = published(cast, audiences=NETWORK), published(cast, audiences=NETWORK)
    outbox.drain()
    with entering(cast.ana.scope):
        withdraw_entry(get_entry(first), "有误", by=cast.ana.scope)
        change_audiences(get_entry(second), only(cast.third), by=cast.ana.scope)
    outbox.drain()
    assert found("排查", "network") == set()
    assert found("排查", *only(cast.third)) == {("case", second)}


@pytest.mark.parametrize("meanwhile", ["nothing", "rebuilt", "fed"])
def test_a_suspended_unit_is_not_found_and_comes_back_when_it_resumes(cast, meanwhile):
    """Whatever was read anew in between: what dropped its branches and people then is not the last word on them."""
    feeding.rebuild_index()
    names, north, third = cast.ben.scope.audiences, number_of(cast.north), number_of(cast.third)
    whole = found("北方机械第三支部", *names), found("贲小满", *names)
    assert ("branch", third) in whole[0] and len(whole[1]) == 1
    decide(cast, north, lambda unit, by: suspend_unit(unit, "资料不符", by=by))
    outbox.drain()
    if meanwhile == "rebuilt":
        feeding.rebuild_index()
    elif meanwhile == "fed":
        feeding.feed({("branch", third)})
    assert ("branch", third) not in found("北方机械第三支部", *names) and found("贲小满", *names) == set()
    decide(cast, north, lambda unit, by: resume_unit(unit, by=by))
    outbox.drain()
    assert (found("北方机械第三支部", *names), found("贲小满", *names)) == whole


def test_many_changes_are_one_commit(cast):
    feeding.heal_index()
    before = engine.index().generation
    for number in range(5):
        published(cast, title=f"第{number}篇排查", audiences=NETWORK)
    outbox.drain()
    assert int(engine.index().generation.rpartition(".")[2]) - int(before.rpartition(".")[2]) == 1
    assert len(found("排查", "network")) == 5


def test_a_crash_after_the_index_commit_only_repeats_the_work(cast):
    """Rows go last: what was written twice stands there once."""
    entry = published(cast, audiences=NETWORK)
    claimed = outbox.claim()
    outbox._run_batch(claimed)
    consumer = "coop.library.reactions.refresh_index/EntryPublished"
    with everything("the rows come back"):
        db.session().add_all(Pending(deed_id=_deed(), consumer=consumer) for _ in "ab")
        make.save()
    outbox.drain()
    assert found("排查", "network") == {("case", entry)}


def _deed() -> int:
    return db.session().query(Deed).filter_by(name="library.EntryPublished").one().id


def test_a_crash_before_the_index_commit_loses_nothing(cast, monkeypatch):
    entry = published(cast, audiences=NETWORK)
    with monkeypatch.context() as broken:
        broken.setattr(feeding, "documents_of", lambda refs: 1 / 0)
        outbox.drain()
    with everything("looking at what waits"):
        waiting = db.session().query(Pending).one()
        assert "ZeroDivisionError" in waiting.error
        waiting.due_at = waiting.due_at.replace(year=2020)
        make.save()
    outbox.drain()
    assert found("排查", "network") == {("case", entry)}


@pytest.mark.parametrize("damage", ["emptied", "removed", "overwritten"])
def test_a_damaged_index_is_built_anew_with_everything_in_it(cast, app, damage):
    old = published(cast, audiences=NETWORK)
    outbox.drain()
    _damage(app, damage)
    with pytest.raises(IndexDamaged):
        found("排查", "network")
    new = published(cast, audiences=NETWORK)
    outbox.drain()
    assert found("排查", "network") == {("case", old), ("case", new)}


def test_an_index_is_healed_without_waiting_for_a_change(cast, app):
    entry = published(cast, audiences=NETWORK)
    assert feeding.heal_index()
    assert not feeding.heal_index()
    assert found("排查", "network") == {("case", entry)}


def test_people_and_branches_are_found_by_those_who_see_them(cast):
    feeding.rebuild_index()
    assert found("贲小满", *only(cast.third))
    assert not found("贲小满", "network", *only(cast.port))
    assert {kind for kind, _ in found("第三支部", "network")} == {"branch"}


def _damage(app, how: str) -> None:
    folder = app.extensions["coop.settings"].data_dir / "index"
    pointer = folder / "current"
    if how == "removed":
        pointer.unlink()
    for path in (folder / pointer.read_text().strip()).iterdir() if how != "removed" else ():
        path.unlink() if how == "emptied" else path.write_bytes(b"?" * 64)
    app.extensions.pop("coop.index")
