"""What is typed is safe: Enter while composing sends nothing, a form goes once, a draft outlives its session."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser import gallery

ENTER_WHILE_COMPOSING = """
selector => {
  const field = document.querySelector(selector);
  field.focus();
  window.heard = [];
  field.addEventListener('keydown', event => window.heard.push(event.key));
  field.form.addEventListener('submit', event => { event.preventDefault(); window.heard.push('submit'); });
  const enter = how => field.dispatchEvent(
    new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...how }));
  field.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
  enter({ isComposing: true });
  field.form.requestSubmit();
  field.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }));
  const late = enter({ keyCode: 229 });
  const chosen = [...window.heard];
  enter({ keyCode: 13 });
  field.form.requestSubmit();
  return { chosen, late, after: window.heard };
}
"""


@pytest.fixture(scope="module")
def origin() -> Iterator[str]:
    with gallery.opened() as address:
        yield address


def posts(page: Page) -> list[str]:
    """Fills while the page sends forms."""
    sent: list[str] = []
    page.on("request", lambda asked: sent.append(asked.url) if asked.method == "POST" else None)
    return sent


def demand_kept(page: Page, words: str) -> None:
    """A draft is kept once the typing pauses."""
    for _ in range(100):
        if words in page.evaluate("JSON.stringify(localStorage)"):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"{words!r} was not kept")


@pytest.mark.parametrize("selector", ["#title", ".composer textarea", "#lookup"])
def test_enter_while_composing_never_sends(visit, origin, selector):
    """Both ways browsers tell it: isComposing, and Safari's bare 229 after the composition has ended."""
    visitor = visit(origin)
    visitor.go("/scenes/talk" if "composer" in selector else "/")
    told = visitor.page.evaluate(ENTER_WHILE_COMPOSING, selector)
    assert told["chosen"] == []
    assert told["late"] is False, "the late Enter must lose its own effect too"
    assert told["after"] == ["Enter", "submit"], "an Enter outside a composition works as ever"


def test_errors_stand_at_their_fields_and_keep_what_was_typed(visit, origin, size):
    visitor = visit(origin, size=size)
    visitor.go("/")
    visitor.page.get_by_label("议程").fill("一、签到；二、排查")
    visitor.page.get_by_role("button", name="提交").click()
    title = visitor.page.get_by_label("活动名称")
    expect(title).to_have_attribute("aria-invalid", "true")
    expect(title).to_have_accessible_description("写清是什么事，二十个字以内最好读。 请填写活动名称。")
    expect(visitor.page.get_by_role("alert")).to_be_focused()
    expect(visitor.page.get_by_label("议程")).to_have_value("一、签到；二、排查")
    visitor.demand_accessible()


def test_a_page_refused_for_one_field_opens_at_that_field(visit, origin, size):
    """No list of errors stands on top then: whoever sent it from the foot of the page would see nothing wrong."""
    visitor = visit(origin, size=size)
    visitor.go("/")
    visitor.page.get_by_label("活动名称").fill("冬季联合排查")
    visitor.page.get_by_label("日期", exact=True).fill("2026-12-01")
    visitor.page.get_by_role("button", name="提交").click()
    expect(visitor.page.locator(".error")).to_have_count(1)
    expect(visitor.page.get_by_label("现场")).to_be_focused()
    expect(visitor.page.get_by_label("现场")).to_be_in_viewport()


def test_a_password_can_be_read_while_it_is_typed_and_leaves_hidden(visit, origin):
    """A hidden field switches the Chinese keyboard off, and the house invites to a sentence in Chinese."""
    visitor = visit(origin)
    visitor.go("/scenes/sign-in?plain")
    field = visitor.page.get_by_label("密码", exact=True)
    field.fill("一句自己记得住的话")
    visitor.page.get_by_role("button", name="显示").click()
    expect(field).to_have_attribute("type", "text")
    expect(field).to_be_focused()
    visitor.page.evaluate("document.addEventListener('submit', event => event.preventDefault())")
    visitor.page.get_by_role("button", name="登录", exact=True).click()
    expect(field).to_have_attribute("type", "password")


def test_a_second_press_sends_nothing(visit, origin):
    visitor = visit(origin)
    visitor.go("/")
    sent = posts(visitor.page)
    with visitor.page.expect_navigation():
        visitor.page.evaluate(
            "() => { const form = document.querySelector('form.form');"
            " form.requestSubmit(); form.requestSubmit(); form.requestSubmit(); }"
        )
    visitor.page.wait_for_timeout(200)
    assert len(sent) == 1


def test_a_draft_comes_back_and_can_be_thrown_away(visit, origin):
    visitor = visit(origin)
    visitor.go("/")
    visitor.page.get_by_label("线上").check()
    visitor.page.get_by_label("活动名称").fill("冬季联合排查")
    demand_kept(visitor.page, "冬季联合排查")
    visitor.go("/")
    expect(visitor.page.get_by_label("活动名称")).to_have_value("冬季联合排查")
    expect(visitor.page.get_by_label("线上")).to_be_checked()
    visitor.page.get_by_role("button", name="丢弃草稿").click()
    expect(visitor.page.get_by_label("活动名称")).to_have_value("")
    expect(visitor.page.get_by_label("线上")).not_to_be_checked()
    visitor.go("/")
    expect(visitor.page.get_by_label("活动名称")).to_have_value("")


def test_a_draft_survives_an_expired_session_and_leaves_when_the_deed_is_done(visit, origin):
    visitor = visit(origin)
    page = visitor.page
    visitor.go("/")
    page.get_by_label("活动名称").fill("联学")
    page.route("**/*", lambda route: route.fulfill(status=302, headers={"Location": "/scenes/sign-in?plain"})
               if route.request.method == "POST" else route.continue_())  # fmt: skip
    page.get_by_role("button", name="提交").click()
    page.wait_for_url("**/sign-in?plain")
    page.unroute("**/*")
    visitor.go("/")
    expect(page.get_by_label("活动名称")).to_have_value("联学")
    page.route("**/*", lambda route: route.fulfill(status=302, headers={"Location": "/scenes/month"})
               if route.request.method == "POST" else route.continue_())  # fmt: skip
    page.get_by_role("button", name="提交").click()
    page.wait_for_url("**/month")
    page.unroute("**/*")
    visitor.go("/")
    expect(page.get_by_label("活动名称")).to_have_value("")


def test_a_draft_belongs_to_one_person(visit, origin):
    visitor = visit(origin)
    visitor.go("/")
    visitor.page.get_by_label("活动名称").fill("只给自己看")
    demand_kept(visitor.page, "只给自己看")
    kept = visitor.page.evaluate("Object.keys(localStorage)")
    assert kept == ["coop:draft:4:styleguide"]
    signed_out = {"Location": "/scenes/sign-in?plain"}
    visitor.page.route("**/sign-out", lambda route: route.fulfill(status=302, headers=signed_out))
    visitor.page.locator(".rail-me").click()
    visitor.page.get_by_role("button", name="退出登录").click()
    visitor.page.wait_for_url("**/sign-in?plain")
    assert visitor.page.evaluate("Object.keys(localStorage)") == []


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        ({"name": "方案.exe", "mimeType": "application/x", "buffer": b"x"}, "“方案.exe”不是可用的类型（.docx .txt）。"),
        ({"name": "方案.txt", "mimeType": "text/plain", "buffer": b""}, "“方案.txt”是空文件。"),
        (
            {"name": "方案.txt", "mimeType": "text/plain", "buffer": b"x" * 2_500_000},
            "“方案.txt”有 2.4 MB，最多 1.9 MB。",
        ),
    ],
)
def test_a_file_that_cannot_be_taken_stays_at_home(visit, origin, file, sentence):
    visitor = visit(origin)
    visitor.go("/")
    sent = posts(visitor.page)
    visitor.page.get_by_label("方案").set_input_files(file)
    expect(visitor.page.locator(".file-list")).to_have_text(sentence)
    visitor.page.get_by_role("button", name="提交").click()
    visitor.page.wait_for_timeout(100)
    assert sent == []
