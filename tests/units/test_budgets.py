"""Every list costs the same number of statements with one row and with three."""

import pytest
from flask import Flask

from coop.core.scope import everything
from coop.units.models import UnitApplication
from tests import factories as make
from tests.budget import statements
from tests.cast import Cast

#: Two of each are the frame's: who asks, and what is unread.
BUDGETS = [
    ("nora", "/units/{unit}", 16),
    ("nora", "/units/{unit}/people", 9), ("nora", "/units/{unit}/tree", 7), ("nora", "/units/{unit}/trail", 8),
    ("nora", "/units/{unit}/slips", 6), ("nora", "/units/{unit}/roles", 6), ("chen", "/branches", 7),
    ("ana", "/branches/{branch}/people", 6), ("ana", "/branches/{branch}", 8), ("ana", "/memberships", 5),
    ("ana", "/memberships/waiting", 6), ("otto", "/admin/units", 6),
]  # fmt: skip


def grow(cast: Cast, count: int) -> dict[str, int]:
    """As many more branches, people, applications and waiting requests, each in every list."""
    with everything("test", quiet=True):
        for number in range(count):
            branch = make.branch(cast.north, f"新支部{number}", parent=cast.third)
            make.member(branch, f"新人{number}", state="invited")
            person = make.member(cast.third, f"同事{number}", "committee", state="invited")
            make.membership(branch, person)
            make.membership(branch, cast.ana.user)
            make.membership(cast.third, make.user(f"申请{number}"), state="applied")
            make.unit_role(cast.north, f"管理{number}", "committee")
            make.add(UnitApplication(token_hash=f"t{number}{count}", unit_name="x", kind="school", district="y",
                                     applicant="z", audience="operators"))  # fmt: skip
        make.save()
        return {"unit": cast.north.id, "branch": cast.third.id}


@pytest.mark.parametrize(("who", "path", "most"), BUDGETS, ids=[path for _, path, _ in BUDGETS])
def test_a_list_costs_the_same_however_long_it_is(app: Flask, cast: Cast, who: str, path: str, most: int):
    costs = []
    for count in (1, 3):
        places = grow(cast, count)
        client = getattr(cast, who).visit(app)
        client.get("/healthz")
        client.get(path.format(**places))
        with statements() as sent:
            assert client.get(path.format(**places)).status_code == 200
        costs.append(len(sent))
    assert costs[0] == costs[1] <= most, "\n".join(sent)
