"""Chapter three: a joint theme day is proposed, confirmed, filled beyond its places, moved and called off, in the feed too."""

from datetime import timedelta

from icalendar import Calendar, Component
from playwright.sync_api import Page, expect

from coop.core.clock import today
from tests.browser.story.pairing import NAME
from tests.browser.story.stage import Story, heard, open_by, press, shows, write
from tests.servers import asking

TITLE = "冬季安全生产联合排查"
PLACE = "南港物流三号库"
SOON = today() + timedelta(days=6)
LATER = SOON + timedelta(days=1)


def tell(story: Story) -> None:
    the_secretary_proposes(story)
    the_other_side_confirms(story)
    members_fill_the_places(story)
    one_leaves_and_the_next_moves_up(story)
    every_calendar_shows_it(story)
    the_feed_carries_it(story)
    moving_reaches_both_sides(story)
    calling_off_reaches_both_sides(story)


def the_secretary_proposes(story: Story) -> None:
    page = story["安娜"].page
    with story.step("安娜在空间里写主题党日", "安娜"):
        to_the_space(page)
        press(page, "发起活动")
        write(page, title=TITLE, day=SOON.isoformat(), starts="14:00", ends="16:30", place=PLACE)
        quotas = page.get_by_role("group", name="各支部名额")
        quotas.get_by_label("北方").fill("2")
        quotas.get_by_label("南港").fill("6")
        page.get_by_text("更多选项").click()
        write(page, agenda="14:00 集合签到 ｜ 秦川\n14:20 分组排查 ｜ 安娜\n16:00 交流小结 ｜ 陈立")
    with story.step("安娜请对方确认", "安娜"):
        press(page, "请对方确认")
        shows(page, TITLE, PLACE, "分组排查")


def the_other_side_confirms(story: Story) -> None:
    page = story["陈立"].page
    with story.step("陈立在工作台看到并确认", "陈立"):
        open_by(page, "工作台")
        page.locator(".row").filter(has_text=TITLE).get_by_role("link").first.click()
        shows(page, "集合签到")
        press(page, "确认一起主办")
        shows(page, "报名到")


def to_the_space(page: Page) -> None:
    open_by(page, "共建")
    page.locator("main").get_by_role("link", name=NAME).first.click()
    shows(page, "共建各方")


def to_the_day(page: Page) -> None:
    open_by(page, "活动")
    page.locator("main").get_by_role("link", name=TITLE).first.click()
    expect(page.get_by_role("heading", level=1, name=TITLE)).to_be_visible()


def members_fill_the_places(story: Story) -> None:
    for name, answer in (("贲向阳", "您已报名"), ("秦川", "您已报名"), ("马跃", "您已报名"), ("裴小雨", "您在候补名单里")):
        page = story[name].page
        with story.step(f"{name}报名-{answer}", name):
            to_the_day(page)
            press(page, "排候补" if "候补" in answer else "我要报名")
            shows(page, answer)


def one_leaves_and_the_next_moves_up(story: Story) -> None:
    page, next_one = story["秦川"].page, story["裴小雨"].page
    with story.step("秦川退出报名", "秦川"):
        press(page, "退出报名")
        press(page.get_by_role("dialog"), "退出报名")
        expect(page.get_by_role("button", name="排候补")).to_be_visible()
    with story.step("裴小雨递补", "裴小雨"):
        heard(next_one, f"《{TITLE}》有了空位，您已从候补转为报名成功")
        press(next_one, f"《{TITLE}》有了空位，您已从候补转为报名成功")
        shows(next_one, "您已报名")


def every_calendar_shows_it(story: Story) -> None:
    for name, scopes in (("裴小雨", ("我的", "本支部", "共建", "本单位")), ("马跃", ("我的", "本支部", "共建", "本单位"))):
        page = story[name].page
        with story.step(f"{name}的日历-月", name):
            open_by(page, "活动")
            press(page, "日历")
            to_month(page)
            for scope in scopes:
                press(page, scope)
                expect(page.locator("td.busy")).to_have_count(1)
        with story.step(f"{name}的日历-列表", name):
            press(page, "列表")
            expect(page.locator(".day-rows")).to_contain_text(TITLE)


def to_month(page: Page) -> None:
    """Of the day that was chosen, which may be the next one."""
    if SOON.month != today().month:
        press(page, "下个月")


def the_feed_carries_it(story: Story) -> None:
    page = story["马跃"].page
    with story.step("马跃订阅到手机", "马跃"):
        press(page, "订阅到手机")
        press(page, "生成订阅地址")
        story.kept["feed"] = page.locator("#feed-url").input_value()
        event = fetched(story.kept["feed"])
        assert event["SUMMARY"] == TITLE and event["LOCATION"] == PLACE
        story.kept["sequence"] = event["SEQUENCE"]


def fetched(address: str) -> Component:
    """The one event of the feed, as a calendar program gets it: no cookie, only the address."""
    answer = asking.get(address)
    assert answer.headers["Content-Type"].startswith("text/calendar")
    (event,) = Calendar.from_ical(answer.body).walk("VEVENT")
    return event


def moving_reaches_both_sides(story: Story) -> None:
    page = story["安娜"].page
    with story.step("安娜改到第二天", "安娜"):
        to_the_day(page)
        page.get_by_text("管理", exact=True).filter(visible=True).last.click()
        press(page.locator(".menu-list"), "改时间地点")
        write(page, day=LATER.isoformat(), reason="当天有台风预警")
        press(page, "改到新的时间地点")
        agree(page)
        shows(page, f"{LATER.month}月{LATER.day}日")
    event = fetched(story.kept["feed"])
    assert event.decoded("DTSTART").date() == LATER and event["SEQUENCE"] > story.kept["sequence"]
    story.kept["sequence"] = event["SEQUENCE"]
    for name in ("贲向阳", "马跃"):
        with story.step(f"{name}知道改期", name):
            heard(story[name].page, f"《{TITLE}》的时间或地点有变：当天有台风预警")


def agree(page: Page) -> None:
    """A deed with consequences names them once more before it is done."""
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("通知")
    dialog.get_by_role("button").last.click()


def calling_off_reaches_both_sides(story: Story) -> None:
    page = story["安娜"].page
    with story.step("安娜取消活动", "安娜"):
        page.get_by_text("管理", exact=True).filter(visible=True).last.click()
        press(page.locator(".menu-list"), "取消活动")
        write(page, reason="台风停产，改到明年春天")
        press(page, "取消活动")
        shows(page, "活动已取消：台风停产，改到明年春天")
    event = fetched(story.kept["feed"])
    assert event["STATUS"] == "CANCELLED" and event["SEQUENCE"] > story.kept["sequence"]
    story.kept["day"] = page.url.removeprefix(story.served.url)
    for name in ("裴小雨", "陈立"):
        with story.step(f"{name}知道取消", name):
            heard(story[name].page, f"《{TITLE}》取消：台风停产，改到明年春天")
