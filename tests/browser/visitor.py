"""A browser context that notices what a person would not: noise in the console, foreign origins, broken policies."""

import json
import re
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

ROOT = Path(__file__).resolve().parents[2]
SHOTS = ROOT / "shots"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
PATIENCE_SECONDS = 8

REPORT_VIOLATIONS = """
document.addEventListener('securitypolicyviolation', event =>
    console.error('content policy: ' + event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sourceFile));
"""


@dataclass
class Visitor:
    """One person's browser: cookies of its own, and everything that went wrong in it."""

    context: BrowserContext
    page: Page
    origin: str
    noise: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    expected: list[re.Pattern[str]] = field(default_factory=list)
    under_way: set[Request] = field(default_factory=set)

    def go(self, path: str) -> Any:
        """Open an address of the house; the answer's status is the caller's to judge."""
        return self.page.goto(self.origin + path)

    def expect_noise(self, pattern: str) -> None:
        """From now on the console may say this: a refused page is an error to the browser, a cut line too."""
        self.expected.append(re.compile(pattern))

    def heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.noise.append(f"{message.type}: {message.text} ({message.location.get('url', '')})")

    def asked(self, request: Request) -> None:
        self._judge(request.url)
        if request.is_navigation_request():
            self.under_way.add(request)

    def answered(self, request: Request) -> None:
        self.under_way.discard(request)

    def leave(self) -> None:
        """Close the windows once what they are opening is there: Chromium never closes one that it is about to fill."""
        end = time.monotonic() + PATIENCE_SECONDS
        for page in self.context.pages:
            while self.under_way and time.monotonic() < end:
                page.wait_for_timeout(20)
            page.wait_for_load_state(timeout=1_000 * PATIENCE_SECONDS)
        self.context.close()

    def _judge(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob", "about") and parts.netloc != urlsplit(self.origin).netloc:
            self.foreign.append(url)

    def listen(self, page: Page) -> None:
        """Every page of the context is heard, one that opens later too."""
        page.on("console", self.heard)
        page.on("pageerror", lambda error: self.noise.append(f"exception: {error}"))
        page.on("websocket", lambda socket: self._judge(socket.url))

    def unexpected(self) -> list[str]:
        """What nobody said would happen."""
        return [line for line in self.noise if not any(pattern.search(line) for pattern in self.expected)]

    def demand_silence(self) -> None:
        assert not self.unexpected(), "the console was not silent:\n  " + "\n  ".join(self.unexpected())
        assert not self.foreign, "the page asked other origins:\n  " + "\n  ".join(self.foreign)

    def shot(self, name: str, *, whole: bool = False) -> Path:
        """A picture in shots/ (which git ignores), named after the step and the width."""
        SHOTS.mkdir(exist_ok=True)
        path = SHOTS / f"{name}-{self.page.viewport_size['width']}.png"
        self.page.screenshot(path=path, full_page=whole)
        return path

    def demand_no_sideways_scroll(self) -> None:
        """On a phone nothing sticks out of the page."""
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{self.page.url} is {wide} px wider than the screen"

    def demand_accessible(self, *, but: tuple[str, ...] = ()) -> None:
        """Axe finds nothing against WCAG 2.2 A and AA on the page as it is now."""
        self.page.evaluate(AXE.read_text(encoding="utf-8") + ";undefined")
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
        options = {"runOnly": {"type": "tag", "values": tags}, "rules": {rule: {"enabled": False} for rule in but}}
        found = self.page.evaluate(f"axe.run(document, {json.dumps(options)})")["violations"]
        lines = [
            f"{item['id']} ({item['impact']}): {node['html'][:160]} -- {node.get('failureSummary', '')[:200]}"
            for item in found
            for node in item["nodes"]
        ]
        assert not lines, f"{self.page.url} is not accessible:\n  " + "\n  ".join(lines)


def arrive(browser: Browser, origin: str, *, size: dict[str, int], **how: Any) -> Visitor:
    """A new visitor with an empty context and an open page."""
    how.setdefault("locale", "zh-CN")
    how.setdefault("timezone_id", "Asia/Shanghai")
    if size == PHONE:
        how.setdefault("has_touch", True)
        how.setdefault("is_mobile", True)
    context = browser.new_context(viewport=size, **how)
    context.add_init_script(REPORT_VIOLATIONS)
    page = context.new_page()
    page.set_default_timeout(1_000 * PATIENCE_SECONDS)
    visitor = Visitor(context, page, origin)
    context.on("request", visitor.asked)
    for ended in ("requestfinished", "requestfailed"):
        context.on(ended, visitor.answered)
    visitor.listen(page)
    context.on("page", visitor.listen)
    return visitor
