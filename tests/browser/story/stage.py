"""What every chapter needs: the served house, a browser for each person, and steps that are counted and photographed."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.visitor import DESK, PHONE, SHOTS, Visitor
from tests.servers.application import Served

FOLDER = SHOTS / "story"
PASSWORD = "第%s句话：船过长江两岸青山"
expect.set_options(timeout=15_000)  # a loaded machine is slow, not wrong
NOISE = r"status of (4\d\d|5\d\d)|ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED|WebSocket|Failed to fetch"


class Story:
    """The house as it stands so far: who is in it, in which browser, and how many steps are behind us."""

    def __init__(self, served: Served, visit: Callable[..., Visitor], workshop: Path) -> None:
        self.served, self.visit, self.workshop = served, visit, workshop
        self.people: dict[str, Visitor] = {}
        self.steps = 0
        self.kept: dict[str, Any] = {}
        shutil.rmtree(FOLDER, ignore_errors=True)
        FOLDER.mkdir(parents=True)
        self.is_looked_at = "COOP_STORY_ARTICLES" in os.environ

    def __getitem__(self, name: str) -> Visitor:
        return self.people[name]

    def enter(self, name: str, *, on: dict[str, int] = DESK) -> Visitor:
        """A browser of one's own, without a session."""
        self.people[name] = self.visit(self.served.url, size=on)
        self.people[name].expect_noise(NOISE)
        return self.people[name]

    @contextmanager
    def step(self, title: str, *seen_by: str) -> Iterator[None]:
        """One deed and what became of it; afterwards a picture of what each of them sees."""
        try:
            yield
        except BaseException:
            self.photograph("failed", *(seen_by or self.people))
            raise
        self.steps += 1
        self.photograph(f"{self.steps:02}-{title}", *seen_by)

    def photograph(self, title: str, *names: str) -> None:
        """In the width of their own, and when somebody wants to look, in the other one too."""
        for name in names:
            visitor = self.people[name]
            visitor.page.wait_for_load_state()
            visitor.page.locator("main").first.wait_for()
            own = visitor.page.viewport_size
            visitor.demand_no_sideways_scroll() if title != "failed" else None
            visitor.shot(f"story/{title}-{name}")
            if self.is_looked_at and title != "failed":
                visitor.page.set_viewport_size(PHONE if own == DESK else DESK)
                visitor.shot(f"story/{title}-{name}")
                visitor.page.set_viewport_size(own)

    def terminal(self, *words: str) -> str:
        """What the operator's command printed."""
        command = [sys.executable, "-m", "coop", *words]
        done = subprocess.run(command, env=self.served.environment(), capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout


def press(page: Page | Locator, label: str | re.Pattern[str]) -> None:
    """Click the one button or link of that name."""
    exact = isinstance(label, str)
    button = page.get_by_role("button", name=label, exact=exact)
    button.or_(page.get_by_role("link", name=label, exact=exact)).filter(visible=True).first.click()


def write(page: Page | Locator, **fields: str) -> None:
    """Fill controls by the name they carry."""
    for name, text in fields.items():
        page.locator(f"[name='{name}']").filter(visible=True).first.fill(text)


def shows(page: Page, *texts: str) -> None:
    """All of it stands on the page."""
    for text in texts:
        expect(page.locator("main")).to_contain_text(text)


def open_by(page: Page, label: str) -> None:
    """Follow the entry of the rail; on a phone, that of the bar, or of the sheet behind 我的."""
    entry = page.locator(".rail .nav a, .bar a").filter(has_text=label).filter(visible=True)
    if not entry.count():
        page.locator(".bar a").filter(has_text="我的").click()
        entry = page.locator("#me-sheet a").filter(has_text=label)
    entry.first.click()


def heard(page: Page, *sentences: str) -> None:
    """Behind the bell on top stand all of these; the relay writes them a moment after the deed, so one looks again."""
    for _ in range(40):
        page.locator(".top-tools a[href='/notifications']").click()
        page.wait_for_load_state()
        told = page.locator("main").inner_text()
        if all(sentence in told for sentence in sentences):
            return
        page.wait_for_timeout(400)
    shows(page, *sentences)
