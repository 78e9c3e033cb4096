"""The small scripts do what their attributes promise, on a bad line too."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser import gallery
from tests.browser.visitor import Visitor


@pytest.fixture(scope="module")
def origin() -> Iterator[str]:
    with gallery.opened() as address:
        yield address


@pytest.fixture
def visitor(visit, origin) -> Visitor:
    visitor = visit(origin)
    visitor.go("/scenes/scripts")
    return visitor


def choose(visitor: Visitor, size: int) -> None:
    visitor.page.get_by_label("名单").set_input_files(
        {"name": "名单.csv", "mimeType": "text/csv", "buffer": b"x" * size}
    )


def test_an_upload_shows_what_really_left_and_follows_the_answer(visitor):
    choose(visitor, 3_000_000)
    visitor.page.evaluate(
        "window.seen = []; new MutationObserver(() => document.querySelectorAll('.upload progress')"
        ".forEach(bar => window.top.sessionStorage.setItem('seen', bar.value)))"
        ".observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true })"
    )
    visitor.page.get_by_role("button", name="上传").click()
    visitor.page.wait_for_url("**/scenes/month")
    assert float(visitor.page.evaluate("sessionStorage.getItem('seen')")) == 100


def test_a_refused_upload_brings_its_errors_into_the_page(visitor):
    visitor.expect_noise("status of 422")
    choose(visitor, 10)
    visitor.page.get_by_role("button", name="上传").click()
    expect(visitor.page.locator("main .error")).to_have_text("名单里没有人。")


def test_an_upload_cut_half_way_says_so_and_can_go_again(visitor):
    visitor.expect_noise("ERR_")
    visitor.page.route("**/upload", lambda route: route.abort("connectionreset"))
    choose(visitor, 10_000)
    visitor.page.get_by_role("button", name="上传").click()
    expect(visitor.page.locator(".flash-warn")).to_contain_text("上传中断了")
    visitor.page.unroute("**/upload")
    visitor.page.get_by_role("button", name="上传").click()
    visitor.page.wait_for_url("**/scenes/month")


def test_htmx_carries_the_token_and_shows_a_refused_form(visitor):
    visitor.expect_noise("status of 422")
    visitor.page.get_by_role("button", name="改", exact=True).click()
    expect(visitor.page.get_by_text("请写一个字。")).to_be_visible()


def test_an_answer_may_bring_a_sentence_along(visitor):
    visitor.page.get_by_label("一个字").fill("和")
    visitor.page.get_by_role("button", name="改", exact=True).click()
    expect(visitor.page.get_by_text("改成了。")).to_be_visible()
    expect(visitor.page.locator(".flash-good")).to_have_text(re.compile("已改好"))
    visitor.page.locator(".flash-good").get_by_role("button", name="关闭").click()
    expect(visitor.page.locator(".flash-good")).to_have_count(0)


def test_a_request_without_its_token_is_refused_and_said(visitor):
    visitor.expect_noise("status of 400|Response Status Error")
    visitor.page.evaluate("document.querySelector('meta[name=csrf-token]').content = ''")
    visitor.page.get_by_label("一个字").fill("和")
    visitor.page.get_by_role("button", name="改", exact=True).click()
    expect(visitor.page.locator(".flash-warn")).to_contain_text("没有成功")
    expect(visitor.page.get_by_label("一个字")).to_have_value("和")


def test_a_link_is_copied(visit, origin):
    visitor = visit(origin, permissions=["clipboard-read", "clipboard-write"])
    visitor.go("/scenes/scripts")
    visitor.page.get_by_role("button", name="复制").click()
    expect(visitor.page.locator(".flash-good")).to_contain_text("已复制")
    assert visitor.page.evaluate("navigator.clipboard.readText()") == "https://coop.local/i/7F3A"


def test_times_are_relative_within_a_day_only(visitor):
    assert visitor.page.locator("time[data-ago]").all_inner_texts() == ["5 分钟前", "2020年1月1日"]


def test_a_menu_closes_by_escape_and_gives_the_focus_back(visitor):
    visitor.page.get_by_text("更多", exact=True).click()
    expect(visitor.page.get_by_role("link", name="导出")).to_be_visible()
    visitor.page.keyboard.press("Escape")
    expect(visitor.page.get_by_role("link", name="导出")).to_be_hidden()
    expect(visitor.page.get_by_text("更多", exact=True)).to_be_focused()


def test_leaving_unsaved_words_asks_first(visitor):
    asked: list[str] = []
    visitor.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    visitor.page.get_by_label("长文").press_sequentially("写到一半")
    visitor.page.get_by_role("link", name="离开").click()
    visitor.page.wait_for_timeout(200)
    assert asked == ["beforeunload"]
    assert visitor.page.url.endswith("/scenes/scripts")


def test_a_lost_line_is_said_and_taken_back(visitor):
    visitor.page.context.set_offline(True)
    expect(visitor.page.locator(".offline")).to_contain_text("网络断了")
    visitor.demand_accessible()
    visitor.page.context.set_offline(False)
    expect(visitor.page.locator(".offline")).to_have_count(0)
