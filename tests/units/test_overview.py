"""The overview of a unit says of each branch who leads it, how many belong and who has not come in."""

import re

from flask import Flask

from coop.core.scope import entering, everything
from coop.units.queries.branches import branches_of
from coop.units.queries.overview import lines_of
from tests import factories as make
from tests.cast import Cast


def lines(cast: Cast, unit: str = "north") -> list[tuple[str, int, list[str], int, int]]:
    with everything("test", quiet=True):
        found = lines_of(branches_of(getattr(cast, unit).id))
        return [(line.branch.name, line.depth, list(line.secretaries), line.people, line.outside) for line in found]


def test_each_branch_stands_in_the_tree_with_its_secretary_and_its_people(cast: Cast):
    with everything("test", quiet=True):
        make.membership(cast.third, make.user("应邀"), state="invited", called="应邀")
        make.member(cast.third, "没登录", state="invited")
        make.member(cast.third, "来宾", "guest")
        make.membership(cast.third, make.user("走了"), state="ended")
        make.branch(cast.north, "新支部", parent=cast.third)
        make.save()
    assert lines(cast) == [
        ("党委", 0, [], 0, 0), ("第三支部", 1, ["安娜"], 4, 2), ("新支部", 2, [], 0, 0), ("第二支部", 1, ["白露"], 1, 0),
    ]  # fmt: skip


def test_the_page_shows_it_with_the_rules_of_the_unit(app: Flask, cast: Cast):
    with everything("test", quiet=True):
        unit_id, cast.north.policies = cast.north.id, {"may_publish": False}
        make.save()
    page = re.sub(r"\s+", " ", cast.nora.visit(app).get(f"/units/{unit_id}").text)
    assert "安娜" in page and "还没有书记" in page
    assert "支部可以向全网发布经验</span><span class=\"muted\">已关闭" in page
    assert "支部可以邀请来宾</span><span class=\"muted\">允许" in page


def test_a_stranger_counts_nobody(app: Flask, cast: Cast):
    with everything("test", quiet=True):
        unit_id = cast.north.id
    assert cast.dara.visit(app).get(f"/units/{unit_id}").status_code == 404
    with entering(cast.dara.scope):
        found = lines_of(branches_of(unit_id))
        assert {(line.people, tuple(line.secretaries)) for line in found} == {(0, ())}
