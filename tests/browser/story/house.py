"""Chapter one: an empty house gets its operator, three units, a hundred and eighty people, and those we follow come in."""

import io
import re
from pathlib import Path

from playwright.sync_api import Page, expect
from python_calamine import CalamineWorkbook

from tests.browser.story import rosters
from tests.browser.story.rosters import EAST, NORTH, SOUTH, House
from tests.browser.story.stage import PASSWORD, Story, open_by, press, shows, write
from tests.browser.visitor import DESK, PHONE

OPERATOR = "平台管理员"
SIZES = {"陈立": PHONE, "马跃": PHONE, "裴小雨": PHONE, "姜宁": PHONE, "达拉": DESK}


def tell(story: Story) -> None:
    the_operator_comes_in(story)
    for house in (NORTH, SOUTH, EAST):
        a_unit_applies(story, house)
    the_operator_approves(story)
    for house, write_list in ((NORTH, rosters.workbook), (SOUTH, rosters.gbk), (EAST, rosters.workbook)):
        the_people_are_brought_in(story, house, write_list)
        the_slips_are_handed_out(story, house)
    for login in ("13810000001", "chenli", "ben@north.example.org"):
        one_leaves_and_signs_in_again(story, login)


def come_in(page: Page, name: str) -> None:
    """Behind a link or a code stands one question: a password."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    write(page, password=PASSWORD % name)
    press(page, "进入互联共建")
    expect(page.locator(".rail, .bar").filter(visible=True).first).to_be_visible()


def the_operator_comes_in(story: Story) -> None:
    printed = story.terminal("init")
    page = story.enter(OPERATOR).page
    with story.step("运行一条命令-用链接进来", OPERATOR):
        page.goto(re.search(r"http://\S+", printed).group())
        come_in(page, OPERATOR)


def a_unit_applies(story: Story, house: House) -> None:
    visitor = story.enter(house.admin, on=PHONE if house is SOUTH else DESK)
    page = visitor.page
    visitor.go("/")
    with story.step(f"{house.short}申请入驻", house.admin):
        press(page, "单位申请入驻")
        page.locator("[name=kind]").select_option(house.kind)
        write(page, unit_name=house.name, district="滨海市", applicant=house.admin, phone=house.phone,
              message="想和兄弟单位一起办主题党日。")  # fmt: skip
        press(page, "提交申请")
        shows(page, house.name, "正在审核")


def the_operator_approves(story: Story) -> None:
    page = story[OPERATOR].page
    for house in (NORTH, SOUTH, EAST):
        with story.step(f"审核通过{house.short}", OPERATOR):
            open_by(page, "管理")
            press(page.locator(".row").filter(has_text=house.name), "审核")
            press(page, "通过申请")
            press(page, "生成邀请")
            link = page.locator("#link").input_value()
        visitor = story[house.admin]
        with story.step(f"{house.short}管理员进来", house.admin):
            visitor.page.reload()
            shows(visitor.page, "申请已通过")
            visitor.page.goto(link)
            come_in(visitor.page, house.admin)


def upload(page: Page, path: Path) -> None:
    page.locator("input[type=file][name=file]").set_input_files(path)
    press(page, "试运行")


def the_people_are_brought_in(story: Story, house: House, write_list) -> None:
    page, people = story[house.admin].page, rosters.rows(house)
    ending = ".csv" if write_list is rosters.gbk else ".xlsx"
    with story.step(f"{house.short}试运行名单-错误逐行有原因", house.admin):
        open_by(page, "工作台")
        shows(page, "先把组织和人员带进来")
        press(page, "导入名单")
        upload(page, write_list(story.workshop / f"{house.short}名单{ending}", rosters.spoiled(people)))
        shows(page, "新增 56 行", "4 行有问题", "不是电话号码", "重复", "没有填")
        with page.expect_download() as waiting:
            press(page, "下载有问题的行")
        told = CalamineWorkbook.from_filelike(io.BytesIO(waiting.value.path().read_bytes()))
        assert all(len(row[6]) > 4 for row in told.get_sheet_by_index(0).to_python()[1:])
    with story.step(f"{house.short}改好后导入六十人", house.admin):
        press(page, "改好后重新上传")
        upload(page, write_list(story.workshop / f"{house.short}名单-改{ending}", people))
        shows(page, "新增 60 行", "其中新建组织 4 个")
        press(page, "正式导入 60 行")
        expect(page.get_by_text("导入完成").first).to_be_visible(timeout=20_000)


def the_slips_are_handed_out(story: Story, house: House) -> None:
    """Code by code, as they are printed; whoever the story follows opens the address and types it."""
    page = story[house.admin].page
    with story.step(f"{house.short}打印登录卡", house.admin):
        open_by(page, "管理")
        press(page, "打印登录卡")
        press(page, re.compile("打印所选"))
        expect(page.locator(".slip")).to_have_count(60)
        codes = {slip.locator("b").inner_text(): slip.locator(".pin").inner_text()
                 for slip in page.locator(".slip").all()[: 60]}  # fmt: skip
    for row in house.cast:
        name = row[0]
        visitor = story.enter(name, on=SIZES.get(name, DESK))
        with story.step(f"{name}用登录码进来", name):
            visitor.go("/sign-in")
            press(visitor.page, "我有登录码")
            write(visitor.page, code=codes[name])
            press(visitor.page, "下一步")
            come_in(visitor.page, name)


def one_leaves_and_signs_in_again(story: Story, login: str) -> None:
    """By phone number, by user name, by e-mail address."""
    name = next(row[0] for house in (NORTH, SOUTH, EAST) for row in house.cast if login in row)
    page = story[name].page
    with story.step(f"{name}用{login}登录", name):
        page.locator(".rail-me, .bar a[href='/me']").filter(visible=True).click()
        press(page.locator("#me-sheet"), "退出登录")
        story[name].go("/sign-in")
        write(page, name=login, password=PASSWORD % name)
        press(page, "登录")
        shows(page, name)
