"""The search page and the suggestions: kind to odd questions, silent about what is not the searcher's."""

import pytest

from coop.core import outbox
from coop.library import feeding
from coop.library.pace import Pace
from coop.library.views import searching
from tests.library.test_search import text
from tests.library.writing import NETWORK, published, space


@pytest.fixture(autouse=True)
def fresh_pace(monkeypatch):
    monkeypatch.setattr(searching, "pace", Pace())


@pytest.fixture
def filled(cast):
    published(cast, audiences=NETWORK, kind="document", tags=["新媒体"], **text("network_age.txt"))
    published(cast, audiences=space(cast), **text("pledges.txt"))
    published(cast, title="党建品牌内情", body="互联网+党建的短板", tags=["内情"])
    feeding.heal_index()
    outbox.drain()


def test_the_result_is_marked_in_its_own_writing(app, cast, filled):
    page = cast.chen.visit(app).get("/search?q=互联网%2B党建").text
    assert "<mark>互聯(lián)網(wǎng)</mark>" in page
    assert "已含繁体与近义写法" in page
    assert "只列出您有权查看的内容" in page


@pytest.mark.parametrize("question", ["党建", "内情", "djpp", "短板", "dangjian"])
def test_a_stranger_sees_no_trace(dara, filled, question):
    for address in (f"/search?q={question}", f"/search/suggestions?q={question}"):
        answer = dara.get(address, headers={"HX-Request": "true"})
        assert answer.status_code == 200
        assert "亮诺" not in answer.text
        assert "内情" not in answer.text.replace(question, "")


def test_htmx_gets_the_middle_and_a_person_the_page(ana, filled):
    part = ana.get("/search?q=党建", headers={"HX-Request": "true"}).text
    assert part.lstrip().startswith('<div id="found"')
    assert "<html" in ana.get("/search?q=党建").text


@pytest.mark.parametrize(
    ("question", "words"),
    [("", "想找什么"), ("%20%20", "想找什么"), ("。。！？", "标点和空格不能单独查找"), ("萤火虫不在这里", "没有找到")],
)
def test_odd_questions_are_answered_kindly(ana, filled, question, words):
    answer = ana.get(f"/search?q={question}")
    assert (answer.status_code, words in answer.text) == (200, True)


def test_ten_thousand_characters_are_cut_and_that_is_said(ana, filled):
    answer = ana.get("/search", query_string={"q": "党建" * 5000})
    assert (answer.status_code, "只按前 200 个字查找" in answer.text) == (200, True)


@pytest.mark.parametrize(
    "odd", ["unit=x", "unit=-1", "year=abc", "page=99999", "page=-3", "kind=nonsense", "unit=99999999999999999"]
)
def test_an_odd_address_is_no_error(ana, filled, odd):
    assert ana.get(f"/search?q=党建&{odd}").status_code == 200


def test_suggestions_name_titles_and_tags_with_their_kind(ana, filled):
    lines = ana.get("/search/suggestions?q=djpp").text
    assert "<mark>党建品牌</mark>内情" in lines
    assert "经验案例" in lines
    assert ana.get("/search/suggestions?q=").text.strip() == ""


def test_markup_in_a_question_is_text(ana, filled):
    page = ana.get("/search", query_string={"q": '<script>alert("党建")</script>'}).text
    assert "<script>alert" not in page


def test_a_script_is_slowed_down_and_told_when_to_come_back(ana, filled, monkeypatch):
    monkeypatch.setattr(searching, "pace", Pace(burst=3, per_second=0.01))
    answers = [ana.get("/search?q=党建") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[-1].headers["Retry-After"]


def test_the_pace_is_each_persons_own_and_recovers():
    pace = Pace(burst=2, per_second=1)
    assert [pace.take(1, at=0.0) for _ in range(3)] == [True, True, False]
    assert pace.take(2, at=0.0)
    assert pace.take(1, at=1.5)
    assert not pace.take(1, at=1.6)


def test_what_was_found_by_sound_is_marked_in_title_and_passage(ana, filled):
    page = ana.get("/search?q=dangjian").text
    assert "<mark>党建</mark>品牌内情" in page and "互联网+<mark>党建</mark>的短板" in page
    again = ana.get("/search?q=djpp").text
    assert "<mark>党建品牌</mark>内情" in again
