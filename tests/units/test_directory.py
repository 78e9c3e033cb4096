"""U5: the directory names what its owners list, finds it by name, initials, district, domain and kind, and nothing else."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coop.core.errors import Forbidden, Invalid, NotFound
from coop.core.scope import entering, everything
from coop.extensions import db
from coop.units.actions.profile import edit_profile
from coop.units.models import Branch
from coop.units.queries.branches import directory
from coop.units.wishes import Profile
from tests import factories as make
from tests.cast import Cast
from tests.units.pages import send

FORM = {"strengths": "安全讲师", "needs": "志愿者", "venues": "", "district": "", "liaison_role": "clerk"}


@pytest.fixture
def ids(cast: Cast) -> dict[str, int]:
    with everything("test", quiet=True):
        cast.south.district, cast.port.domains, cast.gate.district = "南港区", ["safety"], "东城区"
        hidden = make.branch(cast.east, "东城密支部", audience=f"unit:{cast.east.id}")
        make.save()
        return {"third": cast.third.id, "port": cast.port.id, "gate": cast.gate.id, "hidden": hidden.id,
                "east": cast.east.id, "north": cast.north.id}  # fmt: skip


def names(**chosen: str) -> set[str]:
    return {branch.name for branch in directory(**chosen).items}


def page(client: FlaskClient, path: str) -> str:
    return client.get(path).text


@pytest.mark.parametrize(("chosen", "there", "absent"), [
    ({"text": "教工"}, "教工支部", "第一支部"), ({"text": "南港物流"}, "第一支部", "教工支部"),
    ({"text": "jgzb"}, "教工支部", "第一支部"), ({"district": "南港区"}, "第一支部", "教工支部"),
    ({"district": "东城区"}, "教工支部", "第一支部"), ({"domain": "safety"}, "第一支部", "教工支部"),
    ({"kind": "committee"}, "党委", "教工支部"), ({"text": "100%"}, "", "教工支部"), ({"text": "_"}, "", "教工支部"),
])  # fmt: skip
def test_the_directory_finds_by_each_of_its_filters(cast: Cast, ids: dict[str, int], chosen, there: str, absent: str):
    with entering(cast.chen.scope):
        found = names(**chosen)
        assert absent not in found and (there in found if there else not found)


def test_an_unlisted_branch_is_in_no_list_count_or_filter_of_others(app: Flask, cast: Cast, ids: dict[str, int]):
    with everything("test", quiet=True):
        db.session().get(Branch, ids["hidden"]).district = "只此一处"
        make.save()
    for person, sees in ((cast.dara, True), (cast.ana, False), (cast.chen, False)):
        text = page(person.visit(app), "/branches")
        assert ("东城密支部" in text) is sees and ("只此一处" in text) is sees
        assert person.visit(app).get(f"/branches/{ids['hidden']}").status_code == (200 if sees else 404)


def test_a_missing_branch_and_a_foreign_one_answer_alike(app: Flask, cast: Cast, ids: dict[str, int]):
    """T-04."""
    ana = cast.ana.visit(app)
    hidden, missing = ana.get(f"/branches/{ids['hidden']}"), ana.get("/branches/999999")
    assert (hidden.status_code, hidden.text) == (missing.status_code, missing.text)


def test_officers_describe_their_branch_and_choose_who_sees_it(app: Flask, cast: Cast, ids: dict[str, int]):
    path, dara = f"/branches/{ids['third']}", cast.dara.visit(app)
    ana = cast.ana.visit(app)
    assert send(ana, f"{path}/edit", **FORM, seen_by="network", domains=["safety", "nonsense"]).status_code == 422
    assert send(ana, f"{path}/edit", **FORM, seen_by="network", domains=["safety"]).status_code == 303
    assert "安全讲师" in page(dara, path)
    assert send(ana, f"{path}/edit", **FORM, seen_by="unit").status_code == 303
    assert dara.get(path).status_code == 404
    assert "安全讲师" in page(cast.chen.visit(app), path), "partners still see their partner"
    assert "安全讲师" in page(cast.ben.visit(app), path)


def test_a_public_branch_is_seen_without_sign_in_and_others_are_not(app: Flask, cast: Cast, ids: dict[str, int]):
    path = f"/branches/{ids['third']}"
    assert app.test_client().get(path).status_code == 404
    send(cast.ana.visit(app), f"{path}/edit", **FORM, seen_by="public")
    text = page(app.test_client(), path)
    assert "安全讲师" in text and "安娜" not in text
    assert app.test_client().get(f"/branches/{ids['port']}").status_code == 404


def test_a_unit_that_shares_nothing_publicly_refuses_at_the_field(app: Flask, cast: Cast, ids: dict[str, int]):
    with everything("test", quiet=True):
        cast.north.policies = {"may_share_publicly": False}
        make.save()
    answer = send(cast.ana.visit(app), f"/branches/{ids['third']}/edit", **FORM, seen_by="public")
    assert answer.status_code == 422 and "不对外公开" in answer.text and "安全讲师" in answer.text
    profile = Profile("", "", "", (), "", "clerk", "public")
    with entering(cast.ana.scope), pytest.raises(Invalid):
        edit_profile(db.session().get(Branch, ids["third"]), profile, by=cast.ana.scope)


@pytest.mark.parametrize("who", ["ben", "bella", "chen", "dara", "eve"])
def test_nobody_else_describes_a_branch(cast: Cast, ids: dict[str, int], who: str):
    person = getattr(cast, who)
    profile = Profile("x", "", "", (), "", "clerk", "network")
    with entering(person.scope), pytest.raises((Forbidden, NotFound)):
        edit_profile(db.session().get(Branch, ids["third"]), profile, by=person.scope)


def test_the_directory_is_for_the_network_and_not_for_visitors(app: Flask, cast: Cast):
    assert app.test_client().get("/branches").status_code == 303
    assert cast.otto.visit(app).get("/branches").status_code == 403
