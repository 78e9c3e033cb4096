"""The library's pages: what readers read, and that strangers find nothing at all (T-04)."""

import pytest

from coop.core.scope import entering
from coop.library.actions.reviewing import return_version
from coop.library.kinds import CASE_FIELDS
from coop.library.queries.reviews import get_review
from tests.budget import FRAME, statements
from tests.library.writing import (
    NETWORK,
    approve,
    brought,
    draft,
    number_of,
    only,
    published,
    rewrite,
    space,
    submit,
    submitted,
)

PAGES = ["/library/{e}", "/library/{e}/versions", "/library/{e}/versions/1", "/library/{e}/edit", "/library/{e}/reviews/new",
         "/library/{e}/audiences", "/library/{e}/withdrawal", "/library/{e}/successor", "/reviews/{r}"]  # fmt: skip
DEEDS = ["/library/{e}/edit", "/library/{e}/reviews/new", "/library/{e}/audiences", "/library/{e}/withdrawal",
         "/library/{e}/successor", "/library/{e}/honour", "/library/{e}/honour/removal", "/reviews/{r}/approval",
         "/reviews/{r}/return", "/reviews/{r}/remarks", "/library/{e}/attachments/1/removal"]  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_gets_for_every_page_what_a_missing_one_gives(cast, dara, page):
    review = submitted(cast, audiences=space(cast))
    shown, missing = dara.get(page.format(e=1, r=review)), dara.get(page.format(e=9999, r=9999))
    assert (shown.status_code, missing.status_code) == (404, 404)
    assert "清单" not in shown.text
    assert dict(shown.headers).keys() == dict(missing.headers).keys()


@pytest.mark.parametrize("deed", DEEDS)
def test_a_stranger_does_nothing(cast, dara, deed):
    review = submitted(cast, audiences=space(cast))
    assert dara.post(deed.format(e=1, r=review)).status_code == 404


@pytest.mark.parametrize("page", ["/library/{n}", "/attachments/{n}", "/reviews/{n}", "/library?unit={n}"])
def test_a_number_that_no_column_can_hold_names_nothing(ana, page):
    assert ana.get(page.format(n=10**30)).status_code == 404


@pytest.mark.parametrize(
    "page", ["/library", "/library/part?partnership=1", "/search?q=清单", "/library/new", "/library/1"]
)
def test_whoever_is_not_signed_in_is_asked_to(client, page):
    assert client.get(page).status_code == 303


def test_a_stranger_finds_nothing_in_the_list_nor_in_a_foreign_space(cast, dara):
    published(cast, audiences=space(cast), tags=["安全生产"])
    page = dara.get("/library")
    assert page.status_code == 200
    assert "清单" not in page.text
    assert "安全生产" not in page.text
    assert dara.get(f"/library/part?partnership={number_of(cast.pact)}").status_code == 404


@pytest.mark.parametrize("deed", ["edit", "audiences", "withdrawal", "successor"])
def test_a_reader_is_told_that_the_deed_is_not_theirs(app, cast, deed):
    entry = published(cast, audiences=NETWORK)
    assert cast.chen.visit(app).get(f"/library/{entry}/{deed}").status_code == 403


def test_the_page_shows_text_audience_and_the_cases_answers(app, cast):
    fields = {"background": "两家都在查隐患", "lessons": "别各查各的"}
    entry = published(cast, audiences=space(cast), body="# 第一步\n\n上墙。<script>alert(1)</script>", fields=fields)
    page = cast.chen.visit(app).get(f"/library/{entry}").text
    for words in ("第一步</h2>", "共建各方可见", str(CASE_FIELDS["lessons"]), "别各查各的", "北方机械第三支部"):
        assert words in page
    assert "<script>alert" not in page


def test_writers_see_the_draft_of_a_new_version_and_readers_do_not(app, cast, ana):
    entry = published(cast, audiences=NETWORK)
    rewrite(cast.ana, entry, title="还没公开的标题", body="还没公开的正文")
    assert "看草稿" in ana.get(f"/library/{entry}").text
    for page in (f"/library/{entry}", f"/library/{entry}/versions"):
        assert "还没公开" not in cast.chen.visit(app).get(page).text
    assert cast.chen.visit(app).get(f"/library/{entry}/versions/2").status_code == 404


def test_a_versions_page_says_what_changed(cast, ana):
    entry = published(cast, body="第一段。\n\n隐患当天上墙。")
    rewrite(cast.ana, entry, body="第一段。\n\n隐患当天上墙、七天销号。")
    page = ana.get(f"/library/{entry}/versions/2").text
    assert "<ins>、七天销号</ins>" in page


def test_the_reviewer_reads_decides_and_says_why(app, cast):
    entry = draft(cast)
    review = submit(cast.ana, entry, cast.eve)
    eve = cast.eve.visit(app)
    assert "通过并发布" in eve.get(f"/reviews/{review}").text
    refused = eve.post(f"/reviews/{review}/return", data={"reason": " "})
    assert (refused.status_code, "请写明退回的理由" in refused.text) == (422, True)
    assert eve.post(f"/reviews/{review}/return", data={"reason": "请补充数据"}).status_code == 303
    page = cast.ana.visit(app).get(f"/library/{entry}").text
    assert "请补充数据" in page
    assert "按意见修改" in page


def test_the_author_sees_no_button_to_approve_their_own(cast, ana):
    review = submitted(cast)
    assert "通过并发布" not in ana.get(f"/reviews/{review}").text
    assert ana.post(f"/reviews/{review}/approval").status_code == 403


def test_what_waits_for_me_and_what_came_back_stand_on_the_first_page(app, cast, ana):
    entry = draft(cast)
    review = submit(cast.ana, entry, cast.eve)
    assert "等我审核" in cast.eve.visit(app).get("/library").text
    with entering(cast.eve.scope):
        return_version(get_review(review), "写具体些", by=cast.eve.scope)
    assert "写具体些" in ana.get("/library").text


def test_choosing_no_reviewer_or_a_wrong_one_stands_at_the_field(cast, ana):
    entry = draft(cast)
    for data in ({}, {"reviewer_id": cast.chen.id}, {"reviewer_id": "x"}):
        assert ana.post(f"/library/{entry}/reviews/new", data=data).status_code == 422
    assert ana.post(f"/library/{entry}/reviews/new", data={"reviewer_id": cast.eve.id}).status_code == 303


@pytest.mark.parametrize(("many", "budget"), [(1, 6), (3, 6)])
def test_the_list_costs_the_same_for_one_and_for_three(app, cast, many, budget):
    for number in range(many):
        published(cast, audiences=NETWORK, title=f"第{number}篇")
    chen = cast.chen.visit(app)
    chen.get("/library")
    with statements() as made:
        assert chen.get("/library").status_code == 200
    assert len(made) == FRAME + budget


@pytest.mark.parametrize("files", [0, 3])
def test_an_entry_costs_one_statement_whatever_it_has(app, cast, files):
    shown_to = [*space(cast), *only(cast.third)]
    entry = published(cast, audiences=shown_to, brought=[one for n in range(files) for one in brought(f"{n}.txt")])
    rewrite(cast.ana, entry, body="二", audiences=shown_to)
    approve(cast.eve, submit(cast.ana, entry, cast.eve))
    chen = cast.chen.visit(app)
    chen.get(f"/library/{entry}")
    with statements() as made:
        page = chen.get(f"/library/{entry}").text
    assert len(made) == FRAME + 1
    assert not any("JOIN (" in statement for statement in made), "SQLite writes out whole what stands in brackets"
    assert page.count("/attachments/") == files
    assert "2 处可见" in page


def test_a_writer_s_look_at_what_is_published_costs_two_more(app, cast, ana):
    entry = published(cast, audiences=NETWORK)
    ana.get(f"/library/{entry}")
    with statements() as made:
        assert ana.get(f"/library/{entry}").status_code == 200
    assert len(made) == FRAME + 3
