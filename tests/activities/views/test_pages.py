"""Every page of activities: who is shown it, to whom it does not exist, and what a refused form says."""

import re

import pytest
from flask import Flask

from coop.activities.actions import bring_guest, register_member, write_expense
from coop.activities.models import Activity
from coop.core.scope import everything
from coop.extensions import db
from tests.activities.making import acting, host_of, own, peek, proposed, scheduled, soon
from tests.cast import Cast

GETS = (
    "", "/edit", "/move", "/postponement", "/cancellation", "/registrations", "/expenses", "/history", ".ics",
    "/registration", "/guests/new",
)  # fmt: skip
POSTS = (
    "/edit", "/move", "/postponement", "/cancellation", "/holding", "/proposal", "/registration", "/registration/withdrawal",
    "/registration/declination", "/guests/new", "/guests/1/approval", "/guests/1/refusal", "/guests/1/withdrawal",
    "/duties/host", "/duties/host/release", "/expenses", "/expenses/1/removal", "/hosts/1/confirmation",
    "/hosts/1/declination",
)  # fmt: skip
LISTS = (
    "/activities?", "/activities?show=mine&", "/activities?show=past&", "/calendar?", "/calendar?scope=partnership&",
    "/calendar?scope=unit&", "/calendar?view=list&",
)  # fmt: skip
FORM = {"title": "联合排查", "kind": "theme_day", "starts": "14:00", "ends": "16:30", "place": "3 号库"}


def day(days: int = 9) -> str:
    return soon(days).date().isoformat()


@pytest.fixture
def number(cast: Cast) -> int:
    return scheduled(cast, takes_guests=True, duties={"host": 1}, questions=["吃饭吗？"])


def new(app: Flask, cast: Cast, who: str = "ana", **changes: str):
    client = getattr(cast, who).visit(app)
    given = FORM | {"day": day(), "hosts": str(cast.port.id)} | changes
    return client.post(f"/activities/new?partnership={cast.pact.id}", data=given)


def count() -> int:
    with everything("test", quiet=True):
        return db.session().query(Activity).count()


def test_for_dara_no_page_of_a_foreign_activity_exists(app: Flask, cast: Cast, number: int):
    dara = cast.dara.visit(app)
    answers = {path: dara.get(f"/activities/{number}{path}") for path in GETS}
    assert {path: answer.status_code for path, answer in answers.items()} == dict.fromkeys(GETS, 404)
    assert not any("联合排查" in answer.text for answer in answers.values())


def test_for_dara_and_bella_no_deed_on_a_foreign_activity_exists(app: Flask, cast: Cast, number: int):
    for person in (cast.dara, cast.bella):
        browser = person.visit(app)
        answers = {path: browser.post(f"/activities/{number}{path}").status_code for path in POSTS}
        assert answers == dict.fromkeys(POSTS, 404)
    assert peek(number).state == "scheduled"


def test_nobody_comes_without_signing_in(app: Flask, cast: Cast, number: int):
    stranger = app.test_client()
    for path in [*(f"/activities/{number}{path}" for path in GETS), "/activities", "/calendar", "/calendar/feed"]:
        answer = stranger.get(path)
        assert answer.status_code in (303, 404), path
        assert "联合排查" not in answer.text


def test_lists_and_calendar_show_hosts_members_what_dara_and_bella_never_see(app: Flask, cast: Cast):
    scheduled(cast)
    month = soon().strftime("%Y-%m")
    for path in LISTS:
        address = f"{path}month={month}"
        for person in (cast.ben, cast.chen):
            assert ("联合排查" in person.visit(app).get(address).text) == ("past" not in path), path
        for person in (cast.dara, cast.bella, cast.otto):
            answer = person.visit(app).get(address)
            assert answer.status_code == 200 and "联合排查" not in answer.text, path


def test_bella_sees_what_is_shown_to_her_unit_and_cannot_register(app: Flask, cast: Cast):
    number = own(cast, shown_to="unit", title="全厂志愿日")
    client = cast.bella.visit(app)
    assert "全厂志愿日" in client.get("/activities").text
    page = client.get(f"/activities/{number}").text
    assert "我要报名" not in page and "名单" not in page
    assert client.post(f"/activities/{number}/registration").status_code == 403


def test_a_member_is_told_that_managing_is_not_theirs(app: Flask, cast: Cast, number: int):
    ben = cast.ben.visit(app)
    for path in ("/edit", "/move", "/postponement", "/cancellation", "/registrations", "/expenses"):
        assert ben.get(f"/activities/{number}{path}").status_code == 403, path


def test_the_part_for_a_space_is_shown_to_its_parties_alone(app: Flask, cast: Cast, number: int):
    url = f"/activities/part?partnership={cast.pact.id}"
    assert "联合排查" in cast.ben.visit(app).get(url).text
    assert "<html" not in cast.ben.visit(app).get(url).text
    for person in (cast.dara, cast.bella):
        assert person.visit(app).get(url).status_code == 404


def test_members_do_not_find_a_proposal_and_the_secretary_asked_finds_the_button(app: Flask, cast: Cast):
    number = proposed(cast)
    assert cast.ben.visit(app).get(f"/activities/{number}").status_code == 404
    assert "确认一起主办" in cast.chen.visit(app).get(f"/activities/{number}").text
    assert "确认一起主办" not in cast.cleo.visit(app).get(f"/activities/{number}").text


def test_a_proposal_goes_from_the_form_to_the_other_side_and_back(app: Flask, cast: Cast):
    """The story's third step over HTTP."""
    answer = new(app, cast, **{"agenda": "14:00 集合 ｜ 安娜\n15:30 小结", f"quota-{cast.third.id}": "12"})
    assert answer.status_code == 303
    number = int(re.search(r"\d+$", answer.location).group())
    activity = peek(number)
    assert (activity.state, host_of(number, cast.third).quota, host_of(number, cast.port).quota) == (
        "proposed",
        12,
        None,
    )
    assert activity.agenda == [
        {"minutes": 0, "what": "集合", "who": "安娜"},
        {"minutes": 90, "what": "小结", "who": ""},
    ]
    chen = cast.chen.visit(app)
    host_id = host_of(number, cast.port).id
    assert chen.post(f"/activities/{number}/hosts/{host_id}/confirmation").status_code == 303
    ben = cast.ben.visit(app)
    assert "已报 0 / 12" in ben.get(f"/activities/{number}").text
    assert ben.post(f"/activities/{number}/registration", follow_redirects=False).status_code == 303
    page = ben.get(f"/activities/{number}").text
    assert "您已报名" in page and "已报 1 / 12" in page
    assert chen.post(f"/activities/{number}/hosts/{host_id}/confirmation").status_code == 409


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "请填写活动名称"),
        ({"title": "长" * 81}, "最多 80 个字"),
        ({"ends": "13:00"}, "结束时间要晚于开始时间"),
        ({"day": "2020-01-01"}, "开始时间已经过去"),
        ({"day": "2199-01-01"}, "最多提前两年"),
        ({"day": "不是日期"}, "日期"),
        ({"agenda": "随便写"}, "议程第 1 行看不懂"),
        ({"agenda": "19:00 晚饭"}, "不在活动的起止时间之内"),
        ({"questions": "一？\n二？\n三？\n四？\n五？\n六？"}, "最多 5 个"),
        ({"register_until": "2199-01-01T10:00"}, "活动开始之前截止"),
    ],
)
def test_a_refused_form_says_why_at_the_field_and_keeps_what_was_typed(app: Flask, cast: Cast, changes, sentence: str):
    answer = new(app, cast, **({"place": "东门集合的地方"} | changes))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "东门集合的地方" in answer.text
    assert count() == 0


@pytest.mark.parametrize(("typed", "sentence"), [("0", "名额至少 1 人"), ("-3", "名额至少 1 人"), ("十", "整数")])
def test_a_quota_of_zero_or_in_words_is_refused_at_its_field(app: Flask, cast: Cast, typed: str, sentence: str):
    answer = new(app, cast, **{f"quota-{cast.port.id}": typed})
    assert answer.status_code == 422
    field = answer.text[answer.text.index(f'id="quota-{cast.port.id}"') :]
    assert sentence in field[: field.index("</div>\n") if "</div>\n" in field else 900]
    assert f'value="{typed}"' in answer.text
    assert count() == 0


def test_the_same_form_sent_twice_plans_one_activity(app: Flask, cast: Cast):
    first, second = (new(app, cast, once="abc123") for _ in range(2))
    assert first.location == second.location
    assert count() == 1


def test_a_draft_stays_with_its_officers_until_it_is_sent(app: Flask, cast: Cast):
    number = int(new(app, cast, draft="1").location.rpartition("/")[2])
    assert cast.chen.visit(app).get(f"/activities/{number}").status_code == 404
    ana = cast.ana.visit(app)
    changed = FORM | {"title": "改过的草稿", "day": day(), "hosts": str(cast.port.id)}
    assert ana.post(f"/activities/{number}/edit", data=changed).status_code == 303
    assert ana.post(f"/activities/{number}/proposal").status_code == 303
    assert "改过的草稿" in cast.chen.visit(app).get(f"/activities/{number}").text


@pytest.mark.parametrize(("who", "status"), [("ben", 403), ("eve", 403), ("dara", 404), ("bella", 404)])
def test_who_is_no_officer_of_a_party_gets_no_form(app: Flask, cast: Cast, who: str, status: int):
    url = f"/activities/new?partnership={cast.pact.id}"
    assert getattr(cast, who).visit(app).get(url).status_code == status
    assert new(app, cast, who).status_code == status
    assert count() == 0


def test_a_member_of_no_office_gets_no_form_of_their_own(app: Flask, cast: Cast):
    assert cast.ben.visit(app).get("/activities/new").status_code == 403
    assert cast.ana.visit(app).get("/activities/new").status_code == 200


def test_whoever_has_a_foreign_activitys_form_cannot_reach_its_guests_or_expenses_through_another(
    app: Flask, cast: Cast
):
    """A number of another activity under one's own is not found."""
    theirs, mine = scheduled(cast, takes_guests=True), own(cast)
    with acting(cast.chen, theirs) as (activity, by):
        guest = bring_guest(activity, "老周", "0417", by=by).id
        expense = write_expense(activity, "车", cast.port.id, planned_cents=1, actual_cents=None, by=by).id
    ana = cast.ana.visit(app)
    assert ana.post(f"/activities/{mine}/guests/{guest}/approval").status_code == 404
    assert ana.post(f"/activities/{mine}/expenses/{expense}/removal").status_code == 404


def test_the_list_of_who_comes_names_them_to_officers_of_every_host(app: Flask, cast: Cast, number: int):
    with acting(cast.ben, number) as (activity, by):
        register_member(activity, {"吃饭吗？": "吃两碗"}, by=by)
    for person in (cast.ana, cast.cleo):
        page = person.visit(app).get(f"/activities/{number}/registrations").text
        assert "贲小满" in page and "吃两碗" in page
    assert "贲小满" not in cast.chen.visit(app).get(f"/activities/{number}").text


def test_before_it_is_moved_the_page_says_how_many_will_be_told(app: Flask, cast: Cast, number: int):
    """N4: Ana, Ben, Chen and Cleo."""
    for path in ("/move", "/cancellation", "/postponement"):
        assert "将通知 2 个支部的 4 人" in cast.ana.visit(app).get(f"/activities/{number}{path}").text


def test_moving_and_cancelling_over_http(app: Flask, cast: Cast, number: int):
    chen = cast.chen.visit(app)
    given = {"day": day(12), "starts": "09:00", "ends": "11:00", "place": "南港"}
    refused = chen.post(f"/activities/{number}/move", data=given)
    assert refused.status_code == 422 and "请写明原因" in refused.text and "南港" in refused.text
    assert chen.post(f"/activities/{number}/move", data=given | {"reason": "避开盘点"}).status_code == 303
    assert (peek(number).place, peek(number).sequence) == ("南港", 1)
    assert "避开盘点" in cast.ben.visit(app).get(f"/activities/{number}/history").text
    assert chen.post(f"/activities/{number}/cancellation", data={"reason": "台风"}).status_code == 303
    assert "活动已取消：台风" in cast.ben.visit(app).get(f"/activities/{number}").text
    assert chen.get(f"/activities/{number}/move").status_code == 409


def test_expenses_are_typed_in_yuan_and_summed(app: Flask, cast: Cast, number: int):
    ana = cast.ana.visit(app)
    url = f"/activities/{number}/expenses"
    given = {"item": "大巴", "branch": str(cast.third.id), "planned": "800", "actual": "760.50"}
    assert ana.post(url, data=given).status_code == 303
    assert "760.50" in cast.chen.visit(app).get(url).text
    for wrong in ({"planned": "", "actual": ""}, {"planned": "-1"}, {"planned": "NaN", "actual": ""}, {"item": ""},
                  {"branch": str(cast.gate.id)}, {"planned": "9e30"}):  # fmt: skip
        assert ana.post(url, data=given | wrong).status_code == 422
    assert ana.get(url).text.count("大巴") == 2  # the row and its question before it goes


def test_several_faults_are_told_at_once(app: Flask, cast: Cast):
    answer = new(app, cast, ends="13:00", title="", **{f"quota-{cast.port.id}": "0"})
    for sentence in ("请填写活动名称", "结束时间要晚于开始时间", "名额至少 1 人"):
        assert sentence in answer.text


def test_the_badge_explains_who_can_see(app: Flask, cast: Cast):
    for number in (scheduled(cast), own(cast), own(cast, shown_to="unit"), proposed(cast)):
        page = cast.ana.visit(app).get(f"/activities/{number}").text
        address = re.search(r'data-sheet-url="([^"]+)"', page).group(1)
        assert cast.ana.visit(app).get(address).status_code == 200, address
