"""S-01 to S-05: a session is a row that its person sees and ends; its number changes whenever its meaning does."""

from datetime import timedelta
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from flask import Flask

from coop import create_app
from coop.accounts import actions
from coop.accounts.models import WebSession
from coop.accounts.sessions import MOST_AT_ONCE, fingerprint
from coop.core.clock import after, now
from coop.core.errors import Conflict, Forbidden, Invalid, NotFound
from coop.core.scope import entering, everything
from coop.extensions import db
from tests import factories as make
from tests.conftest import settings_for


def cookie_of(client, app: Flask) -> str:
    return client.get_cookie(app.config["SESSION_COOKIE_NAME"]).value


def replay(app: Flask, cookie: str):
    thief = app.test_client()
    thief.set_cookie(app.config["SESSION_COOKIE_NAME"], cookie)
    return thief.get("/me", headers={"Accept": "application/json"})


def rows(**which) -> list[WebSession]:
    db.session().expire_all()
    return list(db.session().query(WebSession).filter_by(**which).order_by(WebSession.id))


def age(row: WebSession, **span: float) -> None:
    with everything("test", quiet=True):
        row.seen_at = now() - timedelta(**span)
        make.save()


def test_signing_in_gives_a_new_number_and_the_old_one_is_nobodys(app: Flask, client, ana, enter):
    client.get("/sign-in")
    before = cookie_of(client, app)
    enter(client, "anna")
    after_first = cookie_of(client, app)
    assert before != after_first
    assert replay(app, before).status_code == 401
    assert replay(app, after_first).status_code == 200
    enter_again = app.test_client()
    enter_again.set_cookie(app.config["SESSION_COOKIE_NAME"], after_first)
    token = enter_again.get("/me").text.split('name="csrf-token" content="')[1].split('"')[0]
    enter_again.post("/sign-in", data={"name": "anna", "password": make.PASSWORD, "csrf_token": token})
    assert replay(app, after_first).status_code == 401, "a second sign-in ends what the number stood for"


def test_only_the_digest_of_the_number_is_kept(app: Flask, client, ana, enter):
    enter(client, "anna")
    number = cookie_of(client, app).rpartition(".")[0]
    assert len(number) == 43, "256 bits"
    [row] = rows()
    assert row.token_hash == fingerprint(number)
    assert number not in str(row.__dict__)


def test_a_cookie_that_we_did_not_sign_is_nobodys(app: Flask, client, ana, enter):
    enter(client, "anna")
    number = cookie_of(client, app).rpartition(".")[0]
    for forged in (number, f"{number}.", f"{number}.AAAA", "x" * 5000, "."):
        assert replay(app, forged).status_code == 401


@pytest.mark.parametrize(("hours", "status"), [(7.9, 200), (8.1, 401)])
def test_eight_idle_hours_end_it(app: Flask, client, ana, enter, hours, status):
    enter(client, "anna")
    age(rows()[0], hours=hours)
    assert replay(app, cookie_of(client, app)).status_code == status


@pytest.mark.parametrize(("days", "status"), [(13.9, 200), (14.1, 401)])
def test_fourteen_days_end_it_however_busy(app: Flask, client, ana, enter, monkeypatch, days, status):
    enter(client, "anna")
    [row] = rows()
    assert abs(row.ends_at - after(days=14)) < timedelta(minutes=1)
    with everything("test", quiet=True):
        row.ends_at -= timedelta(days=days)
        make.save()
    assert replay(app, cookie_of(client, app)).status_code == status


def test_being_seen_is_written_every_five_minutes_and_not_with_every_page(client, ana, enter):
    enter(client, "anna")
    [row] = rows()
    age(row, minutes=4)
    seen = row.seen_at
    client.get("/me")
    assert rows()[0].seen_at == seen
    age(rows()[0], minutes=6)
    client.get("/me")
    assert now() - rows()[0].seen_at < timedelta(minutes=1)


def test_at_most_ten_at_once_and_the_one_used_longest_ago_goes(app: Flask, ana, enter):
    clients = [app.test_client() for _ in range(MOST_AT_ONCE + 1)]
    for client in clients:
        enter(client, "anna")
    assert len(rows(user_id=ana.id)) == MOST_AT_ONCE
    assert clients[0].get("/me").status_code == 303
    assert clients[1].get("/me").status_code == 200
    assert clients[-1].get("/me").status_code == 200


def test_a_person_sees_their_sessions_and_ends_one(app: Flask, ana, enter, fill):
    phone, desk = app.test_client(), app.test_client()
    phone.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (iPhone; CPU iPhone OS 17) Safari/604 MicroMessenger/8.0"
    enter(phone, "anna")
    enter(desk, "anna")
    page = desk.get("/me").text
    assert "Safari · 微信" in page and "127.0.0.1" in page and "这台" in page
    mine = rows(user_id=ana.id)[0]
    fill(desk, "/me", to=f"/me/sessions/{mine.id}/end")
    assert phone.get("/me").status_code == 303
    assert desk.get("/me").status_code == 200


def test_ending_the_others_keeps_this_one(app: Flask, ana, enter, fill):
    clients = [app.test_client() for _ in range(3)]
    for client in clients:
        enter(client, "anna")
    fill(clients[1], "/me", to="/me/sessions/end-others")
    assert [client.get("/me").status_code for client in clients] == [303, 200, 303]


def test_nobody_sees_or_ends_the_session_of_another(app: Flask, cast, ana, enter, fill):
    client, dara = app.test_client(), cast.dara.visit(app)
    enter(client, "anna")
    [mine] = rows(user_id=ana.id)
    assert fill(dara, "/me", to=f"/me/sessions/{mine.id}/end").status_code == 404
    assert "安娜" not in dara.get("/me").text
    assert client.get("/me").status_code == 200
    with entering(cast.dara.scope) as scope, pytest.raises(Forbidden):
        actions.end_session(ana.user, session_id=mine.id, by=scope)
    with entering(cast.dara.scope) as scope, pytest.raises(NotFound):
        actions.end_session(cast.dara.user, session_id=mine.id, by=scope)


def test_a_new_password_ends_every_other_session_and_renews_this_one(app: Flask, ana, enter, fill):
    client, other = app.test_client(), app.test_client()
    enter(client, "anna")
    enter(other, "anna")
    before = cookie_of(client, app)
    answer = fill(client, "/me", to="/me/password", current=make.PASSWORD, password="秋天的第一场雨下得真是很久")
    assert answer.status_code == 303
    assert client.get("/me").status_code == 200
    assert other.get("/me").status_code == 303
    assert replay(app, before).status_code == 401


def test_an_account_that_is_locked_is_out_at_once_and_can_come_back(app: Flask, cast, ana, enter):
    client = app.test_client()
    enter(client, "anna")
    with entering(cast.otto.scope) as otto:
        actions.lock_account(ana.user, by=otto)
        with pytest.raises(Conflict):
            actions.lock_account(ana.user, by=otto)
        with pytest.raises(Invalid):
            actions.lock_account(cast.otto.user, by=otto)
    assert client.get("/me").status_code == 303
    assert enter(app.test_client(), "anna").status_code == 422
    with entering(cast.otto.scope) as otto:
        actions.unlock_account(ana.user, by=otto)
    assert enter(app.test_client(), "anna").status_code == 303


def test_nobody_but_an_operator_locks_an_account(cast, ana):
    for by in (cast.ana, cast.nora, cast.dara):
        with entering(by.scope) as scope, pytest.raises(Forbidden):
            actions.lock_account(ana.user, by=scope)


def test_every_cookie_is_for_this_host_over_https_and_out_of_reach_of_scripts(app: Flask, ana, enter, tmp_path: Path):
    """S-05, all of them, parsed as a browser does: session, device, language, large type."""
    database = app.extensions["coop.settings"].database_url
    secure = create_app(settings_for(tmp_path, allow_http=False, database_url=database))
    client = secure.test_client()
    client.environ_base["wsgi.url_scheme"] = "https"
    answers = [client.get("/sign-in"), enter(client, "anna")]
    token = client.get("/me").text.split('name="csrf-token" content="')[1].split('"')[0]
    answers.append(client.post("/preferences", data={"csrf_token": token, "locale": "en", "is_large_type": "1"}))
    found = {}
    for answer in answers:
        for header in answer.headers.getlist("Set-Cookie"):
            found.update(SimpleCookie(header))
    assert set(found) == {"__Host-coop", "__Host-device", "__Host-language", "__Host-large"}
    for name, cookie in found.items():
        assert (cookie["secure"], cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, True, "Lax", "/"), name
        assert not cookie["domain"], name
