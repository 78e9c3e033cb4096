"""Browsers of the cast on the library's pages."""

import pytest
from flask.testing import FlaskClient


@pytest.fixture
def app(app):
    """Pages are tested without the forms' token; that it is demanded is tested for the whole house."""
    app.config["WTF_CSRF_ENABLED"] = False
    return app


@pytest.fixture
def ana(app, cast) -> FlaskClient:
    return cast.ana.visit(app)


@pytest.fixture
def dara(app, cast) -> FlaskClient:
    return cast.dara.visit(app)
