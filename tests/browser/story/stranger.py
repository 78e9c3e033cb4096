"""Chapter six: the secretary of a unit that is partner of nobody meets none of it, on no page and in no answer."""


from icalendar import Calendar
from playwright.sync_api import expect

from tests.browser.story.pairing import NAME
from tests.browser.story.shelf import look_for
from tests.browser.story.stage import Story, open_by, press
from tests.browser.story.theme_day import TITLE
from tests.live import Socket
from tests.servers import asking

MISSING = 999_999


def tell(story: Story) -> None:
    secrets = [NAME, TITLE, *(article.title for article in (*story.kept["shelf"][:2], story.kept["shelf"][-1]))]
    her_own_pages_name_none_of_it(story, secrets)
    addresses_answer_as_if_nothing_were_there(story)
    her_search_finds_the_network_s_alone(story, secrets)
    her_feed_is_empty(story)
    her_socket_hears_nothing(story)


def her_own_pages_name_none_of_it(story: Story, secrets: list[str]) -> None:
    page = story["达拉"].page
    for label in ("工作台", "共建", "活动", "经验库", "讨论"):
        with story.step(f"达拉的{label}", "达拉"):
            open_by(page, label)
            expect(page.locator("main h1")).to_be_visible()
            silent(page.locator("body").inner_text(), secrets)
    with story.step("达拉的日历和通知", "达拉"):
        for path in ("/calendar?scope=partnership", "/calendar?scope=unit", "/notifications"):
            assert story["达拉"].go(path).status == 200
            silent(page.locator("body").inner_text(), secrets)


def silent(text: str, secrets: list[str]) -> None:
    for secret in secrets:
        assert secret not in text


def addresses_answer_as_if_nothing_were_there(story: Story) -> None:
    """Real addresses, of a page, a part, a file: word for word what a number that never was gets."""
    dara = story["达拉"]
    with story.step("真实的网址对达拉不存在", "达拉"):
        for path in [story.kept[name] for name in ("space", "day", "talk", "pact entry", "own entry", "file")]:
            number = "".join(mark for mark in path if mark.isdigit())
            real, missing = (dara.context.request.get(dara.origin + at) for at in (path, path.replace(number, str(MISSING))))
            assert (real.status, missing.status) == (404, 404), path
        assert dara.go(story.kept["space"]).status == 404
        for part in ("/activities/part", "/library/part", "/discussion/part"):
            query = f"{part}?partnership={story.kept['space'].rpartition('/')[2]}"
            assert dara.context.request.get(dara.origin + query).status in (404, 400)


def her_search_finds_the_network_s_alone(story: Story, secrets: list[str]) -> None:
    page, shelf = story["达拉"].page, story.kept["shelf"]
    story["达拉"].go("/")
    for words in ("互联网+党建", "亮诺践诺", "djpp", "黨建", "港机联建", TITLE):
        with story.step(f"达拉搜{words}", "达拉"):
            look_for(page, words)
            silent("\n".join(page.locator("#found .hit, #found aside").all_inner_texts()), secrets)
            page.locator("#lookup").fill(words[:2])
            page.wait_for_timeout(500)
            silent(page.locator("#suggestions").inner_text(), secrets)
    with story.step("给全网的她找得到", "达拉"):
        look_for(page, shelf[2].title[:20])
        expect(page.locator(".hit h2").first).to_contain_text(shelf[2].title[:8])


def her_feed_is_empty(story: Story) -> None:
    page = story["达拉"].page
    with story.step("达拉的订阅里没有", "达拉"):
        open_by(page, "活动")
        press(page, "日历")
        press(page, "订阅到手机")
        press(page, "生成订阅地址")
        address = page.locator("#feed-url").input_value()
        feed = asking.get(address)
        assert feed.status == 200 and not Calendar.from_ical(feed.body).walk("VEVENT")
        turned = "a" if address[-5] != "a" else "b"
        assert story["达拉"].context.request.get(address[:-5] + turned + address[-4:]).status == 404


def her_socket_hears_nothing(story: Story) -> None:
    dara, ben = story["达拉"], story["贲向阳"]
    channel = int(story.kept["talk"].rpartition("/")[2].partition("#")[0])
    with story.step("达拉的连接什么也听不到", "达拉"):
        cookies = "; ".join(f"{one['name']}={one['value']}" for one in dara.context.cookies())
        socket = Socket(dara.origin, {"Cookie": cookies, "Origin": dara.origin})
        assert socket.connect(dara.page.locator("meta[name=csrf-token]").get_attribute("content"))
        for event, more in (("join", {}), ("typing", {}), ("read", {"seq": 1})):
            real, missing = (socket.ask(event, {"channel": number, **more}) for number in (channel, MISSING))
            assert real == missing and real["status"] == 404
        ben.page.locator("#composer textarea").fill("只给自己人听")
        ben.page.keyboard.press("Enter")
        expect(ben.page.locator(".message-text").last).to_have_text("只给自己人听")
        ben.page.wait_for_timeout(500)
        assert not socket.told("entry") and not socket.told("unread")
        socket.close()
