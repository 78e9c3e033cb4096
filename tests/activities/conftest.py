"""The cast with rows that keep their numbers and names whoever looks."""

import pytest
from flask import Flask
from hypothesis import settings

from coop.core.scope import everything
from coop.extensions import db
from tests.cast import Cast, settle

settings.register_profile("no clock", deadline=None)
settings.load_profile("no clock")
ROWS = ("north", "south", "east", "third", "second", "port", "gate", "pact")


@pytest.fixture
def cast(context: Flask) -> Cast:
    """Detached from the session: a row that belongs to it is read anew by whoever looks, and may then not be there."""
    with everything("settling the cast", quiet=True):
        settled = settle()
        for name in ROWS:
            row = getattr(settled, name)
            db.session().refresh(row)
            db.session().expunge(row)
    return settled


@pytest.fixture(autouse=True)
def without_tokens(app: Flask) -> None:
    """Pages are posted to without first being read for their token; tests/core/web holds the token's own promise."""
    app.config["WTF_CSRF_ENABLED"] = False
