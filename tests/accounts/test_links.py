"""A-14 and A-07: links and codes open once, in time, for their own person, and leave no trace of themselves."""

import pytest
from flask import Flask

from coop.accounts import actions
from coop.accounts.models import ACTIVE, INVITED, Charge, PersonalLink, User, WebSession
from coop.core import clock
from coop.core.errors import Conflict, Forbidden
from coop.core.events import Deed, Pending
from coop.core.scope import entering, everything
from coop.extensions import db
from tests import factories as make

NEW = "秋天的第一场雨下得真是很久"


@pytest.fixture
def newcomer(cast) -> int:
    """Somebody whom North's import brought in, with a place in the third branch and no password."""
    with everything("test", quiet=True):
        user = make.user("牛小康", state=INVITED, phone="+8613811112222")
        make.membership(cast.third, user)
        make.save()
        return user.id


def person(user_id: int) -> User:
    return db.session().get(User, user_id)


@pytest.fixture
def slip(cast, newcomer):
    with entering(cast.nora.scope) as nora:
        return actions.issue_slips([Charge(person(newcomer), cast.north.id, cast.third.id)], by=nora)[0]


@pytest.fixture
def reset(cast, ana):
    with entering(cast.nora.scope) as nora:
        return actions.issue_reset(Charge(ana.user, cast.north.id), by=nora)


def join(client, fill, slip, password=NEW):
    return fill(client, "/join", to="/join/password", key=slip.token, password=password)


def test_an_invited_person_sets_a_password_and_is_in_at_once(client, fill, slip, newcomer):
    page = client.get(slip.path)
    assert "牛小康，欢迎" in page.text and "138****2222" in page.text
    answer = join(client, fill, slip)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert person(newcomer).state == ACTIVE
    assert client.get("/me").status_code == 200


def test_the_code_from_the_slip_opens_the_same_door_however_it_is_typed(client, fill, slip, newcomer):
    typed = slip.typed.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    page = fill(client, "/join", code=typed)
    assert "牛小康，欢迎" in page.text
    answer = fill(client, "/join", to="/join/password", key=typed, is_code="1", password=NEW)
    assert answer.status_code == 303
    assert person(newcomer).state == ACTIVE


def test_looking_at_a_link_uses_nothing_up(client, fill, slip):
    for _ in range(3):
        assert client.get(slip.path).status_code == 200
    assert join(client, fill, slip).status_code == 303


def test_a_link_opens_once(app: Flask, fill, slip):
    assert join(app.test_client(), fill, slip).status_code == 303
    late = app.test_client()
    assert late.get(slip.path).status_code == 404
    assert join(late, fill, slip).status_code == 404
    assert late.get("/me").status_code == 303


def test_of_two_who_use_a_link_at_once_the_second_finds_it_spent(cast, slip, newcomer):
    link = db.session().query(PersonalLink).one()
    actions.accept_invitation(link, password_hash="x", by=cast.ben.scope)
    with pytest.raises(Conflict):
        actions.accept_invitation(link, password_hash="y", by=cast.ben.scope)
    assert person(newcomer).password == "x"


@pytest.mark.parametrize(("days", "status"), [(6.99, 200), (7.01, 404)])
def test_an_invitation_lasts_seven_days(client, slip, monkeypatch, days, status):
    moved = clock.after(days=days)
    monkeypatch.setattr("coop.accounts.entrance.now", lambda: moved)
    assert client.get(slip.path).status_code == status


@pytest.mark.parametrize(("minutes", "status"), [(29, 200), (31, 404)])
def test_a_reset_lasts_half_an_hour(client, reset, monkeypatch, minutes, status):
    moved = clock.after(minutes=minutes)
    monkeypatch.setattr("coop.accounts.entrance.now", lambda: moved)
    assert client.get(reset.path).status_code == status


def test_a_link_dies_when_the_name_it_was_issued_for_changes(client, slip, newcomer):
    with everything("test", quiet=True):
        person(newcomer).phone = "+8613833334444"
        make.save()
    assert client.get(slip.path).status_code == 404


def test_a_fresh_slip_replaces_the_earlier_one(client, cast, slip, newcomer):
    with entering(cast.nora.scope) as nora:
        [fresh] = actions.issue_slips([Charge(person(newcomer), cast.north.id)], by=nora)
    assert client.get(slip.path).status_code == 404
    assert client.get(fresh.path).status_code == 200


def test_a_person_who_is_in_gets_no_slip(cast, ana):
    with entering(cast.nora.scope) as nora:
        assert actions.issue_slips([Charge(ana.user, cast.north.id)], by=nora) == []


WEAK = ["short", "passwordpassword", "一一一一一一一一一一一一", "牛小康牛小康牛小康牛小康", "13811112222138"]


@pytest.mark.parametrize("password", WEAK)
def test_a_weak_password_is_answered_at_the_field_and_leaves_the_link_unused(client, fill, slip, password):
    answer = join(client, fill, slip, password)
    assert answer.status_code == 422
    assert 'id="password-error"' in answer.text
    assert password not in answer.text.replace(slip.user.name, "")
    assert join(client, fill, slip).status_code == 303


def test_only_the_units_administrator_and_the_branchs_officers_invite(cast, newcomer):
    with everything("test", quiet=True):
        north, third = cast.north.id, cast.third.id
    charge = Charge(person(newcomer), north, third)
    for by in (cast.nora, cast.ana):
        with entering(by.scope) as scope:
            assert actions.issue_slips([charge], by=scope)
    for by in (cast.ben, cast.bella, cast.chen, cast.dara, cast.eve):
        with entering(by.scope) as scope, pytest.raises(Forbidden):
            actions.issue_slips([charge], by=scope)


def test_only_the_units_administrator_issues_a_reset_and_never_for_an_operator(cast, ana):
    with everything("test", quiet=True):
        north, third = cast.north.id, cast.third.id
    for by in (cast.ana, cast.ben, cast.chen, cast.dara, cast.eve):
        with entering(by.scope) as scope, pytest.raises(Forbidden):
            actions.issue_reset(Charge(ana.user, north, third), by=scope)
    with entering(cast.nora.scope) as nora, pytest.raises(Forbidden):
        actions.issue_reset(Charge(cast.otto.user, north), by=nora)
    with entering(cast.otto.scope) as otto:
        assert actions.issue_reset(Charge(ana.user), by=otto).path.startswith("/reset/")


def test_a_reset_changes_the_password_and_ends_every_other_session(app: Flask, client, ana, reset, enter, fill):
    desk = app.test_client()
    enter(desk, "anna")
    assert fill(client, reset.path, to="/join/password", key=reset.token, password=NEW).status_code == 303
    assert desk.get("/me").status_code == 303, "the old session is over"
    assert client.get("/me").status_code == 200
    assert db.session().query(WebSession).filter_by(user_id=ana.id).count() == 1
    assert enter(app.test_client(), "anna").status_code == 422, "the old password is over"
    assert enter(app.test_client(), "anna", NEW).status_code == 303


def test_an_invitation_is_no_reset_and_a_reset_no_invitation(cast, slip, reset):
    links = {link.kind: link for link in db.session().query(PersonalLink)}
    with pytest.raises(Conflict):
        actions.use_reset(links["invitation"], password_hash="x", by=cast.ben.scope)
    with pytest.raises(Conflict):
        actions.accept_invitation(links["reset"], password_hash="x", by=cast.ben.scope)


def test_link_and_code_rest_nowhere(client, fill, slip, capfd):
    """A-14, L-04: not in a row, not in the trail, not in a log line, not in a Referer, not in the next page's address."""
    answer = join(client, fill, slip)
    page = client.get(slip.path)
    assert slip.token not in answer.headers["Location"]
    assert page.headers["Referrer-Policy"] == "strict-origin"
    with everything("test", quiet=True):
        rows = [row.__dict__ for kind in (PersonalLink, Deed, Pending, User, WebSession) for row in db.session().query(kind)]
    kept = str(rows) + "".join(capfd.readouterr())
    for secret in (slip.token, slip.code, slip.typed, NEW):
        assert secret not in kept


def test_a_broken_page_does_not_write_the_link_into_the_log(app: Flask, client, slip, monkeypatch, capfd):
    """L-04: an unexpected failure names the route, never the address with the secret in it."""
    monkeypatch.setattr("coop.accounts.entrance.find_open", lambda key: 1 / 0)
    assert client.get(slip.path).status_code == 500
    assert slip.token not in "".join(capfd.readouterr())


def test_a_fresh_database_knows_nobody_and_the_first_operator_comes_by_link(context, client, fill):
    """A-08: no default account; ``coop init`` prints a link that works once."""
    assert db.session().query(User).count() == 0
    with everything("test", quiet=True) as system:
        slip = actions.invite_operator(actions.Newcomer("欧拓", phone="+8613900000001"), by=system)
        again = actions.invite_operator(actions.Newcomer("欧拓", phone="+8613900000001"), by=system)
    assert client.get(slip.path).status_code == 404, "the second call's link replaces the first one's"
    assert join(client, fill, again).status_code == 303
    [user] = db.session().query(User)
    assert user.is_operator and user.active


def test_nobody_but_an_operator_invites_one(cast):
    for by in (cast.ana, cast.nora, cast.dara):
        with entering(by.scope) as scope, pytest.raises(Forbidden):
            actions.invite_operator(actions.Newcomer("外人", username="stranger"), by=scope)
