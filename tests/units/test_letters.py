"""An applicant who left an address gets the answer by letter, whether they have an account here or not."""

from flask import Flask

from coop.core.scope import ANONYMOUS, everything
from coop.units.actions.applications import apply_for_unit, approve_application, reject_application
from coop.units.queries.applications import get_application_by_token
from coop.units.wishes import UnitWish
from tests import factories as make
from tests.cast import Cast

REASON = "请补交单位证明后再申请"


def apply(email: str | None, phone: str | None = "+8613700000001") -> str:
    wish = UnitWish("西山医院", "hospital", "滨海市西山区", "卫国", phone, email, "想和社区结对")
    return apply_for_unit(None, wish, by=ANONYMOUS)


def answer(cast: Cast, token: str, reason: str | None) -> None:
    application, by = get_application_by_token(token), cast.otto.scope
    if reason:
        reject_application(application, reason, by=by)
    else:
        approve_application(application, by=by)


def text(letter) -> str:
    return letter.get_body(("plain",)).get_content()


def test_a_refusal_reaches_the_applicant_with_its_reason_and_the_way_on(cast: Cast, post):
    token = apply("wei@xishan.cn")
    answer(cast, token, REASON)
    (letter,) = post()
    assert letter["To"] == "wei@xishan.cn" and "西山医院" in letter["Subject"] and "卫国，您好" in text(letter)
    assert REASON in text(letter) and "https://coop.example/apply" in text(letter)
    assert token not in text(letter) and token not in letter.get_body(("html",)).get_content()


def test_an_approval_says_where_to_go(cast: Cast, post):
    answer(cast, apply("wei@xishan.cn"), None)
    (letter,) = post()
    assert "已经通过" in text(letter) and "https://coop.example/" in text(letter) and "/join/" not in text(letter)


def test_whoever_has_an_account_reads_it_in_their_language(cast: Cast, post):
    with everything("test", quiet=True):
        make.user("Wei", email="wei@xishan.cn", locale="en")
        make.save()
    answer(cast, apply("wei@xishan.cn"), REASON)
    (letter,) = post()
    assert "not approved" in text(letter) and REASON in text(letter)


def test_who_left_no_address_reads_it_where_they_asked(app: Flask, client, cast: Cast, post):
    token = apply(None)
    answer(cast, token, REASON)
    assert post() == []
    page = client.get(f"/applications/{token}").text
    assert "申请没有通过" in page and REASON in page


def test_a_reason_with_markup_stays_a_reason(cast: Cast, post):
    answer(cast, apply("wei@xishan.cn"), "<script>alert(1)</script>\nBcc: x@y.cn")
    (letter,) = post()
    assert "<script>" not in letter.get_body(("html",)).get_content() and letter["Bcc"] is None
