"""Chapter five: five articles come into the library, one comes twice, and a partner finds what was meant for them alone."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

import docx
from playwright.sync_api import Page, expect

from tests.browser.story.pairing import NAME
from tests.browser.story.stage import Story, open_by, press, shows, write

OWN = Path(__file__).parents[2] / "library" / "texts"
ADVICE = "请补上参加人数和时间，再交一次。"
PACT, NETWORK, BRANCH = "港机联建", "全网", "仅本支部"


@dataclass
class Article:
    """One text, how it comes in and for whom; ``title`` is what the page read from it."""

    text: str
    way: str
    readers: str
    tags: str = ""
    title: str = ""


def tell(story: Story) -> None:
    shelf = story.kept["shelf"] = chosen(os.environ.get("COOP_STORY_ARTICLES", ""))
    for number, article in enumerate(shelf, start=1):
        it_is_written(story, number, article)
        if number == 3:
            it_is_returned_and_comes_again(story, article)
        it_is_approved(story, article)
    the_partner_finds_what_was_shared(story, shelf)
    the_branch_s_own_leaves_no_trace(story, shelf[-1])


def chosen(folder: str) -> list[Article]:
    """Two for the partnership (one in traditional glyphs with noise, one on pledges), two for all, one for the branch."""
    found = [path.read_text(encoding="utf-8-sig") for path in sorted(Path(folder or OWN).glob("*.txt"))]
    assert len(found) >= 5, f"{folder or OWN} holds fewer than five .txt files"
    noisy = next(text for text in found if re.search("[网網][+＋].*黨|互聯.*黨建", text))
    found.remove(noisy)
    pledged = next((text for text in found if "亮诺践诺" in text), found[0])
    found.remove(pledged)
    return [
        Article(noisy, "upload", PACT), Article(pledged, "upload", PACT, tags="党建品牌"),
        Article(found[0], "paste", NETWORK), Article(found[1], "word", NETWORK), Article(found[2], "upload", BRANCH),
    ]  # fmt: skip


def it_is_written(story: Story, number: int, article: Article) -> None:
    page = story["安娜"].page
    way = {"upload": "上传文本", "paste": "粘贴", "word": "上传Word"}[article.way]
    with story.step(f"第{number}篇-{way}-给{article.readers}", "安娜"):
        open_by(page, "经验库")
        press(page, "写一篇")
        if article.way == "paste":
            write(page, title=article.text.strip().splitlines()[0][:24], body=article.text)
        else:
            page.locator("[name=source]").set_input_files(file_of(story, number, article))
            press(page, "读取文字")
            shows(page, "已从文件读出标题和正文")
            assert page.locator("[name=body]").input_value().strip()
        article.title = page.locator("[name=title]").input_value().strip()
        assert article.title
        for box in page.get_by_role("group", name="谁能看").get_by_role("checkbox").all():
            box.set_checked(article.readers in (box.locator("..").inner_text()))
        if article.tags:
            page.get_by_text("更多选项").click()
            write(page, tags=article.tags)
    with story.step(f"第{number}篇-请秦川审核", "安娜"):
        press(page, "保存并提交审核")
        page.get_by_role("radio", name=re.compile("秦川")).check()
        press(page, "提交审核")
        shows(page, "秦川")


def file_of(story: Story, number: int, article: Article) -> Path:
    """As the secretary has it on the desk: a text file, or the same words in a Word document."""
    path = story.workshop / f"稿件{number}.{'docx' if article.way == 'word' else 'txt'}"
    if article.way == "word":
        document = docx.Document()
        for line in article.text.splitlines():
            document.add_paragraph(line)
        document.save(str(path))
    else:
        path.write_text(article.text, encoding="utf-8")
    return path


def open_review(page: Page, title: str) -> None:
    open_by(page, "工作台")
    page.locator(".row").filter(has_text=title[:30]).get_by_role("link", name="开始审阅").click()
    expect(page.get_by_role("button", name="通过并发布")).to_be_visible()


def it_is_returned_and_comes_again(story: Story, article: Article) -> None:
    author, reviewer = story["安娜"].page, story["秦川"].page
    with story.step("秦川写明理由退回", "秦川"):
        open_review(reviewer, article.title)
        write(reviewer, reason=ADVICE)
        press(reviewer, "退回修改")
        shows(reviewer, ADVICE)
    with story.step("安娜按意见修改再交", "安娜"):
        open_by(author, "工作台")
        author.locator(".row").filter(has_text=article.title[:30]).get_by_role("link", name="查看意见").click()
        shows(author, ADVICE)
        press(author, "按意见修改")
        body = author.locator("[name=body]")
        body.fill(body.input_value() + "\n\n先后有三十六人参加，历时十个月。")
        press(author, "保存并提交审核")
        author.get_by_role("radio", name=re.compile("秦川")).check()
        press(author, "提交审核")
        shows(author, "正等待秦川审核")
        expect(author.locator("main")).not_to_contain_text("撤下理由")


def it_is_approved(story: Story, article: Article) -> None:
    page = story["秦川"].page
    with story.step(f"秦川通过-{article.readers}", "秦川"):
        open_review(page, article.title)
        press(page, "通过并发布")
        expect(page.get_by_role("button", name="通过并发布")).to_have_count(0)


def look_for(page: Page, words: str) -> None:
    """On a desk in the box on top, on a phone behind the glass."""
    box = page.locator("#lookup")
    if not box.is_visible():
        page.locator(".top-tools a[href='/search']").click()
        box = page.locator(".lookup-big input[name=q]")
    box.fill(words)
    box.press("Enter")
    expect(page.locator(".found-head h1, .empty b").first).to_be_visible()
    expect(page).to_have_url(re.compile("search"))


def finds(page: Page, words: str, title: str) -> None:
    """The index is fed a moment after the publication: one looks again before giving up."""
    for _ in range(30):
        look_for(page, words)
        hit = page.locator(".hit").filter(has=page.get_by_role("link", name=title, exact=False))
        if hit.count():
            break
        page.wait_for_timeout(500)
    expect(hit.first).to_be_visible()
    expect(page.locator(".hit mark").first).to_be_visible()
    assert not page.locator("mark mark").count()


def the_partner_finds_what_was_shared(story: Story, shelf: list[Article]) -> None:
    noisy, pledged = shelf[0].title[:12], shelf[1].title[:12]
    for name, words, title in (
        ("马跃", "互联网+党建", noisy), ("马跃", "亮诺践诺", pledged), ("苏晴", "djpp", pledged), ("苏晴", "黨建", noisy),
    ):  # fmt: skip
        if words == "亮诺践诺" and words not in shelf[1].text:
            continue
        with story.step(f"{name}搜{words}", name):
            finds(story[name].page, words, title)
    with story.step("共建空间里也有资料", "马跃"):
        page = story["马跃"].page
        open_by(page, "共建")
        page.locator("main").get_by_role("link", name=NAME).first.click()
        press(page.locator(".tabs"), "资料")
        shows(page, noisy)
    with story.step("点开能读", "马跃"):
        page.locator("main").get_by_role("link", name=re.compile(re.escape(noisy))).first.click()
        shows(page, noisy, "北方机械")
        story.kept["pact entry"] = page.url.removeprefix(story.served.url)
        page.locator("main a[href^='/attachments/']").first.wait_for()
        story.kept["file"] = page.locator("main a[href^='/attachments/']").first.get_attribute("href")


def the_branch_s_own_leaves_no_trace(story: Story, own: Article) -> None:
    author, page = story["安娜"].page, story["苏晴"].page
    with story.step("支部自己的一篇自己人找得到", "安娜"):
        finds(author, own.title[:20], own.title[:12])
        author.locator(".hit a").first.click()
        story.kept["own entry"] = author.url.removeprefix(story.served.url)
    with story.step("苏晴搜不到支部自己的一篇", "苏晴"):
        look_for(page, own.title[:20])
        assert own.title[:12] not in page.locator(".stack").first.inner_text().replace(own.title[:20], "", 1)
        page.locator("#lookup").fill(own.title[:6])
        page.wait_for_timeout(700)
        assert own.title[:8] not in page.locator("#suggestions").inner_text()
        open_by(page, "经验库")
        assert own.title[:8] not in page.locator("main").inner_text()
        assert story["苏晴"].go(story.kept["own entry"]).status == 404
