"""Chapter four: two sides talk; the line breaks and heals, and what is being composed is never sent too early."""

import re

from playwright.sync_api import Page, expect

from tests.browser.story.stage import Story, open_by, press
from tests.browser.story.theme_day import to_the_space

QUESTION = "台风过后先查哪几处？"


def tell(story: Story) -> None:
    both_enter_the_channel(story)
    what_is_said_is_seen(story)
    unread_is_right_on_both(story)
    the_line_breaks_and_heals(story)
    enter_while_composing_sends_nothing(story)


def both_enter_the_channel(story: Story) -> None:
    for name in ("贲向阳", "马跃"):
        page = story[name].page
        with story.step(f"{name}进入共建的讨论", name):
            to_the_space(page)
            press(page.locator(".tabs"), "讨论")
            press(page, re.compile("开始讨论|进入讨论"))
            connected(page)
    story.kept["talk"] = story["马跃"].page.url.removeprefix(story.served.url).partition("#")[0]


def connected(page: Page) -> None:
    expect(page.locator("#line-state")).to_have_attribute("data-state", "connected")


def say(page: Page, text: str) -> None:
    page.locator("#composer textarea").fill(text)
    page.keyboard.press("Enter")


def texts(page: Page) -> list[str]:
    return page.locator(".message .message-text").all_inner_texts()


def what_is_said_is_seen(story: Story) -> None:
    ben, ma = story["贲向阳"].page, story["马跃"].page
    with story.step("一边发出另一边看到", "贲向阳", "马跃"):
        say(ben, QUESTION)
        expect(ma.locator(".message-text")).to_have_text([QUESTION])
        say(ma, "配电间和棚顶，库里已经断电。")
        expect(ben.locator(".message-text")).to_have_count(2)
        assert texts(ben) == texts(ma)


def unread_is_right_on_both(story: Story) -> None:
    """Who is away has two unread, who reads them has none; the one who spoke never had any."""
    chen, ben = story["陈立"].page, story["贲向阳"].page
    with story.step("没在场的人有两条未读", "陈立"):
        open_by(chen, "讨论")
        expect(chen.locator(".row-link").filter(has_text="港机联建").locator(".count")).to_contain_text("2")
    with story.step("看过就没有了", "陈立"):
        chen.locator(".row-link").filter(has_text="港机联建").click()
        expect(chen.locator(".message")).to_have_count(2)
        connected(chen)
        chen.wait_for_timeout(600)
        back_to_the_list(chen)
        expect(chen.locator(".row-link").filter(has_text="港机联建").locator(".count")).to_have_count(0)
    with story.step("说话的人没有未读", "贲向阳"):
        back_to_the_list(ben)
        expect(ben.locator(".row-link").filter(has_text="港机联建").locator(".count")).to_have_count(0)
        ben.locator(".row-link").filter(has_text="港机联建").click()
        connected(ben)


def back_to_the_list(page: Page) -> None:
    arrow = page.locator(".top-phone a[aria-label='返回']").filter(visible=True)
    arrow.click() if arrow.count() else open_by(page, "讨论")


def the_line_breaks_and_heals(story: Story) -> None:
    ben, ma = story["贲向阳"].page, story["马跃"].page
    with story.step("马跃的网络断了", "马跃"):
        switch(story, "马跃", is_off=True)
        expect(ma.locator("#line-state")).not_to_have_attribute("data-state", "connected")
        for number in "一二三":
            say(ben, f"断线时北方说的第{number}句")
            say(ma, f"断线时南港写的第{number}句")
        expect(ma.locator(".message.sending")).to_have_count(3)
    with story.step("网络好了-不丢不重不乱", "贲向阳", "马跃"):
        switch(story, "马跃", is_off=False)
        for page in (ben, ma):
            expect(page.locator(".message")).to_have_count(8, timeout=20_000)
            expect(page.locator(".message.sending")).to_have_count(0)
        assert texts(ben) == texts(ma)
        for side in ("北方说", "南港写"):
            assert [text[-2] for text in texts(ma) if side in text] == ["一", "二", "三"]


def switch(story: Story, name: str, *, is_off: bool) -> None:
    """Headless browsers cut requests when told to, and leave an open socket to notice by the event that a phone sends."""
    story[name].context.set_offline(is_off)
    story[name].page.evaluate(f"window.dispatchEvent(new Event('{'offline' if is_off else 'online'}'))")


def enter_while_composing_sends_nothing(story: Story) -> None:
    visitor, other = story["贲向阳"], story["马跃"].page
    page, box = visitor.page, visitor.page.locator("#composer textarea")
    with story.step("选字时回车不发送", "贲向阳"):
        box.focus()
        keyboard = visitor.context.new_cdp_session(page)
        keyboard.send("Input.imeSetComposition", {"text": "hao", "selectionStart": 3, "selectionEnd": 3})
        enter = {"type": "rawKeyDown", "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229}
        keyboard.send("Input.dispatchKeyEvent", enter)
        keyboard.send("Input.insertText", {"text": "好，周六见"})
        expect(box).to_have_value("好，周六见")
        expect(page.locator(".message")).to_have_count(8)
    with story.step("选好字再回车才发送", "贲向阳", "马跃"):
        page.keyboard.press("Enter")
        expect(other.locator(".message-text").last).to_have_text("好，周六见")
