"""People with passwords, and a browser that fills in forms as a person does."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from coop.accounts.models import Attempt
from coop.accounts.passwords import hashing
from coop.core.scope import everything
from coop.extensions import db
from tests import factories as make
from tests.cast import Cast, Person

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
Fill = Callable[..., Any]


@pytest.fixture(scope="session")
def kept(blank_database) -> dict[str, str]:
    """Hashes are made once a run: each costs a tenth of a second."""
    return {}


@pytest.fixture
def ana(cast: Cast, kept: dict[str, str]) -> Person:
    """Ana with a password and all three names."""
    with everything("test", quiet=True):
        user = cast.ana.user
        kept.setdefault("hash", hashing.keep(make.PASSWORD))
        user.password = kept["hash"]
        user.email, user.username, user.phone = "ana@north.cn", "anna", "+8613912345678"
        make.save()
    return cast.ana


@pytest.fixture
def fill() -> Fill:
    """``fill(client, "/join", code=…)``: open a page, fill in its form and send it, to ``to`` if not to the page itself."""

    def send(client: FlaskClient, page: str, *, to: str | None = None, **typed: str) -> Any:
        found = TOKEN.search(client.get(page).text)
        return client.post(to or page, data={"csrf_token": found.group(1) if found else "", **typed})

    return send


@pytest.fixture
def enter(fill: Fill) -> Fill:
    """``enter(client, "anna")`` signs in."""

    def sign_in(client: FlaskClient, name: str, password: str = make.PASSWORD, **more: str) -> Any:
        return fill(client, "/sign-in", name=name, password=password, **more)

    return sign_in


def attempts() -> list[Attempt]:
    return list(db.session().query(Attempt))
