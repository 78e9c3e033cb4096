"""The discussion's pages: what a member meets, what a stranger does not, and what each page costs."""

import json
import time
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import inspect

from coop.core.scope import everything
from coop.discussion import catching_up
from coop.discussion.actions import mark_read, recall_message
from coop.extensions import db
from coop.partnerships.models import Partnership
from tests import factories as make
from tests.activities.making import own, scheduled
from tests.budget import FRAME, statements
from tests.cast import Cast, Person
from tests.discussion.conftest import open_channel_about
from tests.discussion.talking import change, entries, mark, post, unread

JSON = {"Accept": "application/json"}
MISSING = 999_999


def number(row) -> int:
    return inspect(row).identity[0]


@pytest.fixture
def ana(app, cast: Cast) -> FlaskClient:
    app.config["WTF_CSRF_ENABLED"] = False
    return cast.ana.visit(app)


@pytest.fixture
def dara(app, cast: Cast) -> FlaskClient:
    app.config["WTF_CSRF_ENABLED"] = False
    return cast.dara.visit(app)


def test_the_page_shows_who_said_what_for_which_branch(cast: Cast, ana, pact_channel):
    post(pact_channel, cast.chen.scope, "来宾从侧门登记 <script>alert(1)</script> https://example.org/a。")
    page = ana.get(f"/channels/{pact_channel}").text
    assert "南港物流 第一支部" in page and "共建各方" in page
    assert "<script>alert" not in page and '<a href="https://example.org/a" rel="noopener nofollow ugc"' in page


@pytest.mark.parametrize("path", ["/channels/{}", "/channels/{}/entries", "/channels/{}/people"])
def test_t04_a_foreign_channel_answers_exactly_like_a_missing_one(cast: Cast, dara, pact_channel, path):
    post(pact_channel, cast.ana.scope, "秘密")
    real, missing = dara.get(path.format(pact_channel)), dara.get(path.format(MISSING))
    assert real.status_code == missing.status_code == 404
    assert "秘密" not in real.text and "安全互促" not in real.text


def test_dara_cannot_speak_read_change_or_open(cast: Cast, dara, pact_channel):
    said = post(pact_channel, cast.ana.scope, "秘密")
    asked = [
        (f"/channels/{pact_channel}/entries", {"text": "x", "client_id": str(uuid4())}),
        (f"/channels/{pact_channel}/reading", {"seq": 1}),
        (f"/channels/messages/{said['id']}/edits", {"text": "x"}),
        (f"/channels/messages/{said['id']}/recalls", {}),
        (f"/channels/messages/{said['id']}/removals", {"reason": "x"}),
    ]
    assert {dara.post(path, data=data).status_code for path, data in asked} == {404}
    pact = number(cast.pact)
    assert dara.get(f"/channels/about/partnership/{pact}").status_code == 404
    assert dara.get(f"/channels/part?partnership={pact}").status_code == 404
    assert "安全互促" not in dara.get("/channels").text
    assert [entry["text"] for entry in entries(pact_channel, cast.ana.scope)] == ["秘密"]


def test_whoever_is_not_signed_in_is_asked_to(cast: Cast, client, pact_channel):
    assert "/sign-in" in client.get(f"/channels/{pact_channel}").headers["Location"]
    assert client.get(f"/channels/{pact_channel}/entries", headers=JSON).status_code == 401


def test_a_message_without_the_token_of_the_page_is_refused(app, cast: Cast, pact_channel):
    visitor = cast.ana.visit(app)
    app.config["WTF_CSRF_ENABLED"] = True
    answer = visitor.post(f"/channels/{pact_channel}/entries", data={"text": "x", "client_id": str(uuid4())})
    assert answer.status_code == 400
    assert entries(pact_channel, cast.ana.scope) == []


def test_d2_the_same_addresses_do_where_no_socket_gets_through(cast: Cast, ana, pact_channel):
    given = {"text": "没有套接字", "client_id": str(uuid4())}
    first, again = (ana.post(f"/channels/{pact_channel}/entries", data=given, headers=JSON).json for _ in range(2))
    assert first == again and (first["ok"], first["seq"]) == (True, 1)
    polled = ana.get(f"/channels/{pact_channel}/entries?after=0").json
    assert [entry["text"] for entry in polled["entries"]] == ["没有套接字"]
    assert (polled["head"], polled["more"], polled["reset"]) == (1, False, False)


def test_a_refused_message_is_a_sentence(cast: Cast, ana, pact_channel):
    long = ana.post(f"/channels/{pact_channel}/entries", data={"text": "长" * 9000, "client_id": str(uuid4())}, headers=JSON)
    assert long.status_code == 422 and "8,000 字" in long.json["error"]
    odd = ana.post(f"/channels/{pact_channel}/entries", data={"text": "x", "client_id": "1"}, headers=JSON)
    assert odd.status_code == 422


def test_r06_plain_requests_and_sockets_share_one_allowance(cast: Cast, app, ana, live, pact_channel):
    path, line = f"/channels/{pact_channel}/entries", live.connect(cast.ana)
    given = {"text": "刷屏", "client_id": str(uuid4())}
    answers = [ana.post(path, data=given | {"client_id": str(uuid4())}, headers=JSON)]
    while answers[-1].status_code == 200 and len(answers) < 60:  # one a second is given back while a slow machine sends the rest
        answers.append(ana.post(path, data=given | {"client_id": str(uuid4())}, headers=JSON))
    refused = answers[-1]
    assert len(answers) > 20 and refused.status_code == 429
    assert "太频繁" in refused.json["error"] and refused.headers["Retry-After"] == "1"
    assert line.ask("post", {"channel": pact_channel} | given)["status"] == 429
    assert len(entries(pact_channel, cast.ben.scope)) == len(answers) - 1
    chen = cast.chen.visit(app)
    assert chen.post(path, data=given, headers=JSON).status_code == 200, "others speak on"
    time.sleep(1)
    assert ana.post(path, data=given, headers=JSON).json["ok"], "what was refused goes out under its own number"


def test_far_behind_begins_anew_with_the_last_fifty(cast: Cast, ana, pact_channel, monkeypatch):
    monkeypatch.setattr(catching_up, "TOO_FAR", 60)
    for n in range(62):
        post(pact_channel, cast.ana.scope, f"{n}")
    answer = ana.get(f"/channels/{pact_channel}/entries?after=1").json
    assert answer["reset"] and [entry["seq"] for entry in answer["entries"]] == list(range(13, 63))
    older = ana.get(f"/channels/{pact_channel}/entries?before=13").json
    assert [entry["seq"] for entry in older["entries"]] == list(range(1, 13)) and not older["more"]


def test_first_new_stands_under_a_line_and_ones_own_words_are_not_new(cast: Cast, ana, pact_channel):
    mark(mark_read, pact_channel, 0, cast.ana.scope)
    post(pact_channel, cast.ana.scope, "自己的")
    assert "以下是新消息</div>" not in ana.get(f"/channels/{pact_channel}").text
    post(pact_channel, cast.chen.scope, "对方的")
    page = ana.get(f"/channels/{pact_channel}").text
    assert page.index("自己的") < page.index("以下是新消息</div>") < page.index("对方的")


def test_marking_read_and_unread_over_plain_requests(cast: Cast, ana, pact_channel):
    mark(mark_read, pact_channel, 0, cast.ana.scope)
    for _ in range(3):
        post(pact_channel, cast.chen.scope)
    answer = ana.post(f"/channels/{pact_channel}/reading", data={"seq": 3}, headers=JSON).json
    assert unread(cast.ana) == answer["total"] == 0
    answer = ana.post(f"/channels/{pact_channel}/reading", data={"seq": 2, "unread": 1}, headers=JSON).json
    assert unread(cast.ana) == answer["total"] == 2


def test_a_paused_partnership_shows_no_composer_and_says_why(cast: Cast, ana, pact_channel):
    with everything("test", quiet=True):
        db.session().get(Partnership, number(cast.pact)).state = "paused"
        make.save()
    page = ana.get(f"/channels/{pact_channel}").text
    assert 'id="composer"' not in page and "讨论只能查看" in page


def test_the_first_visit_opens_the_channel_and_the_list_offers_it(cast: Cast, ana):
    pact = number(cast.pact)
    assert f"/channels/about/partnership/{pact}" in ana.get("/channels").text
    assert "开始讨论" in ana.get(f"/channels/part?partnership={pact}").text
    first = ana.get(f"/channels/about/partnership/{pact}").headers["Location"]
    assert ana.get(f"/channels/about/partnership/{pact}").headers["Location"] == first
    assert ana.get(first).status_code == 200
    assert "<html" not in ana.get(f"/channels/part?partnership={pact}").text


def test_the_list_says_so_when_what_was_said_last_was_taken_back(cast: Cast, ana, pact_channel):
    silent = ana.get("/channels").text.count("还没有人说话")
    said = post(pact_channel, cast.ana.scope, "说错了")
    change(recall_message, said, cast.ana.scope)
    page = ana.get("/channels").text
    assert "最后一条已撤回或移除" in page and page.count("还没有人说话") == silent - 1


def test_a_guest_is_in_the_branchs_channel_and_in_no_other(app, cast: Cast, third_channel, pact_channel):
    with everything("test", quiet=True):
        guest = make.member(cast.third, "来宾", "guest")
        make.save()
        scope_id = guest.id
    visitor = Person(scope_id, "来宾").visit(app)
    assert visitor.get(f"/channels/{third_channel}").status_code == 200
    assert visitor.get(f"/channels/{pact_channel}").status_code == 404


def test_pages_cost_the_same_with_one_row_and_with_three(cast: Cast, ana, pact_channel):
    counted = []
    for more in (1, 2):
        for _ in range(more):
            post(pact_channel, cast.chen.scope, "一行")
        if more == 2:
            open_channel_about(cast.ana.scope, "branch", cast.third)
        row = []
        for path in ("/channels", f"/channels/{pact_channel}", f"/channels/{pact_channel}/entries?after=0"):
            ana.get(path)
            with statements() as sent:
                assert ana.get(path).status_code == 200
            row.append(len(sent))
        counted.append(row)
    assert counted[0] == counted[1], json.dumps(counted)
    assert counted[0] == [FRAME + 3, FRAME + 4, 3], "the list, the channel, the entries"


def test_an_activitys_page_shows_its_talk_to_those_who_talk_there_and_to_nobody_else(app, cast: Cast, ana, dara):
    with everything("test", quiet=True):
        plan = scheduled(cast)
    assert "开始讨论" in ana.get(f"/channels/part?activity={plan}").text
    opened = ana.get(f"/channels/about/activity/{plan}").headers["Location"]
    post(int(opened.rsplit("/", 1)[1]), cast.chen.scope, "清单带了两份")
    for person in (cast.ana, cast.ben, cast.cleo):
        assert "清单带了两份" in person.visit(app).get(f"/channels/part?activity={plan}").text
    assert dara.get(f"/channels/part?activity={plan}").status_code == 404


def test_who_sees_an_activity_but_has_no_say_there_is_offered_no_talk(app, cast: Cast):
    plan = own(cast, shown_to="unit")
    assert cast.bella.visit(app).get(f"/channels/part?activity={plan}").text == ""
