"""An index of its own for each test, on a real disk."""

import pytest

from coop.library.search.document import Document
from coop.library.search.whoosh_index import WhooshIndex

EVERYBODY = frozenset({"network"})


def case(number: int, title: str, body: str = "", **more) -> Document:
    """A published case that the whole network may find, unless told otherwise."""
    more.setdefault("audiences", EVERYBODY)
    return Document(more.pop("kind", "entry"), number, title, body, **more)


@pytest.fixture
def index(tmp_path) -> WhooshIndex:
    """Empty and ready."""
    made = WhooshIndex(tmp_path / "index")
    made.rebuild([])
    return made
