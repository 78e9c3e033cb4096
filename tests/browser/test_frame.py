"""The frame and its parts keep the interface's floor: reachable, readable, quiet, and never sending by mistake."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser import gallery
from tests.browser.visitor import PHONE

PAGES = ["/", "/scenes/talk", "/scenes/month", "/scenes/sign-in?plain", "/errors/404?plain", "/errors/500?plain"]


@pytest.fixture(scope="module")
def origin() -> Iterator[str]:
    with gallery.opened() as address:
        yield address


@pytest.mark.parametrize("path", PAGES)
def test_every_part_is_accessible(visit, origin, size, path):
    """Axe finds nothing, nothing sticks out sideways, and the strict content policy is never bent (W-01, W-02)."""
    visitor = visit(origin, size=size)
    visitor.go(path)
    visitor.demand_accessible()
    visitor.demand_no_sideways_scroll()


@pytest.mark.parametrize("path", PAGES[:2])
def test_the_dark_look_is_as_readable(visit, origin, path):
    visitor = visit(origin, color_scheme="dark")
    visitor.go(path)
    visitor.demand_accessible()


def test_the_dark_look_follows_the_system_unless_the_reader_chose(visit, origin):
    paper = "getComputedStyle(document.body).backgroundColor"
    night = visit(origin, color_scheme="dark")
    night.go("/")
    dark = night.page.evaluate(paper)
    night.go("/?theme=light")
    assert night.page.evaluate(paper) != dark
    day = visit(origin)
    day.go("/?theme=dark")
    assert day.page.evaluate(paper) == dark


def test_large_type_grows_at_once_and_stays(visit, origin, size):
    visitor = visit(origin, size=size)
    visitor.go("/")
    root = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
    assert visitor.page.evaluate(root) == 16
    visitor.page.locator(".bar a:last-child, .rail-me").locator("visible=true").click()
    with visitor.page.expect_response("**/preferences"):
        visitor.page.locator("#me-sheet form[data-large] button").click()
    assert visitor.page.evaluate(root) == 20
    visitor.demand_no_sideways_scroll()
    visitor.go("/scenes/talk")
    assert visitor.page.evaluate(root) == 20
    visitor.demand_accessible()


def test_buttons_are_large_enough_for_a_thumb(visit, origin):
    phone = visit(origin, size=PHONE)
    phone.go("/")
    low = phone.page.evaluate(
        "[...document.querySelectorAll('.btn, .bar a, .tabs a, .top .tool')].filter(b => b.offsetParent)"
        ".filter(b => b.getBoundingClientRect().height < 44).map(b => b.outerHTML.slice(0, 120))"
    )
    assert low == []


def test_a_phone_has_the_bar_of_five_and_a_channel_gives_it_up(visit, origin):
    phone = visit(origin, size=PHONE)
    phone.go("/")
    words = phone.page.locator(".bar a > span:first-of-type").all_inner_texts()
    assert words == ["工作台", "活动", "讨论", "经验库", "我的"]
    expect(phone.page.locator(".rail")).to_be_hidden()
    phone.go("/scenes/talk")
    expect(phone.page.locator(".bar")).to_be_hidden()
    box = phone.page.locator(".composer").bounding_box()
    assert box["y"] + box["height"] == pytest.approx(PHONE["height"], abs=1)


def test_the_slash_key_finds_the_search_box_and_arrows_walk_what_it_suggests(visit, origin):
    visitor = visit(origin)
    visitor.go("/")
    visitor.page.keyboard.press("/")
    visitor.page.keyboard.type("djpp")
    expect(visitor.page.locator("#suggestions").get_by_role("option")).to_have_count(2)
    visitor.page.keyboard.press("ArrowDown")
    visitor.demand_accessible()
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url("**/?found=1")


def test_a_slash_inside_a_field_is_just_a_slash(visit, origin):
    visitor = visit(origin)
    visitor.go("/")
    visitor.page.get_by_label("活动名称").press_sequentially("1/2")
    expect(visitor.page.get_by_label("活动名称")).to_have_value("1/2")


def test_who_can_see_opens_from_its_address_and_closes_by_escape(visit, origin, size):
    visitor = visit(origin, size=size)
    visitor.go("/")
    badge = visitor.page.get_by_role("button", name="共建各方可见")
    badge.click()
    dialog = visitor.page.get_by_role("dialog", name="谁能看到")
    expect(dialog).to_contain_text("partnership:3")
    visitor.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(badge).to_be_focused()


def test_a_deed_with_consequences_names_them_and_no_is_the_easy_answer(visit, origin):
    visitor = visit(origin)
    visitor.go("/")
    visitor.page.get_by_role("button", name="开始审阅").click()
    dialog = visitor.page.get_by_role("dialog")
    expect(dialog).to_contain_text("将通知 2 个支部的 23 人")
    visitor.page.keyboard.press("Escape")
    assert visitor.page.url == f"{origin}/"
    visitor.page.get_by_role("button", name="开始审阅").click()
    with visitor.page.expect_request(lambda asked: asked.method == "POST"):
        dialog.get_by_role("button", name="开始审阅").click()
