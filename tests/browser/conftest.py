"""A real Chromium for every test in this folder, and visitors whose silence is checked when the test ends."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from tests.browser.visitor import DESK, PHONE, Visitor, arrive
from tests.servers import process

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
INSTALLED = ("chromium", "chromium-browser", "google-chrome")

Arrive = Callable[..., Visitor]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever stands in this folder drives a browser."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium a worker: the installed one, else Playwright's own."""
    program = os.environ.get("COOP_CHROMIUM") or next(filter(None, map(shutil.which, INSTALLED)), None)
    with sync_playwright() as playwright:
        try:
            chromium = playwright.chromium.launch(executable_path=program, args=FLAGS)
        except PlaywrightError as error:
            process.give_up(f"no Chromium to be started: {error}")
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Arrive]:
    """`visit(origin)` is a new person at a desk, `visit(origin, size=PHONE)` on a phone; call it twice for two people.

    When the test ends every visitor's console must have been silent and no other origin asked.
    """
    visitors: list[Visitor] = []

    def come(origin: str, *, size: dict[str, int] = DESK, **how: Any) -> Visitor:
        visitors.append(arrive(browser, origin, size=size, **how))
        return visitors[-1]

    yield come
    for visitor in visitors:
        visitor.context.close()
    for visitor in visitors:
        visitor.demand_silence()


@pytest.fixture(params=[pytest.param(DESK, id="1440"), pytest.param(PHONE, id="390")])
def size(request: pytest.FixtureRequest) -> dict[str, int]:
    """Each test that asks for it runs at a desk and on a phone."""
    return request.param
