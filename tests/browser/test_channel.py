"""Two people in one channel, each in a browser: what one says the other sees, once and in order, on a bad line too."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from coop.core.outbox import drain
from coop.discussion.actions import mark_read
from tests.browser.visitor import DESK, PHONE, Visitor
from tests.cast import Cast, Person
from tests.discussion.conftest import pact_channel, third_channel
from tests.discussion.talking import entries, mark, post
from tests.live import Live, live

__all__ = ["live", "pact_channel", "third_channel"]
Arrive = Callable[..., Visitor]


@pytest.fixture
def come(live: Live, visit: Arrive) -> Arrive:
    """``come(cast.ana, path)``: that person, signed in, with the page open. They leave before the server does."""

    def arrive(person: Person, path: str, *, size: dict[str, int] = DESK) -> Visitor:
        cookie, _ = live.cookie_and_token(person)
        name, _, value = cookie.partition("=")
        visitor = visit(live.url, size=size)
        visitor.context.add_cookies([{"name": name, "value": value, "url": live.url}])
        visitor.go(path)
        return visitor

    return arrive


def is_up(page: Page) -> None:
    expect(page.locator("#line-state")).to_have_attribute("data-state", "connected")


def say(page: Page, text: str) -> None:
    page.locator("#composer textarea").fill(text)
    page.keyboard.press("Enter")


def shown(page: Page) -> list[str]:
    return page.locator(".message .message-text").all_inner_texts()


def test_what_ana_says_chen_sees_and_both_look_the_same(cast: Cast, come, pact_channel):
    ana, chen = come(cast.ana, f"/channels/{pact_channel}"), come(cast.chen, f"/channels/{pact_channel}", size=PHONE)
    is_up(ana.page)
    is_up(chen.page)
    say(ana.page, "26 号的排查，我们来 6 个人。见 https://example.org/a。")
    expect(chen.page.locator(".message-text")).to_contain_text("26 号的排查")
    say(chen.page, "欢迎 <b>来宾</b>")
    expect(ana.page.locator(".message")).to_have_count(2)
    assert shown(ana.page) == shown(chen.page)
    assert ana.page.locator(".message-text a").get_attribute("href") == "https://example.org/a"
    assert ana.page.locator(".message-text b").count() == 0
    assert "南港物流 第一支部" in ana.page.locator(".message-head").nth(1).inner_text()
    expect(ana.page.locator(".message.sending")).to_have_count(0)


def test_d3_unread_is_right_on_both_and_goes_when_it_was_seen(cast: Cast, come, pact_channel, third_channel):
    mark(mark_read, pact_channel, 0, cast.chen.scope)
    for text in ("第一句", "第二句"):
        post(pact_channel, cast.ana.scope, text)
    chen = come(cast.chen, "/channels")
    expect(chen.page.locator(".row-link .count")).to_contain_text("2")
    expect(chen.page.locator(".rail .count")).to_contain_text("2")
    chen.page.locator(".row-link").click()
    expect(chen.page.locator("#new + .message")).to_contain_text("第一句")
    expect(chen.page.locator(".rail [data-count=discussion]")).to_be_hidden()
    chen.go("/channels")
    expect(chen.page.locator(".row-link .count")).to_have_count(0)
    ana = come(cast.ana, "/channels")
    expect(ana.page.locator(".rail [data-count=discussion]")).to_have_count(0)


def test_the_numbers_of_the_frame_move_while_the_page_is_open(cast: Cast, come, pact_channel, third_channel):
    mark(mark_read, third_channel, 0, cast.ana.scope)
    post(third_channel, cast.ben.scope, "先说一句")
    ana = come(cast.ana, f"/channels/{pact_channel}")
    is_up(ana.page)
    bell, talk = ana.page.locator(".top [data-count=notifications]"), ana.page.locator(".rail [data-count=discussion]")
    expect(bell).to_be_hidden()
    for number in ("1", "2"):
        post(pact_channel, cast.chen.scope, "@安娜 来看", mentions=[cast.ana.id])
        drain()
        expect(bell).to_have_text(number)
    post(third_channel, cast.ben.scope, "再说一句")
    expect(talk).to_have_text("2条未读")


def test_d2_the_line_is_cut_and_healed_and_nothing_is_lost_doubled_or_out_of_order(cast: Cast, come, pact_channel):
    ana, chen = come(cast.ana, f"/channels/{pact_channel}"), come(cast.chen, f"/channels/{pact_channel}")
    for visitor in (ana, chen):
        visitor.expect_noise("ERR_INTERNET_DISCONNECTED|WebSocket|Failed to (fetch|load)|ERR_")
        is_up(visitor.page)
    say(ana.page, "断线之前")
    expect(chen.page.locator(".message")).to_have_count(1)
    chen.context.set_offline(True)
    chen.page.evaluate("window.dispatchEvent(new Event('offline'))")
    expect(chen.page.locator("#line-state")).not_to_have_attribute("data-state", "connected")
    for number in range(3):
        say(ana.page, f"断线时 {number}")
        say(chen.page, f"对面断着 {number}")
    expect(ana.page.locator(".message")).to_have_count(4)
    expect(chen.page.locator(".message.sending")).to_have_count(3)
    chen.context.set_offline(False)
    chen.page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(chen.page.locator(".message.sending")).to_have_count(0, timeout=15_000)
    expect(ana.page.locator(".message")).to_have_count(7)
    expect(chen.page.locator(".message")).to_have_count(7)
    stored = [entry["text"] for entry in entries(pact_channel, cast.ana.scope)]
    assert shown(ana.page) == shown(chen.page) == stored
    assert [text for text in stored if "对面" in text] == [f"对面断着 {n}" for n in range(3)]


def test_d2_what_was_not_sent_survives_a_closed_page(cast: Cast, come, pact_channel):
    ana = come(cast.ana, f"/channels/{pact_channel}")
    is_up(ana.page)
    ana.expect_noise("ERR_|WebSocket|Failed to")
    ana.context.set_offline(True)
    ana.page.evaluate("window.dispatchEvent(new Event('offline'))")
    say(ana.page, "地铁里写的")
    expect(ana.page.locator(".message.sending")).to_have_count(1)
    page = ana.context.new_page()
    ana.page.close()
    ana.context.set_offline(False)
    page.goto(f"{ana.origin}/channels/{pact_channel}")
    expect(page.locator(".message[data-seq]")).to_contain_text("地铁里写的")
    assert [entry["text"] for entry in entries(pact_channel, cast.ana.scope)] == ["地铁里写的"]


def test_m2_enter_while_a_character_is_chosen_never_sends(cast: Cast, come, pact_channel):
    ana = come(cast.ana, f"/channels/{pact_channel}")
    is_up(ana.page)
    box = ana.page.locator("#composer textarea")
    box.focus()
    keyboard = ana.context.new_cdp_session(ana.page)
    keyboard.send("Input.imeSetComposition", {"text": "ni'hao", "selectionStart": 6, "selectionEnd": 6})
    key = {"type": "rawKeyDown", "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229}
    keyboard.send("Input.dispatchKeyEvent", key)
    how = "{key: 'Enter', keyCode: 229, bubbles: true, cancelable: true}"
    box.evaluate(f"box => box.dispatchEvent(new KeyboardEvent('keydown', {how}))")
    assert ana.page.locator(".message").count() == 0
    keyboard.send("Input.insertText", {"text": "你好"})
    assert ana.page.locator(".message").count() == 0 and box.input_value() == "你好"
    ana.page.keyboard.press("Shift+Enter")
    ana.page.keyboard.type("second")
    assert box.input_value() == "你好\nsecond"
    ana.page.keyboard.press("Enter")
    expect(ana.page.locator(".message[data-seq] .message-text")).to_have_text(re.compile("你好\\s*second"))


def test_r05_nine_thousand_characters_stay_in_the_composer_with_a_sentence(cast: Cast, come, pact_channel):
    ana = come(cast.ana, f"/channels/{pact_channel}")
    say(ana.page, "长" * 9000)
    expect(ana.page.locator("#composer-error")).to_contain_text("最多 8000 字，现在有 9000 字")
    assert len(ana.page.locator("#composer textarea").input_value()) == 9000
    ana.page.reload()
    assert len(ana.page.locator("#composer textarea").input_value()) == 9000


def test_a_name_is_called_from_the_list_and_marked_for_everybody(cast: Cast, come, pact_channel):
    post(pact_channel, cast.chen.scope, "我在")
    ana, chen = come(cast.ana, f"/channels/{pact_channel}"), come(cast.chen, f"/channels/{pact_channel}")
    is_up(ana.page)
    is_up(chen.page)
    ana.page.locator("#composer textarea").press_sequentially("@陈")
    expect(ana.page.locator("#people [role=option]")).to_have_text(["陈立"])
    ana.page.keyboard.press("Enter")
    ana.page.keyboard.type("hello")
    ana.page.keyboard.press("Enter")
    expect(chen.page.locator(".mention")).to_have_text("@陈立")


def test_taking_back_reaches_the_other_page(cast: Cast, come, pact_channel):
    ana, chen = come(cast.ana, f"/channels/{pact_channel}"), come(cast.chen, f"/channels/{pact_channel}")
    is_up(ana.page)
    is_up(chen.page)
    say(ana.page, "说错了")
    expect(chen.page.locator(".message-text")).to_have_text("说错了")
    ana.page.locator(".message[data-seq]").hover()
    ana.page.get_by_role("button", name="撤回").click()
    ana.page.get_by_role("dialog").get_by_role("button", name="撤回").click()
    expect(chen.page.locator(".message-text")).to_have_text("消息已撤回")


def test_an_officer_removes_with_a_reason_and_everybody_sees_it(cast: Cast, come, pact_channel):
    post(pact_channel, cast.ben.scope, "张三的电话是…")
    ana, chen = come(cast.ana, f"/channels/{pact_channel}"), come(cast.chen, f"/channels/{pact_channel}")
    is_up(ana.page)
    is_up(chen.page)
    chen.page.locator(".message[data-seq]").hover()
    expect(chen.page.get_by_role("button", name="标为未读")).to_be_visible()
    expect(chen.page.get_by_role("button", name="移除")).to_have_count(0)
    ana.page.locator(".message[data-seq]").hover()
    ana.page.get_by_role("button", name="移除").click()
    ana.page.get_by_label("移除的理由，作者会看到").fill("涉及个人电话")
    ana.page.locator(".actions").get_by_role("button", name="移除").click()
    expect(chen.page.locator(".message-text")).to_have_text("消息已被移除：涉及个人电话")


def test_the_page_is_whole_without_scripts_and_sends_without_them(cast: Cast, visit, live: Live, pact_channel):
    post(pact_channel, cast.chen.scope, "没有脚本也看得到")
    cookie, _ = live.cookie_and_token(cast.ana)
    name, _, value = cookie.partition("=")
    ana = visit(live.url, java_script_enabled=False)
    ana.context.add_cookies([{"name": name, "value": value, "url": live.url}])
    ana.go(f"/channels/{pact_channel}")
    ana.page.locator("#composer textarea").fill("没有脚本也发得出")
    ana.page.get_by_role("button", name="发送").click()
    expect(ana.page.locator(".message-text")).to_have_text(["没有脚本也看得到", "没有脚本也发得出"])


@pytest.mark.parametrize("path", ["/channels", "/channels/{}"])
def test_the_pages_are_accessible_and_fit(cast: Cast, come, pact_channel, size, path):
    mark(mark_read, pact_channel, 0, cast.ana.scope)
    post(pact_channel, cast.ana.scope, "26 号的排查，我们这边来 6 个人，都是库区班组长。")
    post(pact_channel, cast.chen.scope, "欢迎。来宾从侧门登记，发个链接给他们。https://example.org/" + "x" * 60)
    post(pact_channel, cast.chen.scope, "清单沿用上次的 18 项。")
    ana = come(cast.ana, path.format(pact_channel), size=size)
    if "{" in path:
        is_up(ana.page)
    ana.demand_accessible()
    ana.demand_no_sideways_scroll()
    ana.shot("channel" if "{" in path else "channels")
