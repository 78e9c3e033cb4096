"""Pages by keyset: none twice, none left out, and a cursor that somebody made up shows the first page."""

import json
from base64 import urlsafe_b64encode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from coop.core.paging import MOST_ITEMS, _values, page_of
from coop.core.scope import everything
from coop.units.models import Branch
from tests import factories as make
from tests.cast import Cast

BY = (Branch.created_at, Branch.id)


def of_east(cast: Cast):
    return select(Branch).where(Branch.name.startswith("页"))


@pytest.fixture
def seven(cast: Cast):
    with everything("test", quiet=True):
        made = [make.branch(cast.east, f"页{number}") for number in range(7)]
        for branch in made[2:5]:
            branch.created_at = made[0].created_at  # the number alone tells them apart
        make.save()
        yield [branch.id for branch in made]


@pytest.mark.parametrize("how", [{}, {"is_descending": False}], ids=["down", "up"])
@pytest.mark.parametrize("size", [1, 2, 3, 7, 20])
def test_all_come_once_in_order_whatever_the_size(cast: Cast, seven: list[int], size: int, how: dict[str, bool]):
    found, cursor = [], None
    for _ in range(8):
        page = page_of(of_east(cast), by=BY, cursor=cursor, size=size, **how)
        found += [(branch.created_at, branch.id) for branch in page.items]
        assert len(page.items) <= size
        if not (cursor := page.next_cursor):
            break
    assert found == sorted(found, reverse=not how) and sorted(number for _, number in found) == seven


def test_a_row_that_comes_in_between_doubles_nothing(cast: Cast, seven: list[int]):
    first = page_of(of_east(cast), by=BY, size=3)
    make.branch(cast.east, "页新")
    second = page_of(of_east(cast), by=BY, cursor=first.next_cursor, size=20)
    assert not {branch.id for branch in first.items} & {branch.id for branch in second.items}
    assert len(second.items) == 4


def made_up(value: object) -> str:
    return urlsafe_b64encode(json.dumps(value).encode()).decode()


@pytest.mark.parametrize("cursor", [
    "", "x", "%00", "null", "é", made_up(None), made_up(7), made_up([]), made_up(["2026-01-01"]), made_up({"a": 1, "b": 2}),
    made_up(["2026-01-01T00:00:00+00:00", "1"]), made_up(["nonsense", 1]), made_up([1, 1]), made_up([[1], [2]]),
])  # fmt: skip
def test_a_made_up_cursor_shows_the_first_page(cast: Cast, seven: list[int], cursor: str):
    page = page_of(of_east(cast), by=BY, cursor=cursor, size=3)
    assert [branch.id for branch in page.items] == [branch.id for branch in page_of(of_east(cast), by=BY, size=3).items]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80) | st.recursive(st.none() | st.integers() | st.text() | st.booleans(), st.lists).map(made_up))
def test_no_cursor_is_an_error(cursor: str):
    values = _values(cursor, BY)
    assert values is None or len(values) == 2


@pytest.mark.parametrize("path", ["/library", "/notifications", "/activities", "/partnerships"])
@pytest.mark.parametrize("cursor", [
    made_up(["2026-01-01T00:00:00", 1]), made_up(["2026-01-01T00:00:00+00:00", 10**30]), made_up([10**30]), made_up([True]),
])  # fmt: skip
def test_a_page_takes_an_old_or_a_forged_address(app, cast: Cast, path: str, cursor: str):
    """A naive instant and a number beyond the database's are no server error either."""
    client = cast.ana.visit(app)
    for name in ("cursor", "after"):
        assert client.get(path, query_string={name: cursor}).status_code == 200


def test_nobody_takes_more_than_a_hundred_at_once(cast: Cast):
    with everything("test", quiet=True):
        for number in range(MOST_ITEMS + 2):
            make.branch(cast.east, f"页{number}")
        assert len(page_of(of_east(cast), by=BY, size=10_000).items) == MOST_ITEMS == 100
