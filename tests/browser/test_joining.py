"""The way in through a real browser: a link from a slip, a password, the first page; and a wrong one at the door."""

import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.serving import make_server

from coop.accounts import actions
from coop.accounts.models import INVITED, Charge
from coop.core.scope import entering, everything
from tests import factories as make
from tests.cast import Cast, sign_in


@pytest.fixture
def origin(app: Flask, cast: Cast) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture
def path(cast: Cast) -> str:
    """Where the slip of somebody whom North invited leads."""
    with everything("test", quiet=True):
        person = make.user("牛小康", state=INVITED)
        make.membership(cast.third, person)
        charge = Charge(person, cast.north.id)
        make.save()
    with entering(cast.nora.scope) as nora:
        return actions.issue_slips([charge], by=nora)[0].path


def test_an_invited_person_comes_in_with_one_field_and_one_button(visit, origin, path, size):
    """A browser sends Origin and Referer as the page's policy tells it: the form must be let in all the same."""
    visitor = visit(origin, size=size)
    visitor.go(path)
    sent: list[dict[str, str]] = []
    visitor.page.on("request", lambda request: sent.append(request.headers))
    visitor.page.get_by_label("设一个口令").fill("秋天的第一场雨下得真是很久")
    visitor.page.get_by_role("button", name="进入互联共建").click()
    visitor.page.wait_for_url(f"{origin}/")
    assert all(path not in header.get("referer", "") for header in sent)
    visitor.go("/me")
    assert visitor.page.get_by_role("heading", name="牛小康").is_visible()


@pytest.mark.parametrize("page", ["/sign-in", "/join", "/reset", "link", "spent"])
def test_the_pages_before_the_door_are_open_to_everybody(visit, origin, path, size, page):
    """Axe finds nothing, nothing is wider than the screen."""
    visitor = visit(origin, size=size)
    if page == "spent":
        visitor.expect_noise("404")
    visitor.go({"link": path, "spent": "/join/spent"}.get(page, page))
    visitor.demand_accessible()
    visitor.demand_no_sideways_scroll()


def test_the_page_of_ones_own_is_open_to_everybody(visit, app: Flask, cast: Cast, origin, size):
    visitor = visit(origin, size=size)
    cookie = {"name": app.config["SESSION_COOKIE_NAME"], "value": sign_in(app, cast.ana.id), "url": origin}
    visitor.context.add_cookies([cookie])
    visitor.go("/me")
    for fold in visitor.page.locator("main details").all():
        fold.locator("summary").click()
    visitor.demand_accessible()
    visitor.demand_no_sideways_scroll()
