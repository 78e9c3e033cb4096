"""Tests look at rows as nobody in particular; deeds and finds enter the scope of their person."""

from collections.abc import Iterator

import pytest

from coop.core.scope import everything


@pytest.fixture(autouse=True)
def onlooker(request: pytest.FixtureRequest) -> Iterator[None]:
    """Between the deeds the test itself sees all rows, so that it can compare them."""
    if "cast" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("cast")
    with everything("a test compares", quiet=True):
        yield
