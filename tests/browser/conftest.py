"""A real Chromium for every test in this folder, and visitors whose silence is checked when the test ends."""

import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import sync_playwright

from tests.browser.chromium import Chromium
from tests.browser.visitor import DESK, PHONE, Visitor, arrive

#: Seconds. A test may be long; a window that takes that long to open or to close never will.
LONGEST_TEST = 600.0
LONGEST_DOOR = 60.0

Arrive = Callable[..., Visitor]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever stands in this folder drives a browser."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    """One a worker."""
    with sync_playwright() as playwright:
        chromium = Chromium(playwright)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(chromium: Chromium) -> Iterator[Arrive]:
    """`visit(origin)` is a new person at a desk, `visit(origin, size=PHONE)` on a phone; call it twice for two people.

    When the test ends every visitor's console must have been silent and no other origin asked.
    """
    visitors: list[Visitor] = []

    def come(origin: str, *, size: dict[str, int] = DESK, **how: Any) -> Visitor:
        try:
            with chromium.answering_within(LONGEST_DOOR):
                visitors.append(arrive(chromium.at_hand(), origin, size=size, **how))
        except PlaywrightError as error:
            if visitors:  # their windows went with it
                raise
            warnings.warn(f"the browser opened no window and was ended: {error}", stacklevel=1)
            visitors.append(arrive(chromium.at_hand(), origin, size=size, **how))
        return visitors[-1]

    with chromium.answering_within(LONGEST_TEST):
        yield come
    try:
        with chromium.answering_within(LONGEST_DOOR):
            for visitor in visitors:
                visitor.leave()
    except PlaywrightError as error:
        warnings.warn(f"the browser closed no window and was ended: {error}", stacklevel=1)
    for visitor in visitors:
        visitor.demand_silence()


@pytest.fixture(params=[pytest.param(DESK, id="1440"), pytest.param(PHONE, id="390")])
def size(request: pytest.FixtureRequest) -> dict[str, int]:
    """Each test that asks for it runs at a desk and on a phone."""
    return request.param
