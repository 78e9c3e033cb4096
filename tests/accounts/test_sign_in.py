"""The door: who comes in by which name, and what everybody else reads."""

import pytest
from flask import Flask

from coop.accounts.models import LOCKED, Device, WebSession
from coop.accounts.passwords import hashing
from coop.core.events import Deed
from coop.core.scope import everything
from coop.extensions import db
from tests import factories as make


def deeds(name: str) -> list[Deed]:
    with everything("test", quiet=True):
        return list(db.session().query(Deed).filter_by(name=f"accounts.{name}").order_by(Deed.id))


NUMBERS = ["13912345678", "+86 139-1234-5678", "１３９ １２３４ ５６７８", "0086 13912345678"]


@pytest.mark.parametrize("typed", [*NUMBERS, "ANA@north.cn ", "Anna"])
def test_a_person_comes_in_by_any_of_their_names_however_typed(client, ana, enter, typed):
    answer = enter(client, typed)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert client.get("/sign-in").status_code == 303, "who is in is not asked again"


@pytest.mark.parametrize("typed", ["安娜", "139123", "nobody@north.cn", "+86139123456789", ""])
def test_nobody_comes_in_by_another_name(client, ana, enter, typed):
    answer = enter(client, typed)
    assert answer.status_code == 422
    assert not deeds("SignInSucceeded")


def test_a_wrong_password_keeps_the_name_and_drops_the_password(client, ana, enter):
    answer = enter(client, "anna", "wrong-password")
    assert answer.status_code == 422
    assert 'value="anna"' in answer.text
    assert "wrong-password" not in answer.text
    assert "账号或口令不对" in answer.text


def test_empty_fields_are_answered_at_the_field(client, ana, enter):
    answer = enter(client, "", "")
    assert answer.status_code == 422
    assert "请填写手机号" in answer.text and "请填写口令" in answer.text


@pytest.mark.parametrize("state", ["invited", LOCKED, "closed"])
def test_an_account_that_is_not_active_is_refused_like_a_wrong_password(client, ana, enter, state):
    wrong = enter(client, "anna", "wrong-password")
    with everything("test", quiet=True):
        ana.user.state = state
        make.save()
    right = enter(client, "anna")
    assert (right.status_code, strip(right.text)) == (wrong.status_code, strip(wrong.text))


def strip(page: str) -> str:
    """A page without what is new with every answer."""
    return "\n".join(line for line in page.splitlines() if "csrf" not in line)


def test_every_answer_at_the_door_stands_in_the_trail(client, ana, enter):
    """L-01: with account and address, and without what was typed."""
    enter(client, "anna", "wrong-password")
    enter(client, "a password in the wrong field", "x")
    enter(client, "anna")
    failed, unknown = deeds("SignInFailed")
    assert (failed.facts, failed.result, failed.address) == ({"user_id": ana.id, "reason": "wrong"}, "refused", "127.0.0.1")
    assert unknown.facts == {"user_id": None, "reason": "wrong"}
    [done] = deeds("SignInSucceeded")
    assert (done.actor_id, done.audience) == (ana.id, f"user:{ana.id}")
    assert "wrong field" not in str([deed.facts for deed in (failed, unknown, done)])


def test_a_signed_in_browser_is_known_by_a_digest_only(client, ana, enter):
    enter(client, "anna")
    [device] = db.session().query(Device)
    sent = client.get_cookie("device").value
    assert device.user_id == ana.id
    assert sent not in device.token_hash


def test_signing_out_ends_the_session_and_asks_the_browser_to_forget(client, app: Flask, ana, enter, fill):
    enter(client, "anna")
    stolen = client.get_cookie(app.config["SESSION_COOKIE_NAME"]).value
    answer = fill(client, "/me", to="/sign-out")
    assert answer.headers["Location"] == "/sign-in"
    assert "storage" in answer.headers["Clear-Site-Data"]
    assert db.session().query(WebSession).count() == 0
    thief = app.test_client()
    thief.set_cookie(app.config["SESSION_COOKIE_NAME"], stolen)
    assert thief.get("/me").status_code == 303


def test_signing_out_wants_a_post_with_its_token(client, ana, enter):
    enter(client, "anna")
    assert client.get("/sign-out").status_code == 405
    assert client.post("/sign-out").status_code == 400
    assert client.get("/me").status_code == 200


def test_next_leads_back_to_a_page_of_this_site_only(client, app, ana, enter):
    assert enter(client, "anna", next="/activities/7?tab=people").headers["Location"] == "/activities/7?tab=people"
    other = app.test_client()
    assert enter(other, "anna", next="//evil.example").headers["Location"] == "/"


def test_a_part_asked_for_after_the_session_ended_leads_back_to_the_page_that_holds_it(app: Flask, ana, enter):
    """A part alone, without its page around it, is nothing to come back to."""
    client = app.test_client()
    seen = {"HX-Request": "true", "HX-Current-URL": "http://localhost/activities?when=past"}
    answer = client.get("/audience?of=partnership:1", headers=seen)
    assert answer.headers["HX-Redirect"] == "/sign-in?next=/activities%3Fwhen%3Dpast"
    assert "登录后回到刚才的页面" in client.get(answer.headers["HX-Redirect"]).text
    assert "登录后回到刚才的页面" not in client.get("/sign-in").text


def test_a_form_sent_after_the_session_ended_leads_through_the_door_back_to_its_page(app: Flask, ana, enter):
    """The server's half of a draft that survives: 303 to sign-in with the form's own page as ``next``."""
    client = app.test_client()
    answer = client.post("/me/names", data={"name": "安娜"}, headers={"Referer": "http://localhost/me?part=names"})
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/sign-in?next=/me"
    assert enter(client, "anna", next="/me").headers["Location"] == "/me"


def test_a_stronger_setting_renews_the_hash_at_the_next_sign_in(client, app: Flask, ana, enter):
    """A-01: a hash of yesterday's parameters is replaced by one of today's when its password is at hand."""
    weak = app.extensions["security"].pwd_context.using(argon2__rounds=1, argon2__memory_cost=8192)
    with everything("test", quiet=True):
        ana.user.password = weak.hash(make.PASSWORD)
        make.save()
    enter(client, "anna", "wrong-password")
    db.session().expire_all()
    assert "t=1" in ana.user.password, "a wrong password renews nothing"
    enter(client, "anna")
    db.session().expire_all()
    assert ana.user.password.startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_new_hashes_are_argon2id_with_64_mib(context):
    assert hashing.keep("长而好记的一句话-2026").startswith("$argon2id$v=19$m=65536,t=3,p=4$")
