"""Chapter two: a secretary finds a branch in the directory, asks it and one of the own unit; two keys, one refusal, one space."""

import re

from playwright.sync_api import expect

from tests.browser.story.stage import Story, heard, open_by, press, shows, write

NAME = "港机联建：安全互促"
REASON = "年底检修任务重，人手排不开，明年一定参加。"


def tell(story: Story) -> None:
    the_secretary_asks_two_branches(story)
    before_the_answer_nobody_else_knows(story)
    the_clerk_agrees_and_the_secretary_approves(story)
    the_third_declines(story)
    everybody_concerned_hears_of_it(story)
    the_space_is_open_for_both(story)


def the_secretary_asks_two_branches(story: Story) -> None:
    page = story["安娜"].page
    with story.step("安娜在支部名录找到南港第一支部", "安娜"):
        open_by(page, "共建")
        press(page, "去支部名录找伙伴")
        write(page, text="南港")
        press(page, "查找")
        page.locator(".row a").filter(has_text=re.compile("南港.*第一支部")).click()
        shows(page, "第一支部")
    with story.step("安娜写共建邀请", "安娜"):
        press(page, "邀请共建")
        expect(page.get_by_role("checkbox", name=re.compile("南港.*第一支部"))).to_be_checked()
        page.locator("[name=q]").filter(visible=True).last.press_sequentially("第二支部", delay=20)
        page.get_by_role("checkbox", name=re.compile("北方.*第二支部")).check()
        write(page, name=NAME, aims="一起排查冬季用电和装卸隐患；互相开放培训场地；一年办四次联合主题党日。",
              message="陈书记您好，两家离得近，隐患也相似，想一起做。")  # fmt: skip
        page.get_by_text("更多选项").click()
        page.get_by_role("checkbox", name="党建+安全生产").check()
        press(page, "下一步：看看会通知谁")
        shows(page, "将通知 2 个支部", "陈立", "苏晴", "姜宁")
    with story.step("安娜发出邀请", "安娜"):
        press(page, "确认发出")
        shows(page, NAME, "等", "2 个支部答复")


def before_the_answer_nobody_else_knows(story: Story) -> None:
    with story.step("马跃还看不到这份邀请", "马跃"):
        open_by(story["马跃"].page, "共建")
        expect(story["马跃"].page.locator("main")).not_to_contain_text(NAME)


def the_clerk_agrees_and_the_secretary_approves(story: Story) -> None:
    clerk, secretary = story["苏晴"].page, story["陈立"].page
    with story.step("苏晴在工作台看到并同意", "苏晴"):
        open_by(clerk, "工作台")
        press(clerk.locator(".row").filter(has_text=NAME), re.compile("答复|查看|同意"))
        shows(clerk, "陈书记您好")
        press(clerk, "同意，请书记批准")
        shows(clerk, "已同意")
    with story.step("陈立批准", "陈立"):
        open_by(secretary, "工作台")
        press(secretary.locator(".row").filter(has_text=NAME), re.compile("答复|查看|批准"))
        shows(secretary, "内勤已同意")
        press(secretary, "批准加入")
        shows(secretary, "已加入")


def the_third_declines(story: Story) -> None:
    page = story["姜宁"].page
    with story.step("姜宁写明理由谢绝", "姜宁"):
        open_by(page, "工作台")
        press(page.locator(".row").filter(has_text=NAME), re.compile("答复|查看"))
        press(page, "谢绝")
        write(page, reason=REASON)
        press(page, "提交")
        expect(page.locator("main")).not_to_contain_text("将通知")


def everybody_concerned_hears_of_it(story: Story) -> None:
    for name in ("安娜", "秦川", "陈立", "苏晴"):
        page = story[name].page
        with story.step(f"{name}从通知里知道", name):
            heard(page, f"第二支部谢绝共建“{NAME}”：{REASON}", f"共建“{NAME}”已经开始")


def the_space_is_open_for_both(story: Story) -> None:
    for name in ("贲向阳", "马跃"):
        page = story[name].page
        with story.step(f"{name}走进共建空间", name):
            open_by(page, "共建")
            press(page, re.compile(NAME))
            shows(page, "共建中", "共建各方", "一起排查冬季用电")
            for tab in ("活动", "讨论", "成员"):
                expect(page.locator(".tabs").get_by_role("link", name=re.compile(tab))).to_be_visible()
    story.kept["space"] = story["马跃"].page.url.removeprefix(story.served.url)
