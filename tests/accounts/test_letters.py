"""A-12, A-07, C-05: letters reach the person through a real mail server, and nobody writes their headers."""

import re

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from coop.accounts import actions
from coop.accounts.models import Charge, PersonalLink
from coop.core import mail, outbox
from coop.core.events import Deed, Pending
from coop.core.scope import entering, everything
from coop.extensions import db
from tests import factories as make

NEW = "秋天的第一场雨下得真是很久"


def body(message, kind: str) -> str:
    return message.get_body((kind,)).get_content()


def test_a_letter_with_a_link_that_works_answers_who_forgot(app: Flask, client, ana, fill, post, mailbox):
    page = fill(client, "/reset", name="139 1234 5678")
    assert "请查收邮件" in page.text
    [letter] = post()
    assert letter["To"] == "ana@north.cn"
    path = re.search(r"https://coop\.example(/reset/[\w-]{43})", body(letter, "plain")).group(1)
    assert path in body(letter, "html")
    token = path.rpartition("/")[2]
    with everything("test", quiet=True):
        rows = [row.__dict__ for kind in (PersonalLink, Deed, Pending) for row in db.session().query(kind)]
    assert token not in str(rows), "the letter alone carries it"
    assert client.get(path).status_code == 200
    assert fill(client, "/join", to="/join/password", key=token, password=NEW).status_code == 303


def bare(page: str) -> str:
    """A page without the token that tells the second in which it was made."""
    return re.sub(r'(csrf[-_]token"[^>]*(?:content|value)=")[^"]+', r"\1", page)


@pytest.mark.parametrize("name", ["nobody@north.cn", "13700000000", "牛小康", "ben"])
def test_the_answer_is_the_same_where_there_is_no_account_or_no_address(client, cast, ana, fill, post, name):
    """A-04: body and status; no letter goes anywhere."""
    with everything("test", quiet=True):
        cast.ben.user.username = "ben"
        make.save()
    known = fill(client, "/reset", name="anna")
    unknown = fill(client, "/reset", name=name)
    assert (known.status_code, bare(known.text)) == (unknown.status_code, bare(unknown.text))
    assert [letter["To"] for letter in post()] == ["ana@north.cn"]


def test_a_new_device_is_announced_and_the_first_one_is_not(app: Flask, ana, enter, post):
    enter(app.test_client(), "anna")
    assert post() == []
    stranger = app.test_client()
    stranger.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (Windows NT 10.0) Chrome/120"
    enter(stranger, "anna")
    [letter] = post()
    assert "Chrome · Windows" in body(letter, "plain") and "127.0.0.1" in body(letter, "html")
    enter(stranger, "anna")
    assert post() == []


def test_a_changed_address_is_announced_to_the_old_and_the_new_one(client, ana, enter, fill, post):
    enter(client, "anna")
    typed = {"phone": "13912345678", "email": "new@north.cn", "username": "anna", "current": make.PASSWORD}
    fill(client, "/me", to="/me/names", **typed)
    assert {letter["To"] for letter in post()} == {"ana@north.cn", "new@north.cn"}


def test_a_reset_by_an_administrator_is_announced_when_issued_and_when_used(client, cast, ana, fill, post):
    with entering(cast.nora.scope) as nora:
        slip = actions.issue_reset(Charge(ana.user, cast.nora.scope.unit_ids and next(iter(cast.nora.scope.unit_ids))), by=nora)
    [issued] = post()
    assert "管理员" in body(issued, "plain") and slip.token not in body(issued, "plain")
    fill(client, "/join", to="/join/password", key=slip.token, password=NEW)
    [used] = post()
    assert "换成了新的" in body(used, "plain")


def test_a_mail_server_that_refuses_is_tried_again(client, ana, fill, post, mailbox):
    mailbox.refuses = True
    fill(client, "/reset", name="anna")
    assert post() == []
    mailbox.refuses = False
    with everything("test", quiet=True):
        [row] = db.session().query(Pending)
        row.due_at = row.due_at.replace(year=2020)
        make.save()
    assert len(post()) == 1
    assert db.session().query(Pending).count() == 0


def test_without_a_mail_server_the_person_is_told_on_their_page(app: Flask, client, ana, enter):
    enter(app.test_client(), "anna")
    enter(client, "anna")
    outbox.drain()
    assert "第一次在这台设备上登录" in client.get("/me").text


BREAKS = ["\r\n", "\n", "\r", "\r\n ", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029"]
SMUGGLED = ["Bcc: x@evil.example", "To: x@evil.example", "\r\n\r\n<script>", "Content-Type: text/html"]


@pytest.mark.parametrize("line_end", BREAKS)
@pytest.mark.parametrize("smuggled", SMUGGLED)
def test_no_line_end_makes_a_header(line_end, smuggled):
    """C-05: forty payloads in a subject, and the same in an address."""
    letter = mail.compose("a@b.cn", f"通知{line_end}{smuggled}", text="文", html="<p>文</p>", sender="coop@north.cn")
    parsed = letter.as_bytes().split(b"\n\n")[0].decode()
    assert not re.search(r"^(Bcc|To: x)", parsed, re.MULTILINE)
    assert letter.get_all("To") == ["a@b.cn"]
    with pytest.raises(ValueError):
        mail.compose(f"a@b.cn{line_end}{smuggled}", "s", text="", html="", sender="coop@north.cn")


@pytest.mark.parametrize("address", ["a@b.cn, x@evil.example", "a@b.cn;x@y.cn", '"x" <a@b.cn>', "a b@c.cn", ""])
def test_one_letter_goes_to_one_address(address):
    with pytest.raises((ValueError, IndexError)):
        mail.compose(address, "s", text="", html="", sender="coop@north.cn")


@given(st.text(max_size=200))
def test_any_subject_is_one_line(subject):
    letter = mail.compose("a@b.cn", subject, text="文", html="<p>文</p>", sender="coop@north.cn")
    assert len(str(letter["Subject"]).splitlines()) <= 1


def test_what_somebody_is_called_is_no_markup_in_a_letter(client, ana, enter, fill, post):
    enter(client, "anna")
    fill(client, "/me", to="/me/profile", name="<b>安&娜</b>", phone_reach="private", email_reach="private")
    typed = {"phone": "13912345678", "email": "ana@north.cn", "username": "anna2", "current": make.PASSWORD}
    fill(client, "/me", to="/me/names", **typed)
    [letter] = post()
    assert "&lt;b&gt;安&amp;娜" in body(letter, "html")
    assert "<b>安&娜</b>" in body(letter, "plain")


def test_a_letter_never_leads_to_every_address_of_the_machine(app: Flask, client, ana, fill, post):
    settings = app.extensions["coop.settings"]
    settings.base_url, settings.host, settings.port = None, "::", 8123
    fill(client, "/reset", name="139 1234 5678")
    [letter] = post()
    assert "http://127.0.0.1:8123/reset/" in body(letter, "plain") and "//127.0.0.1:8123/" in body(letter, "html")
