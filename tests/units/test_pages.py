"""Every page of units opens for those whom it is for, and answers Dara and visitors as if there were nothing."""

import pytest
from flask import Flask

from coop.core.scope import everything
from coop.units.models import RosterImport
from coop.units.queries.people import find_membership
from tests import factories as make
from tests.cast import Cast

OF_UNIT = (
    "/units/{unit}", "/units/{unit}/edit", "/units/{unit}/tree", "/units/{unit}/branches/new", "/units/{unit}/people",
    "/units/{unit}/roles", "/units/{unit}/policies", "/units/{unit}/trail", "/units/{unit}/import",
    "/units/{unit}/import/template.xlsx", "/units/{unit}/slips",
)  # fmt: skip
OF_BRANCH = (
    "/branches/{branch}", "/branches/{branch}/edit", "/branches/{branch}/name", "/branches/{branch}/people",
    "/branches/{branch}/people/new", "/memberships/{ben}", "/memberships/{ben}/office", "/memberships/{ben}/end",
)  # fmt: skip
OF_ADMIN = ("/branches/{branch}/place", "/branches/{branch}/end")
OF_EVERYBODY = ("/branches", "/memberships", "/memberships/waiting")


@pytest.fixture
def places(cast: Cast) -> dict[str, int]:
    with everything("test", quiet=True):
        ben = find_membership(cast.ben.id, cast.third.id)
        return {"unit": cast.north.id, "branch": cast.third.id, "ben": ben.id}


@pytest.mark.parametrize("path", [*OF_UNIT, *OF_BRANCH, *OF_ADMIN, *OF_EVERYBODY])
def test_a_unit_administrator_opens_every_page_of_the_unit(app: Flask, cast: Cast, places: dict[str, int], path: str):
    answer = cast.nora.visit(app).get(path.format(**places))
    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize("path", OF_BRANCH)
def test_a_secretary_opens_every_page_of_the_branch(app: Flask, cast: Cast, places: dict[str, int], path: str):
    assert cast.ana.visit(app).get(path.format(**places)).status_code == 200


@pytest.mark.parametrize("path", [*OF_UNIT, *OF_ADMIN])
def test_a_secretary_does_not_run_the_unit(app: Flask, cast: Cast, places: dict[str, int], path: str):
    assert cast.ana.visit(app).get(path.format(**places)).status_code == 403


@pytest.mark.parametrize("path", [*OF_UNIT, *OF_BRANCH[1:], *OF_ADMIN])
def test_a_plain_member_changes_nothing(app: Flask, cast: Cast, places: dict[str, int], path: str):
    answer = cast.ben.visit(app).get(path.format(**places))
    assert answer.status_code == (200 if path in ("/branches/{branch}/people", "/memberships/{ben}") else 403)


@pytest.mark.parametrize("path", [*OF_UNIT, *OF_BRANCH[1:], *OF_ADMIN])
def test_dara_opens_none_of_it(app: Flask, cast: Cast, places: dict[str, int], path: str):
    """That the unit and its listed branch exist is known to the network; how they are run is not found."""
    assert cast.dara.visit(app).get(path.format(**places)).status_code == 404


@pytest.mark.parametrize("path", [*OF_UNIT, *OF_BRANCH[1:], *OF_ADMIN, *OF_EVERYBODY])
def test_a_visitor_is_asked_to_sign_in(app: Flask, cast: Cast, places: dict[str, int], path: str):
    answer = app.test_client().get(path.format(**places))
    assert (answer.status_code, answer.headers["Location"][:8]) == (303, "/sign-in")


@pytest.mark.parametrize("path", OF_BRANCH[:6])
def test_an_unlisted_branch_of_another_unit_is_not_found(app: Flask, cast: Cast, places: dict[str, int], path: str):
    with everything("test", quiet=True):
        cast.third.audience = f"unit:{cast.north.id}"
        make.save()
    assert cast.dara.visit(app).get(path.format(**places)).status_code == 404
    assert cast.ben.visit(app).get("/branches/{branch}".format(**places)).status_code == 200
    assert cast.chen.visit(app).get("/branches/{branch}".format(**places)).status_code == 200, "a partner knows its partner"


def test_the_committee_reads_and_changes_nothing(app: Flask, cast: Cast, places: dict[str, int]):
    eve = cast.eve.visit(app)
    for path in ("/units/{unit}", "/units/{unit}/tree", "/units/{unit}/people", "/units/{unit}/trail"):
        assert eve.get(path.format(**places)).status_code == 200
    for path in ("/units/{unit}/import", "/units/{unit}/edit", "/branches/{branch}/edit", "/memberships/{ben}/end"):
        assert eve.get(path.format(**places)).status_code == 403
    assert eve.post("/units/{unit}/policies".format(**places), data={}).status_code in (400, 403)


def test_a_foreign_import_is_not_found(app: Flask, cast: Cast):
    with everything("test", quiet=True):
        row = make.add(RosterImport(unit_id=cast.north.id, by_id=cast.nora.id, filename="a.xlsx", file_key="0" * 32,
                                    sha256="", size=1, audience=f"user:{cast.nora.id}"))  # fmt: skip
        make.save()
        number = row.id
    for person in (cast.dara, cast.ana, cast.eve):
        for path in ("", "/problems.xlsx"):
            assert person.visit(app).get(f"/imports/{number}{path}").status_code == 404
