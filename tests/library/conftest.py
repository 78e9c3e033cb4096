"""Each test's database counts its versions from one, so what was kept of another's is forgotten."""

import pytest

from coop.library.queries import texts


@pytest.fixture(autouse=True)
def forgotten():
    texts.forget()
