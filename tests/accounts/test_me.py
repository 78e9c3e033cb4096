"""我的: what people change about themselves, and what no form can reach (A8, T-11)."""

import pytest
from flask import Flask

from coop.accounts.models import User
from coop.core.scope import everything
from coop.extensions import db
from tests import factories as make

RIGHT = {"name": "安娜", "phone_reach": "branch", "email_reach": "private"}
NAMES = {"phone": "13912345678", "email": "ana@north.cn", "username": "anna", "current": make.PASSWORD}


@pytest.fixture
def me(client, ana, enter):
    enter(client, "anna")
    return client


def reread(ana) -> User:
    db.session().expire_all()
    return ana.user


def test_nobody_sees_the_page_before_signing_in(client):
    assert client.get("/me").headers["Location"] == "/sign-in?next=/me"


def test_the_page_is_ones_own(app: Flask, cast, me):
    assert "ana@north.cn" in me.get("/me").text
    assert "ana@north.cn" not in cast.dara.visit(app).get("/me").text


def test_name_and_reach_are_saved(me, ana, fill):
    assert fill(me, "/me", to="/me/profile", **RIGHT | {"name": " 安娜娜 "}).status_code == 303
    user = reread(ana)
    assert user.name == "安娜娜"
    assert (user.reach_of("phone"), user.reach_of("email")) == ("branch", "private")


def test_contacts_are_private_until_their_person_says_otherwise():
    user = User(name="新", visibility={})
    assert not any(user.shows(contact, to) for contact in ("phone", "email") for to in ("branch", "partners", "everybody"))
    user.visibility = {"phone": "branch", "email": "partners"}
    assert user.shows("phone", "branch") and not user.shows("phone", "partners")
    assert user.shows("email", "branch") and user.shows("email", "partners")
    user.visibility = {"phone": "nonsense"}
    assert not user.shows("phone", "branch")


REFUSED = [("name", ""), ("name", "长" * 61), ("phone_reach", "everybody"), ("email_reach", "")]


@pytest.mark.parametrize(("field", "typed"), REFUSED)
def test_a_refused_profile_keeps_what_was_typed_and_changes_nothing(me, ana, fill, field, typed):
    answer = fill(me, "/me", to="/me/profile", **RIGHT | {"name": "新名字"} | {field: typed})
    assert answer.status_code == 422
    assert ("新名字" in answer.text) == (field != "name")
    assert f'id="{field}-error"' in answer.text
    assert reread(ana).name == "安娜"


def test_names_to_sign_in_with_change_after_the_password_was_given_once_more(app: Flask, me, ana, enter, fill):
    typed = NAMES | {"phone": "138 0000 9999", "email": "An@North.cn", "username": "An.Na"}
    assert fill(me, "/me", to="/me/names", **typed).status_code == 303
    user = reread(ana)
    assert (user.phone, user.email, user.username) == ("+8613800009999", "an@north.cn", "an.na")
    assert enter(app.test_client(), "13800009999").status_code == 303
    assert enter(app.test_client(), "13912345678").status_code == 422


@pytest.mark.parametrize(("field", "typed", "sentence"), [
    ("phone", "12", "不像一个电话号码"), ("email", "a@", "不像一个邮箱"), ("email", "a@b.cn\nBcc: x@y.cn", "不像一个邮箱"),
    ("username", "13800000000", "用户名用"), ("username", "a b", "用户名用"), ("username", "x", "用户名用"),
    ("current", "wrong-password", "口令不对"), ("current", "", "请填写现在的口令"),
])  # fmt: skip
def test_a_refused_name_is_answered_at_its_field_and_changes_nothing(me, ana, fill, field, typed, sentence):
    answer = fill(me, "/me", to="/me/names", **NAMES | {"username": "fresh"} | {field: typed})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert make.PASSWORD not in answer.text
    assert reread(ana).username == "anna"


def test_a_name_of_somebody_else_is_refused(cast, me, ana, fill):
    with everything("test", quiet=True):
        cast.ben.user.email = "ben@north.cn"
        make.save()
    answer = fill(me, "/me", to="/me/names", **NAMES | {"email": "ben@north.cn"})
    assert answer.status_code == 422 and "另一个账号" in answer.text
    assert reread(ana).email == "ana@north.cn"


def test_one_name_must_stay(me, ana, fill):
    assert fill(me, "/me", to="/me/names", phone="", email="", username="", current=make.PASSWORD).status_code == 422
    assert reread(ana).phone


def test_guessing_the_password_at_an_open_desk_ends_after_five(me, ana, fill):
    answers = [fill(me, "/me", to="/me/names", **NAMES | {"current": f"wrong-{index}"}).status_code for index in range(6)]
    assert answers == [422] * 5 + [429]
    assert fill(me, "/me", to="/me/names", **NAMES | {"username": "fresh"}).status_code == 429


@pytest.mark.parametrize(("current", "password", "field"), [
    ("wrong-password", "秋天的第一场雨下得真是很久", "password-current"),
    (make.PASSWORD, "short", "password"), (make.PASSWORD, "", "password"),
])  # fmt: skip
def test_a_refused_password_changes_nothing(app: Flask, me, ana, enter, fill, current, password, field):
    answer = fill(me, "/me", to="/me/password", current=current, password=password)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert enter(app.test_client(), "anna").status_code == 303


COLUMNS = sorted(column.key for column in User.__mapper__.columns)


@pytest.mark.parametrize("page", ["/me/profile", "/me/names", "/preferences", "/join/password"])
def test_no_form_takes_a_column_that_is_not_its_own(me, ana, fill, page):
    """T-11: every column of an account is sent along with every form; none but the form's own fields arrives."""
    own = {
        "/me/profile": {"name", "visibility"}, "/me/names": {"phone", "email", "username"},
        "/preferences": {"locale", "is_large_type"},
    }  # fmt: skip
    before = {column: getattr(reread(ana), column) for column in COLUMNS}
    smuggled = dict.fromkeys(COLUMNS, "1") | {"user_id": "1", "user.is_operator": "1", "roles": "admin"}
    fill(me, "/me", to=page, **smuggled | RIGHT | NAMES | {"password": "x", "key": "x"})
    user = reread(ana)
    changed = {column for column in COLUMNS if getattr(user, column) != before[column]}
    assert changed <= own.get(page, set())
    assert not user.is_operator


def test_language_and_large_type_are_chosen_before_and_after_signing_in(app: Flask, client, ana, enter, fill):
    answer = fill(client, "/sign-in", to="/preferences", locale="zh_Hant_TW", is_large_type="1")
    assert answer.status_code == 303
    assert 'lang="zh-Hant" class="large"' in client.get("/sign-in").text
    enter(client, "anna")
    assert reread(ana).locale == "zh_Hant_TW", "who chose at the door meant themselves"
    fill(client, "/me", to="/preferences", locale="en", is_large_type="1")
    user = reread(ana)
    assert (user.locale, user.is_large_type) == ("en", True)


def test_a_choice_at_the_door_goes_in_once_and_with_nobody_else(app: Flask, client, ana, enter, fill):
    """The browser keeps speaking the language, but it is the account's alone from the next sign-in on."""
    fill(client, "/sign-in", to="/preferences", locale="en")
    enter(client, "anna")
    assert reread(ana).locale == "en" and "Sign out" in client.get("/me").text
    fill(client, "/me", to="/preferences", locale="zh_Hans_CN")
    fill(client, "/me", to="/sign-out")
    fill(client, "/sign-in", to="/preferences", is_large_type="1")
    enter(client, "anna")
    assert reread(ana).locale == "zh_Hans_CN"


def test_the_last_reader_s_language_is_not_the_next_one_s(client, ana, enter, fill):
    """Somebody signed in chose it for themselves; whoever sits down after them keeps their own."""
    enter(client, "anna")
    fill(client, "/me", to="/preferences", locale="en")
    fill(client, "/me", to="/sign-out")
    with everything("test", quiet=True):
        ana.user.locale = "zh_Hant_TW"
        make.save()
    enter(client, "anna")
    assert reread(ana).locale == "zh_Hant_TW"


def test_a_forged_choice_changes_nothing(client, ana, enter):
    client.set_cookie("chosen-language", "xx")
    enter(client, "anna")
    assert reread(ana).locale == "zh_Hans_CN"


@pytest.mark.parametrize(("referer", "back"), [
    ("http://localhost/me?x=1", "/me?x=1"), ("http://evil.example/me", "/"), ("http://localhost//evil.example", "/"), ("", "/"),
])  # fmt: skip
def test_a_choice_comes_back_to_the_page_it_was_made_on_and_to_no_other_site(client, referer, back):
    token = client.get("/sign-in").text.split('name="csrf-token" content="')[1].split('"')[0]
    headers = {"Referer": referer} if referer else {}
    answer = client.post("/preferences", data={"csrf_token": token, "locale": "xx"}, headers=headers)
    assert answer.headers["Location"] == back
    assert "Set-Cookie" not in answer.headers or "language" not in answer.headers["Set-Cookie"]


def test_the_news_of_the_account_are_told_to_its_person_only(app: Flask, cast, me, enter):
    enter(app.test_client(), "anna", "wrong-password")
    assert "有人登录没有成功" in me.get("/me").text
    assert "有人登录没有成功" not in cast.dara.visit(app).get("/me").text
