"""W-01, W-02, W-03, W-06: every page of the house, as four of its people see it, at a desk and on a phone.

The pages are not listed here: they are the rows of the authorisation matrix that answer 200 to the person, so a new page
is visited with the row that it needs anyway. Console silent, no policy broken, no other origin, nothing wider than the
screen, and axe finds nothing. ``COOP_SHOTS=1`` keeps a picture of each page in shots/.
"""

import os
import re
from collections.abc import Iterator

import pytest

from tests.authz.conftest import house
from tests.authz.house import House
from tests.authz.matrix import rows
from tests.authz.world import PEOPLE
from tests.browser.visitor import DESK, Visitor
from tests.live import served

__all__ = ["house"]

VISITORS = ("ana", "chen", "nora", "otto")
#: Answers that are no page: files, parts of pages that htmx fetches, words for machines.
NO_PAGE = re.compile("|".join((
    r"\.ics", r"\.xlsx", "/part$", "/attachments/", "/entries", "/channels/<int:id>/people", "/healthz", "/readyz",
    "/search/suggestions", "/partnerships/candidates", "/channels/about", "/partnerships/<int:id>/<part>", "/history",
    "/audience",
)))  # fmt: skip
KEEPS = bool(os.environ.get("COOP_SHOTS"))
#: Where people spend their days: seen in large type and in the dark as well.
MAIN = ("/", "/activities", "/activities/{joint}", "/partnerships/{pact}", "/channels/{hall}", "/library", "/search", "/me")


def pages_of(who: str) -> list[str]:
    """Addresses with the things' names in them, each once: what others of the four have seen alike is not seen again."""
    found = {}
    for row in rows():
        method, rule = row.route.split(" ")
        answers = dict(zip(PEOPLE, row.answers, strict=True))
        first = next((name for name in VISITORS if answers[name] == "200"), None)
        if method == "GET" and first == who and not NO_PAGE.search(rule):
            found["|".join((rule, *row.words))] = None
    return list(found)


@pytest.fixture(scope="module")
def origin(house: House) -> Iterator[str]:
    """Served with sockets: the page of a channel that gets none says so on its console."""
    with served(house.app) as here:
        yield here.url


def signed_in(visitor: Visitor, house: House, who: str) -> Visitor:
    cookie = {"name": house.app.config["SESSION_COOKIE_NAME"], "value": house.cookies[who], "url": visitor.origin}
    visitor.context.add_cookies([cookie])
    return visitor


@pytest.mark.parametrize("who", VISITORS)
def test_every_page_is_silent_and_open_to_everybody(visit, house: House, origin: str, size: dict[str, int], who: str):
    """One visit tells of all its pages; axe, which costs more than the page, looks at them on the desk alone."""
    visitor = signed_in(visit(origin, size=size), house, who)
    faults = [fault for page in pages_of(who) for fault in _faults(visitor, house, who, page, with_axe=size == DESK)]
    assert not faults, "\n".join(faults)


def test_what_is_public_is_silent_and_open_to_a_passer_by(visit, house: House, origin: str, size: dict[str, int]):
    """The one page that somebody without an account reads, others' phones and screen readers among them."""
    visitor = visit(origin, size=size)
    faults = _faults(visitor, house, "anon", "/library/<int:id>|aired", with_axe=size == DESK)
    assert not faults, "\n".join(faults)


def _faults(visitor: Visitor, house: House, who: str, page: str, *, with_axe: bool) -> list[str]:
    rule, *words = page.split("|")
    answer = visitor.go(house.path(rule, *words))
    visitor.page.wait_for_timeout(80)  # for the parts that come by themselves
    if KEEPS:
        visitor.shot(f"{who}-{_name(rule, words)}", whole=True)
    found = [] if answer.ok else [f"{page} answered {answer.status}"]
    for demand in (visitor.demand_no_sideways_scroll, visitor.demand_silence, *([visitor.demand_accessible] if with_axe else [])):
        try:
            demand()
        except AssertionError as fault:
            found.append(f"{page}: {fault}")
    visitor.noise.clear()
    visitor.foreign.clear()
    return found


def _name(rule: str, words: list[str]) -> str:
    return re.sub(r"\W+", "-", re.sub(r"<[^>]+>", "", rule) + "-".join(words)).strip("-") or "home"


@pytest.mark.parametrize("path", MAIN)
def test_the_main_pages_hold_in_large_type_and_in_the_dark(visit, house: House, origin: str, size: dict[str, int], path: str):
    """大字 is 125 %; the dark follows the system."""
    visitor = signed_in(visit(origin, size=size, color_scheme="dark"), house, "ana")
    large = {"name": "large", "value": "1", "url": origin}
    visitor.context.add_cookies([large])
    visitor.go(path.format(**house.world.things))
    visitor.page.evaluate("document.documentElement.classList.add('large')")
    visitor.demand_no_sideways_scroll()
    if size == DESK:
        visitor.demand_accessible()
    if KEEPS:
        visitor.shot(f"dark-large-{_name(path, [])}", whole=True)
