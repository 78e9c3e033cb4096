"""The gate: who may not is stopped before anything is done, deeds nest, one commit, and nothing is told that was undone."""

import threading

import pytest
from flask import Flask
from sqlalchemy import event

from coop.core import audience, authz, realtime
from coop.core.actions import action, transaction
from coop.core.authz import Permission
from coop.core.errors import Conflict, Forbidden, NotFound
from coop.core.realtime import push
from coop.core.scope import Scope, current, entering, everything
from coop.extensions import db
from coop.units.models import Branch
from tests import factories as make
from tests.cast import Cast


class Ask(Permission):
    TOUCH = "core:branch:touch"
    NEVER = "core:branch:never"


@pytest.fixture(autouse=True)
def rules():
    """Officers of a branch may touch it; nobody may do the other thing."""
    authz.adopt({Ask.TOUCH: [lambda scope, branch: scope.is_officer(branch.id)], Ask.NEVER: []})
    yield
    for permission in Ask:
        authz.table.pop(permission)


@action(Ask.TOUCH)
def rename(branch: Branch, name: str, *, by: Scope) -> Branch:
    branch.name = name
    push("room", "renamed", {"name": name})
    return branch


@action(Ask.TOUCH)
def rename_twice(branch: Branch, *, by: Scope, is_refused: bool = False) -> Branch:
    """A deed made of two others; the second of which may be refused."""
    rename(branch, "一", by=by)
    if is_refused:
        raise Conflict
    return rename(branch, "二", by=by)


@action(Ask.NEVER)
def forbid(branch: Branch, *, by: Scope) -> None:
    raise AssertionError("the gate let somebody through")


@pytest.fixture
def told(monkeypatch) -> list[list[object]]:
    """What was published, one list for each commit."""
    found: list[list[object]] = []
    monkeypatch.setattr(realtime, "publish", lambda pushes: found.append(list(pushes)))
    return found


@pytest.fixture
def commits(cast: Cast):
    counted: list[int] = []
    session = db.session()

    def note(_: object) -> None:
        counted.append(1)

    event.listen(session, "after_commit", note)
    yield counted
    event.remove(session, "after_commit", note)


def loaded(person, branch_id: int) -> Branch:
    with entering(person.scope):
        return db.session().get_one(Branch, branch_id)


def name_of(branch_id: int) -> str:
    with everything("test", quiet=True):
        db.session().expire_all()
        return db.session().get_one(Branch, branch_id).name


@pytest.fixture
def third(cast: Cast) -> int:
    with everything("test", quiet=True):
        return cast.third.id


def test_nested_deeds_commit_once_and_are_told_after_the_outermost(cast: Cast, third: int, told, commits):
    rename_twice(loaded(cast.ana, third), by=cast.ana.scope)
    assert name_of(third) == "二"
    assert len(commits) == 1 and [len(pushes) for pushes in told] == [2]


def test_a_refusal_inside_undoes_the_whole_deed_and_tells_nobody(cast: Cast, third: int, told, commits):
    with pytest.raises(Conflict):
        rename_twice(loaded(cast.ana, third), by=cast.ana.scope, is_refused=True)
    assert name_of(third) == "第三支部"
    assert not commits and not told


def test_who_may_not_is_stopped_before_anything_is_done(cast: Cast, third: int, told, commits):
    branch = loaded(cast.ben, third)
    for deed, person in ((rename, cast.ben), (rename, cast.chen)):
        with pytest.raises(Forbidden):
            deed(branch, "假", by=person.scope)
    with pytest.raises(Forbidden):
        forbid(branch, by=cast.ana.scope)
    assert name_of(third) == "第三支部" and not commits and not told


def test_what_the_doer_cannot_see_is_not_found_even_with_the_row_in_hand(cast: Cast):
    with everything("test", quiet=True):
        hidden = make.branch(cast.east, "密室", audience=audience.unit(cast.east.id))
        make.save()
    with everything("test", quiet=True):
        row = db.session().get_one(Branch, hidden.id)
    with pytest.raises(NotFound):
        rename(row, "看见了", by=cast.ana.scope)


def test_after_a_deed_one_looks_as_before_it(cast: Cast, third: int):
    ben = cast.ben.scope
    branch = loaded(cast.ana, third)
    with entering(ben):
        rename(branch, "三", by=cast.ana.scope)
        assert current() == ben
        with pytest.raises(Conflict):
            rename_twice(branch, by=cast.ana.scope, is_refused=True)
        assert current() == ben


def test_of_two_who_do_it_at_once_the_second_meets_what_the_first_left(app: Flask, cast: Cast, third: int):
    """The subject is read anew under the lock: a name that was read before the wait is not written over."""
    seen: list[str] = []
    begun, go_on = threading.Event(), threading.Event()

    @action(Ask.TOUCH)
    def note(branch: Branch, *, by: Scope) -> None:
        seen.append(branch.name)

    def later() -> None:
        with app.app_context():
            branch = loaded(cast.ana, third)
            assert branch.name == "第三支部"
            begun.set()
            go_on.wait(5)
            note(branch, by=cast.ana.scope)
            db.session.remove()

    thread = threading.Thread(target=later)
    thread.start()
    begun.wait(5)
    with everything("test", quiet=True), transaction():
        db.session().get_one(Branch, third).name = "先到"
        go_on.set()
    thread.join(10)
    assert seen == ["先到"]
