"""Bad input gets a sentence at its field, everything typed kept and nothing half-done; the same form twice is one deed."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from flask import Flask

from coop.activities.actions import bring_guest, cancel_activity, register_member
from coop.activities.agenda import Item
from coop.activities.models import Activity, Expense, Registration
from coop.core.scope import everything
from coop.extensions import db
from tests import factories as make
from tests.activities.making import acting, host_of, members, own, peek, proposed, redate, scheduled, soon, three_sided
from tests.activities.views.test_pages import FORM, count, day, new
from tests.cast import Cast, Person

LONG = "安全生产与应急处置联合演练，" * 650  # 9,100 characters


def said_at(html: str, field: str) -> str:
    """What stands in the field's own place of errors; empty where nothing does."""
    found = re.search(rf'id="{re.escape(field)}-error"[^>]*>(.*?)</p>', html, re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", "", found.group(1))).strip() if found else ""


def rows(kind: type) -> int:
    with everything("test", quiet=True):
        return db.session().query(kind).count()


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"agenda": LONG}, "agenda", "最多 2000 个字"),
        ({"about": LONG}, "about", "最多 2000 个字"),
        ({"questions": LONG}, "questions", "最多 600 个字"),
        ({"questions": "吃饭吗？\n吃饭吗？"}, "questions", "一样"),
        ({"place": LONG}, "place", "最多 120 个字"),
        ({"day": "0001-01-01", "starts": "00:00"}, "starts", "开始时间已经过去"),
        ({"day": "9999-12-31", "starts": "00:00"}, "starts", "最多提前两年"),
        ({"ends_on": "0001-01-01"}, "ends", "结束时间要晚于开始时间"),
        ({"register_until": "0001-01-01T00:00"}, "register_until", "报名截止时间已经过去"),
        ({"duty_photos": "100"}, "duty_photos", "0 到 99"),
        ({"kind": "banquet"}, "kind", ""),
        ({"hosts": "999999"}, "hosts", ""),
        ({"starts": ""}, "starts", "请填写开始时间"),
    ],
)
def test_a_plan_that_cannot_stand_is_refused_at_its_field(
    app: Flask, cast: Cast, changes: dict[str, str], field: str, sentence: str
):
    given = {
        "about": "带安全帽",
        "agenda": "14:00 集合 ｜ 安娜",
        "questions": "自己开车吗？",
        "place": "东门",
    } | changes
    refused = new(app, cast, **given)
    assert refused.status_code == 422
    said = said_at(refused.text, field)
    assert said and sentence in said, refused.text[:300]
    kept = unescape(refused.text)
    assert all(typed[:900] in kept for name, typed in given.items() if name not in ("kind", "hosts")), "typed is kept"
    assert count() == 0


def test_the_quota_that_is_refused_is_that_of_the_branch_that_typed_it(app: Flask, cast: Cast):
    quotas = {f"quota-{cast.third.id}": "12", f"quota-{cast.port.id}": "10001"}
    refused = new(app, cast, **quotas)
    assert "最多 10000 人" in said_at(refused.text, f"quota-{cast.port.id}")
    assert not said_at(refused.text, f"quota-{cast.third.id}")
    assert 'value="12"' in refused.text and 'value="10001"' in refused.text and count() == 0


def test_an_english_reader_is_refused_in_english(app: Flask, cast: Cast):
    """Rules below the forms say their sentence as a template: it is turned at the page."""
    with everything("test", quiet=True):
        cast.ana.user.locale = "en"
        make.save()
    for changes, field in (({"agenda": "x"}, "agenda"), ({"day": "2020-01-01"}, "starts"), ({"ends": "13:00"}, "ends"),
                           ({f"quota-{cast.port.id}": "0"}, f"quota-{cast.port.id}")):  # fmt: skip
        said = said_at(new(app, cast, **changes).text, field)
        assert said and not re.search("[\u4e00-\u9fff]", said.replace("14:00 开场 ｜ 负责人", "")), said


def test_a_quota_is_not_lowered_below_who_has_a_seat_and_the_page_says_so_there(app: Flask, cast: Cast):
    number = scheduled(cast, quotas={cast.third.id: 3})
    for person in members(cast.third, 3):
        with acting(person, number) as (activity, by):
            register_member(activity, {}, by=by)
    given = {"title": "改名", "kind": "lecture", f"quota-{cast.third.id}": "2", f"quota-{cast.port.id}": ""}
    refused = cast.chen.visit(app).post(f"/activities/{number}/edit", data=given)
    assert refused.status_code == 422
    assert "已有 3 人报上名" in said_at(refused.text, f"quota-{cast.third.id}")
    assert 'value="改名"' in refused.text
    assert (peek(number).title, host_of(number, cast.third).quota, peek(number).sequence) == (
        "冬季安全生产联合排查",
        3,
        0,
    )


def test_the_contents_are_changed_by_a_host_whose_partner_has_left(app: Flask, cast: Cast):
    """The page once failed when the branch that had proposed was no longer among the hosts."""
    three_sided(cast)
    number = scheduled(cast)
    with everything("test", quiet=True):
        next(
            host for host in db.session().get_one(Activity, number).hosts if host.branch_id == cast.third.id
        ).state = "left"
        make.save()
    chen = cast.chen.visit(app)
    assert chen.get(f"/activities/{number}/edit").status_code == 200
    assert chen.post(f"/activities/{number}/edit", data={"title": "接着办", "kind": "lecture"}).status_code == 303
    assert peek(number).title == "接着办"
    for path in ("", "/registrations", "/move", "/expenses", "/history"):
        assert chen.get(f"/activities/{number}{path}").status_code == 200, path


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"ends": "08:00"}, "ends", "结束时间要晚于开始时间"),
        ({"day": "2020-01-01"}, "starts", "开始时间已经过去"),
        ({"day": "0001-01-01", "starts": "00:00"}, "starts", "开始时间已经过去"),
        ({"ends": "09:30"}, "ends", "议程的最后一项排不下了"),
        ({"reason": "长" * 501}, "reason", "最多 500 个字"),
        ({"reason": "  "}, "reason", "请写明原因"),
        ({"day": "不是"}, "day", ""),
    ],
)
def test_a_move_that_cannot_be_is_refused_at_its_field(
    app: Flask, cast: Cast, changes: dict[str, str], field: str, sentence: str
):
    number = own(cast, agenda=[Item(0, "集合"), Item(60, "小结")])
    given = {"day": day(12), "starts": "09:00", "ends": "11:00", "place": "南港会议室", "reason": "避开盘点"} | changes
    refused = cast.ana.visit(app).post(f"/activities/{number}/move", data=given)
    assert refused.status_code == 422 and "南港会议室" in refused.text
    said = said_at(refused.text, field)
    assert said and sentence in said
    assert (peek(number).place, peek(number).sequence) == ("3 号库", 0)


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"guest_name": "", "guest_contact": "0417"}, "guest_name", "请填写来宾姓名"),
        ({"guest_name": "长" * 61, "guest_contact": "0417"}, "guest_name", "最多 60 个字"),
        ({"guest_name": "老周", "guest_contact": "13912345678"}, "guest_contact", "后四位"),
        ({"guest_name": "老周", "guest_contact": "十二三四"}, "guest_contact", "后四位"),
    ],
)
def test_a_guest_who_cannot_be_named_so_is_refused_at_the_field(
    app: Flask, cast: Cast, given: dict[str, str], field: str, sentence: str
):
    number = scheduled(cast, takes_guests=True)
    refused = cast.ben.visit(app).post(f"/activities/{number}/guests/new", data=given)
    assert refused.status_code == 422 and sentence in said_at(refused.text, field)
    assert all(typed in refused.text for typed in given.values()) and rows(Registration) == 0


def test_an_answer_too_long_is_refused_at_its_question(app: Flask, cast: Cast):
    number = scheduled(cast, questions=["吃饭吗？", "自己开车吗？"])
    given = {"answer-0": "吃", "answer-1": "长" * 201}
    refused = cast.ben.visit(app).post(f"/activities/{number}/registration", data=given)
    assert refused.status_code == 422 and "最多 200 个字" in said_at(refused.text, "answer-1")
    assert not said_at(refused.text, "answer-0") and 'value="吃"' in refused.text and rows(Registration) == 0


@pytest.mark.parametrize("path", ["postponement", "cancellation"])
def test_a_deed_that_others_live_with_needs_its_reason(app: Flask, cast: Cast, path: str):
    number = scheduled(cast)
    for reason in ("", "   ", "长" * 501):
        refused = cast.ana.visit(app).post(f"/activities/{number}/{path}", data={"reason": reason})
        assert refused.status_code == 422 and said_at(refused.text, "reason") and reason.strip() in refused.text
    assert peek(number).state == "scheduled"


def test_an_expense_that_no_column_holds_is_refused_at_its_field(app: Flask, cast: Cast):
    number = scheduled(cast)
    given = {"item": "大巴", "branch": str(cast.third.id), "planned": "20000000.01", "actual": "1"}
    refused = cast.ana.visit(app).post(f"/activities/{number}/expenses", data=given)
    assert refused.status_code == 422 and "合理的金额" in said_at(refused.text, "planned")
    assert "20000000.01" in refused.text and rows(Expense) == 0
    assert (
        cast.ana.visit(app).post(f"/activities/{number}/expenses", data=given | {"planned": "20000000"}).status_code
        == 303
    )


TWICE: dict[str, tuple[str, str, dict[str, str], Callable[[int], int]]] = {
    "registration": ("ben", "/registration", {}, lambda _: rows(Registration)),
    "guest": ("ben", "/guests/new", {"guest_name": "老周", "guest_contact": "0417"}, lambda _: rows(Registration)),
    "expense": ("ana", "/expenses", {"item": "车", "planned": "1"}, lambda _: rows(Expense)),
    "move": ("chen", "/move", {"starts": "09:00", "ends": "11:00", "place": "南港", "reason": "改"},
             lambda number: peek(number).sequence),
    "cancellation": ("ana", "/cancellation", {"reason": "台风"}, lambda number: peek(number).sequence),
}  # fmt: skip


@pytest.mark.parametrize("name", TWICE)
def test_the_same_form_sent_twice_is_one_deed(app: Flask, cast: Cast, name: str):
    who, path, given, counted = TWICE[name]
    number = scheduled(cast, takes_guests=True)
    browser = getattr(cast, who).visit(app)
    given = given | {"once": "k1", "day": day(12), "branch": str(cast.third.id)}
    answers = [browser.post(f"/activities/{number}{path}", data=given) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].location == answers[1].location and counted(number) == 1


def test_what_was_decided_meanwhile_is_a_conflict_and_no_second_deed(app: Flask, cast: Cast):
    """Two officers with the same page open: the slower one reads what happened."""
    number = scheduled(cast)
    with acting(cast.chen, number) as (activity, by):
        cancel_activity(activity, "台风", by=by)
    ana = cast.ana.visit(app)
    for path in ("postponement", "cancellation", "move", "holding", "proposal", "edit"):
        refused = ana.post(f"/activities/{number}/{path}", data=FORM | {"reason": "改", "day": day()})
        assert refused.status_code in (409, 422), path
    assert (peek(number).state, peek(number).state_reason) == ("cancelled", "台风")


def test_a_date_that_passed_while_one_wrote_is_no_date(app: Flask, cast: Cast):
    number = proposed(cast)
    redate(number, soon(-1))
    host_id = host_of(number, cast.port).id
    refused = cast.chen.visit(app).post(f"/activities/{number}/hosts/{host_id}/confirmation")
    assert refused.status_code == 409 and "提议的时间已经过去" in refused.text


def guest_of(person: Person, number: int) -> int:
    with acting(person, number) as (activity, by):
        return bring_guest(activity, "老周", "0417", by=by).id


def test_a_guests_way_through_the_pages(app: Flask, cast: Cast):
    """Named by Ben, refused by Chen with a reason that Ben reads; another approved, and taken back."""
    number = scheduled(cast, takes_guests=True)
    first, second = guest_of(cast.ben, number), guest_of(cast.ben, number)
    base = f"/activities/{number}/guests"
    chen, ben = cast.chen.visit(app), cast.ben.visit(app)
    assert ben.post(f"{base}/{first}/approval").status_code == 403
    assert ben.get(f"{base}/{first}/refusal").status_code == 403
    refused = chen.post(f"{base}/{first}/refusal", data={"reason": ""})
    assert refused.status_code == 422 and "请写明原因" in said_at(refused.text, "reason")
    assert chen.post(f"{base}/{first}/refusal", data={"reason": "座位不够"}).status_code == 303
    assert chen.post(f"{base}/{second}/approval").status_code == 303
    assert chen.post(f"{base}/{second}/refusal", data={"reason": "晚了"}).status_code == 409
    page = ben.get(f"/activities/{number}").text
    assert "座位不够" in page and "未批准" in page
    taken_back = ben.post(f"{base}/{second}/withdrawal")
    assert taken_back.status_code == 303 and taken_back.location == f"/activities/{number}"
    assert ben.post(f"{base}/{second}/withdrawal").status_code == 409
    assert host_of(number, cast.third).registered == 0


def test_duties_are_taken_and_laid_down_on_the_page(app: Flask, cast: Cast):
    number = scheduled(cast, duties={"photos": 1})
    ben, chen = cast.ben.visit(app), cast.chen.visit(app)
    assert ben.post(f"/activities/{number}/duties/photos").location == f"/activities/{number}#duties"
    assert chen.post(f"/activities/{number}/duties/photos").status_code == 409
    assert ben.post(f"/activities/{number}/duties/cooking").status_code == 404
    assert "贲小满" in chen.get(f"/activities/{number}").text
    assert ben.post(f"/activities/{number}/duties/photos/release").status_code == 303
    assert chen.post(f"/activities/{number}/duties/photos").status_code == 303


def test_an_answer_to_a_proposal_is_given_on_its_page(app: Flask, cast: Cast):
    number = proposed(cast)
    url = f"/activities/{number}/hosts/{host_of(number, cast.port).id}/declination"
    chen = cast.chen.visit(app)
    assert "其他主办支部的班子会看到您的原因" in chen.get(url).text
    assert chen.post(url, data={"reason": " "}).status_code == 422
    assert chen.post(url, data={"reason": "那天盘点"}).status_code == 303
    assert "那天盘点" in cast.ana.visit(app).get(f"/activities/{number}").text
    assert chen.post(url, data={"reason": "再说"}).status_code == 409
    for person, status in ((cast.ben, 404), (cast.cleo, 403), (cast.ana, 403), (cast.dara, 404)):
        assert person.visit(app).post(url, data={"reason": "不"}).status_code == status, person.name
