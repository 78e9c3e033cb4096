"""T-02: every address, asked by everybody about everything that makes a difference, answers as the table says."""

import pytest

from tests.authz.house import House
from tests.authz.matrix import Row, observed, rows
from tests.authz.world import PEOPLE

TABLE = list(rows())


def test_every_address_stands_in_the_table(house: House):
    """A new address comes with its row: whoever writes it has judged who may come."""
    declared, served = {row.route for row in TABLE}, set(house.routes())
    assert served <= declared, "no row in matrix.txt for:\n  " + "\n  ".join(sorted(served - declared))
    assert declared <= served, "served no more:\n  " + "\n  ".join(sorted(declared - served))


def test_the_table_is_whole():
    """No cell is left out, nobody passes through a row that was meant to be closed."""
    for row in TABLE:
        assert len(row.answers) == len(PEOPLE), row


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.route} {','.join(row.words)}")
def test_everybody_is_answered_as_the_table_says(house: House, row: Row):
    seen = observed(house, row)
    assert seen == row, f"\n{' ' * 86}{' '.join(f'{name:>5}' for name in PEOPLE)}\nsays {row}\ndoes {seen}"


def test_what_dara_has_is_hers_alone():
    """Of her things the table lets nobody else see any, but for the branch that stands in the network's directory."""
    for row in TABLE:
        if any(word.startswith("dara") for word in row.words):
            others = [answer for name, answer in zip(PEOPLE, row.answers, strict=True) if name != "dara"]
            assert set(others) <= {"404", "in"}, row


def test_whoever_has_no_session_or_a_locked_account_comes_no_further_than_the_door():
    """All but the public addresses (tests/law/test_routes.py) send them away, whatever else they ask."""
    opened = {row.route for row in TABLE if "in" not in row.answers[-2:] and row.answers[-1] != "404"}
    assert opened == {
        "GET /apply", "POST /apply", "GET /healthz", "GET /readyz", "GET /join", "POST /join", "POST /preferences",
        "GET /reset", "POST /reset", "GET /sign-in", "POST /sign-in",
        "GET /library/<int:id>", "GET /attachments/<int:id>",  # of what is public; the other rows of both say `in`
    }  # fmt: skip
