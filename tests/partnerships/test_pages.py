"""The pages of partnerships: who gets which, what a refused form keeps, and that a stranger finds nothing."""

from datetime import timedelta

import pytest
from flask import Flask

from coop.core import clock
from coop.core.scope import everything
from coop.extensions import db
from coop.partnerships.actions import consent_to_motion, make_motion
from coop.partnerships.views.space import is_served
from coop.units.models import Unit
from tests import factories as make
from tests.cast import Cast
from tests.partnerships.asking import agree, approve, clerk_of, decline, partnered, party_of, propose, state_of


def typed(cast: Cast, **changes: object) -> dict:
    """The form as a browser sends it."""
    today = clock.today()
    given = {
        "branch": cast.third.id, "invitees": [cast.gate.id], "name": "东北联学", "aims": "一起学一起做",
        "starts_on": today.isoformat(), "ends_on": (today + timedelta(days=200)).isoformat(),
        "answer_until": (today + timedelta(days=9)).isoformat(), "domains": ["safety"], "message": "盼复",
    }  # fmt: skip
    return given | changes


@pytest.fixture(autouse=True)
def _no_csrf(app: Flask) -> None:
    """The token is tried where forms are tried; here the pages speak."""
    app.config["WTF_CSRF_ENABLED"] = False


def paths(cast: Cast) -> list[str]:
    """Every address of this slice that names the cast's partnership."""
    number, own = cast.pact.id, party_of(cast.pact.id, cast.third).id
    return [
        f"/partnerships/{number}", f"/partnerships/{number}/members", f"/partnerships/{number}/activities",
        f"/parties/{own}/refusal", f"/parties/{own}/withdrawal", f"/parties/{own}/departure", f"/parties/{own}/motions/pause",
        f"/parties/{own}/motions/admit", f"/parties/{own}/liaisons", f"/parties/{own}/roster",
        f"/audience?kind=partnership&id={number}", f"/partnerships/{number}?as=branch:{cast.third.id}",
    ]  # fmt: skip


def test_a_stranger_finds_nothing_at_any_address(app: Flask, cast: Cast):
    """T-04: the answer is the one to a number that never was."""
    known, own = paths(cast), party_of(cast.pact.id, cast.third).id
    dara = cast.dara.visit(app)
    missing = dara.get("/partnerships/99999").get_data(as_text=True)
    for path in known:
        answer = dara.get(path)
        assert answer.status_code == 404, path
    assert len(dara.get(known[0]).get_data(as_text=True)) == len(missing)
    assert "安全互促" not in dara.get("/partnerships").get_data(as_text=True)
    for deed in ("agreement", "approval", "start", "reminders/1", "motions/1/consent", "motions/1/withdrawal"):
        assert dara.post(f"/parties/{own}/{deed}").status_code == 404, deed


def test_nobody_in_particular_is_sent_to_the_door(app: Flask, cast: Cast):
    for path in ["/partnerships", "/partnerships/new", "/partnerships/candidates", *paths(cast)]:
        answer = app.test_client().get(path)
        assert answer.status_code in (303, 404) and "安全互促" not in answer.get_data(as_text=True), path


def test_everything_that_is_missing_is_told_at_once_each_at_its_field(app: Flask, cast: Cast):
    ana = cast.ana.visit(app)
    page = ana.post("/partnerships/new", data=typed(cast, step="review", name="", invitees=[], answer_until="2020-01-01"))
    assert page.status_code == 422
    for field, sentence in (("name", "请填写这一项"), ("invitees", "请至少邀请一个支部"), ("answer_until", "答复期限已经过去")):
        assert sentence in page.text.split(f'id="{field}-error"')[1].split("</p>")[0], field
    both = ana.post("/partnerships/new", data=typed(cast, step="send", ends_on="2020-01-01", answer_until="2020-01-01", aims=""))
    for field, sentence in (("aims", "请填写这一项"), ("ends_on", "结束日期早于开始日期"), ("answer_until", "答复期限已经过去")):
        assert sentence in both.text.split(f'id="{field}-error"')[1].split("</p>")[0], field
    assert "东北联学" in both.text, "what was typed is kept"


def test_a_date_that_is_missing_hides_no_missing_invitee(app: Flask, cast: Cast):
    page = cast.ana.visit(app).post("/partnerships/new", data=typed(cast, step="review", invitees=[], starts_on="", ends_on="x"))
    assert page.status_code == 422 and "请至少邀请一个支部" in page.text and "请填开始日期" in page.text


def test_a_member_reads_the_space_and_decides_nothing(app: Flask, cast: Cast):
    ben = cast.ben.visit(app)
    page = ben.get(f"/partnerships/{cast.pact.id}").get_data(as_text=True)
    assert "共建中" in page and "共建各方可见" in page and "退出共建" not in page and "暂停共建" not in page
    own = party_of(cast.pact.id, cast.third).id
    assert ben.get(f"/parties/{own}/departure").status_code == 403
    assert ben.get("/partnerships/new").status_code == 403


def test_the_way_from_the_form_to_the_proposal_names_whom_it_reaches(app: Flask, cast: Cast):
    """N4: nothing is sent before the sender has seen to whom."""
    ana = cast.ana.visit(app)
    assert "您是负责人" in ana.get(f"/partnerships/new?with={cast.gate.id}").get_data(as_text=True)
    review = ana.post("/partnerships/new", data=typed(cast, step="review")).get_data(as_text=True)
    assert "将通知 1 个支部的 1 人" in review and "达拉（书记）" in review
    assert "东北联学" not in cast.dara.visit(app).get("/partnerships").get_data(as_text=True)
    sent = ana.post("/partnerships/new", data=typed(cast, step="send", once="k1"))
    assert sent.status_code == 303
    again = ana.post("/partnerships/new", data=typed(cast, step="send", once="k1"))
    assert again.headers["Location"] == sent.headers["Location"]
    found = cast.dara.visit(app).get("/partnerships").get_data(as_text=True)
    assert "等我处理" in found and found.count("东北联学") >= 1


def test_a_clerk_is_told_that_the_secretary_comes_first(app: Flask, cast: Cast):
    clerk = clerk_of(cast.third).visit(app)
    assert "您是内勤" in clerk.get("/partnerships/new").get_data(as_text=True)
    review = clerk.post("/partnerships/new", data=typed(cast, step="review")).get_data(as_text=True)
    assert "安娜（书记）" in review and "达拉" not in review
    page = clerk.post("/partnerships/new", data=typed(cast, step="send"), follow_redirects=True).get_data(as_text=True)
    assert "对方现在看不到" in page


@pytest.mark.parametrize(("change", "sentence"), [
    ({"ends_on": "2020-01-01", "starts_on": "2019-01-01"}, "这个期限已经过去"),
    ({"ends_on": "2020-01-01"}, "结束日期早于开始日期"),
    ({"answer_until": "2020-01-01"}, "答复期限已经过去"),
    ({"invitees": []}, "请至少邀请一个支部"),
    ({"name": ""}, "请填写这一项"),
    ({"name": "长" * 41}, "最多 40 个字"),
    ({"starts_on": "昨天"}, "从"),
])  # fmt: skip
def test_a_refused_form_says_why_and_keeps_what_was_typed(app: Flask, cast: Cast, change, sentence):
    for step in ("review", "send"):
        answer = cast.ana.visit(app).post("/partnerships/new", data=typed(cast, step=step) | change)
        page = answer.get_data(as_text=True)
        assert answer.status_code == 422 and sentence in page
        assert "一起学一起做" in page and "盼复" in page


def test_a_branch_that_cannot_be_found_cannot_be_smuggled_in(app: Flask, cast: Cast):
    """T-05: neither as invited nor as the one that proposes."""
    ana = cast.ana.visit(app)
    for change in ({"invitees": [99_999]}, {"branch": cast.port.id}):
        assert ana.post("/partnerships/new", data=typed(cast, step="send") | change).status_code == 422


def test_candidates_are_found_by_name_and_ticked_ones_stay(app: Flask, cast: Cast):
    ana = cast.ana.visit(app)
    part = ana.get(f"/partnerships/candidates?q=南港&branch={cast.third.id}&invitees={cast.gate.id}").get_data(as_text=True)
    assert "南港物流第一支部" in part and "东城中学教工支部" in part and part.count("checked") == 1
    assert "没有找到" in ana.get("/partnerships/candidates?q=%25").get_data(as_text=True)
    kept = ana.post("/partnerships/new", data=typed(cast, step="find", q="南港")).get_data(as_text=True)
    assert "南港物流第一支部" in kept and "一起学一起做" in kept


def test_an_invited_officer_reads_the_proposal_and_not_the_space(app: Flask, cast: Cast):
    number = propose(cast.ana, cast.third, cast.port, cast.gate)
    approve(cast.chen, number, cast.port)
    dara = cast.dara.visit(app)
    page = dara.get(f"/partnerships/{number}").get_data(as_text=True)
    assert "批准加入" in page and "谢绝" in page and "盼一起做" in page
    assert "timeline" not in page and "联络员" not in page and "暂停共建" not in page and "退出共建" not in page
    assert dara.get(f"/partnerships/{number}/members").status_code == 403


def test_the_two_keys_are_turned_on_the_pages(app: Flask, cast: Cast):
    number = propose(cast.ana, cast.third, cast.port)
    port = party_of(number, cast.port).id
    cleo, chen = cast.cleo.visit(app), cast.chen.visit(app)
    assert "同意，请书记批准" in cleo.get(f"/partnerships/{number}").get_data(as_text=True)
    assert cleo.post(f"/parties/{port}/approval").status_code == 403
    assert cleo.post(f"/parties/{port}/agreement").status_code == 303
    again = chen.post(f"/parties/{port}/agreement")
    assert again.status_code == 409 and "柯蕾已经代表本支部同意" in again.get_data(as_text=True)
    assert chen.post(f"/parties/{port}/approval").status_code == 303
    assert "共建中" in chen.get(f"/partnerships/{number}").get_data(as_text=True)


def test_declining_asks_for_a_reason_and_shows_it_to_the_others(app: Flask, cast: Cast):
    number = propose(cast.ana, cast.third, cast.gate)
    gate = party_of(number, cast.gate).id
    dara = cast.dara.visit(app)
    assert "将通知 2 个支部的 2 人" in dara.get(f"/parties/{gate}/refusal").get_data(as_text=True)
    assert dara.post(f"/parties/{gate}/refusal", data={"reason": " "}).status_code == 422
    assert dara.post(f"/parties/{gate}/refusal", data={"reason": "人手不够"}).headers["Location"].endswith(f"/parties/{gate}")
    page = cast.ana.visit(app).get(f"/partnerships/{number}").get_data(as_text=True)
    assert "人手不够" in page and "未达成" in page
    late = dara.post(f"/parties/{gate}/approval")
    assert late.status_code == 409 and "达拉已经谢绝" in late.get_data(as_text=True)
    for too_late in (dara.get(f"/parties/{gate}/refusal"), dara.post(f"/parties/{gate}/refusal", data={"reason": ""})):
        assert too_late.status_code == 409 and "达拉已经谢绝：人手不够" in too_late.get_data(as_text=True)


def test_the_people_named_beforehand_are_the_ones_who_are_told(app: Flask, cast: Cast):
    """Nobody of a suspended unit is, nor whoever has not opened their account yet."""
    number = propose(cast.ana, cast.third, cast.gate, cast.second)
    with everything("test", quiet=True):
        make.member(cast.second, "未激活", "deputy", state="invited")
        db.session().get_one(Unit, cast.east.id).state = "suspended"
        make.save()
    page = cast.ana.visit(app).get(f"/parties/{party_of(number, cast.third).id}/withdrawal").get_data(as_text=True)
    assert "将通知 2 个支部的 2 人：安娜、白露" in page


def test_a_draft_of_ones_own_is_taken_back_and_not_declined(app: Flask, cast: Cast):
    """No page leads there, but an address can be typed."""
    number = propose(clerk_of(cast.third), cast.third, cast.gate)
    own, ana = party_of(number, cast.third).id, cast.ana.visit(app)
    for answer in (ana.get(f"/parties/{own}/refusal"), ana.post(f"/parties/{own}/refusal", data={"reason": "不发"})):
        assert answer.status_code == 409 and "请撤回提议" in answer.get_data(as_text=True)
    assert f"/parties/{own}/withdrawal" in ana.get(f"/partnerships/{number}").get_data(as_text=True)
    assert ana.post(f"/parties/{own}/withdrawal", data={"reason": "不发"}).status_code == 303


def test_the_list_has_chips_with_counts_and_an_empty_state_with_the_next_step(app: Flask, cast: Cast):
    propose(cast.ana, cast.third, cast.gate)
    ana = cast.ana.visit(app)
    page = ana.get("/partnerships").get_data(as_text=True)
    assert "安全互促共建" in page and 'href="/partnerships?state=active"' in page
    waiting = ana.get("/partnerships?state=waiting").get_data(as_text=True)
    assert "港机联建" in waiting and "安全互促共建" not in waiting
    decline(cast.dara, 2, cast.gate)
    assert "去支部名录找伙伴" in cast.dara.visit(app).get("/partnerships").get_data(as_text=True)


def test_agreeing_twice_with_one_form_is_one_deed(app: Flask, cast: Cast):
    number = propose(cast.ana, cast.third, cast.port)
    port = party_of(number, cast.port).id
    chen = cast.chen.visit(app)
    first, second = (chen.post(f"/parties/{port}/approval", data={"once": "same"}) for _ in range(2))
    assert first.status_code == second.status_code == 303
    assert state_of(number) == "active"


def test_a_clerk_who_agreed_sees_that_the_secretary_is_awaited(app: Flask, cast: Cast):
    number = propose(cast.ana, cast.third, cast.port)
    agree(cast.cleo, number, cast.port)
    page = cast.cleo.visit(app).get(f"/partnerships/{number}").get_data(as_text=True)
    assert "内勤已同意，待书记批准" in page and "批准加入" not in page


def test_a_tab_stands_for_each_part_that_some_slice_serves_and_for_no_other(app: Flask, cast: Cast):
    ana, number = cast.ana.visit(app), cast.pact.id
    overview = ana.get(f"/partnerships/{number}").get_data(as_text=True)
    for key, slice_name, part in (
        ("activities", "activities", "/activities/part"), ("talk", "discussion", "/channels/part"),
        ("library", "library", "/library/part"),
    ):  # fmt: skip
        served = is_served(f"{slice_name}.part")
        assert (f'href="/partnerships/{number}/{key}"' in overview) == served
        page = ana.get(f"/partnerships/{number}/{key}")
        assert page.status_code == (200 if served else 404)
        assert (f'hx-get="{part}?partnership={number}"' in page.get_data(as_text=True)) == served
    assert ana.get(f"/partnerships/{number}/nonsense").status_code == 404


def test_a_paused_space_says_that_it_is_read_only(app: Flask, cast: Cast):
    number, third, port = partnered(cast)
    consent_to_motion(port, make_motion(third, "pause", "年底检修", by=cast.ana.scope).id, by=cast.chen.scope)
    ana = cast.ana.visit(app)
    page = ana.get(f"/partnerships/{number}").get_data(as_text=True)
    assert "空间只读" in page and "年底检修" in page and "恢复共建" in page and "发起活动" not in page
    assert "只能看" in ana.get(f"/partnerships/{number}/activities").get_data(as_text=True)


def test_motions_are_made_consented_to_and_refused_on_the_pages(app: Flask, cast: Cast):
    number, third, port = partnered(cast)
    ana, chen, own, other = cast.ana.visit(app), cast.chen.visit(app), third.id, port.id
    assert ana.post(f"/parties/{own}/motions/pause", data={"reason": ""}).status_code == 422
    assert ana.post(f"/parties/{own}/motions/pause", data={"reason": "检修"}).status_code == 303
    assert "暂停共建" in chen.get("/partnerships").get_data(as_text=True)
    assert chen.post(f"/parties/{other}/motions/1/refusal", data={"reason": "下月有活动"}).status_code == 303
    assert "下月有活动" in ana.get(f"/partnerships/{number}").get_data(as_text=True)
    assert ana.post(f"/parties/{own}/motions/conclude", data={"reason": "一年六次联学，隐患清零。"}).status_code == 303
    assert chen.post(f"/parties/{other}/motions/2/consent").status_code == 303
    assert "已结项" in ana.get(f"/partnerships/{number}").get_data(as_text=True)
    assert ana.get(f"/parties/{own}/motions/erase").status_code == 404


def test_an_officer_is_led_from_a_foreign_branch_to_the_form(app: Flask, cast: Cast):
    third, gate = cast.third.id, cast.gate.id
    ana, ben = cast.ana.visit(app), cast.ben.visit(app)
    link = f'href="/partnerships/new?with={gate}"'
    assert link in ana.get(f"/branches/{gate}").get_data(as_text=True)
    assert link not in ben.get(f"/branches/{gate}").get_data(as_text=True)
    assert f"new?with={third}" not in ana.get(f"/branches/{third}").get_data(as_text=True)
