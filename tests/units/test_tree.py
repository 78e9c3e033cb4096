"""U1, U2: a unit's tree is founded, renamed, moved and dissolved by its administrator, never into a circle or a neighbour."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop.core.clock import today
from coop.core.errors import Conflict, Forbidden, Invalid, NotFound
from coop.core.events import Deed
from coop.core.scope import entering, everything
from coop.extensions import db
from coop.units import tree
from coop.units.actions.tree import dissolve_branch, found_branch, move_branch, rename_branch
from coop.units.models import Branch, Membership, Unit
from coop.units.queries.people import members_of
from coop.units.wishes import NodeWish
from tests import factories as make
from tests.cast import Cast


@dataclass
class Leaf:
    id: int
    name: str
    parent_id: int | None


@pytest.fixture
def ids(cast: Cast) -> dict[str, int]:
    with everything("test", quiet=True):
        return {"north": cast.north.id, "third": cast.third.id, "second": cast.second.id, "gate": cast.gate.id,
                "root": cast.third.parent_id}  # fmt: skip


def unit(ids: dict[str, int]) -> Unit:
    return db.session().get(Unit, ids["north"])


def branch(number: int) -> Branch:
    return db.session().get(Branch, number)


@given(st.lists(st.integers(min_value=0, max_value=7), min_size=1, max_size=8))
def test_an_outline_names_every_node_once_and_parents_first(parents: list[int]):
    nodes = [Leaf(number, str(number), parent if parent < number else None) for number, parent in enumerate(parents)]
    places = tree.outline(nodes)
    assert sorted(place.node.id for place in places) == list(range(len(parents)))
    seen = {}
    for place in places:
        parent = place.node.parent_id
        assert parent is None or seen[parent] == place.depth - 1
        seen[place.node.id] = place.depth


@given(st.lists(st.integers(min_value=0, max_value=7), min_size=2, max_size=8), st.integers(0, 7), st.integers(0, 7))
def test_a_move_that_is_allowed_never_makes_a_circle(parents: list[int], moved: int, under: int):
    chain = {number: parent if parent < number else None for number, parent in enumerate(parents)}
    moved, under = moved % len(parents), under % len(parents)
    if tree.may_move(moved, under, chain):
        chain[moved] = under
    assert len(tree.outline([Leaf(number, "", parent) for number, parent in chain.items()])) == len(parents)


def test_the_ninth_level_is_refused():
    chain = {number: number - 1 or None for number in range(1, 9)}
    assert tree.depth_of(8, chain) == 8
    assert not tree.may_move(9, 8, chain | {9: None})
    assert tree.may_move(9, 7, chain | {9: None})


def test_an_administrator_founds_a_branch_that_the_network_can_find(cast: Cast, ids: dict[str, int]):
    with entering(cast.nora.scope):
        made = found_branch(unit(ids), NodeWish("第九支部", "branch", ids["root"]), by=cast.nora.scope)
        assert (made.parent_id, made.audience, made.initials) == (ids["root"], "network", "djzb")


def test_a_unit_that_lists_no_new_branches_keeps_it_to_itself(cast: Cast, ids: dict[str, int]):
    with everything("test", quiet=True):
        unit(ids).policies = {"lists_new_branches": False}
        make.save()
    with entering(cast.nora.scope):
        number = found_branch(unit(ids), NodeWish("密支部", "branch"), by=cast.nora.scope).id
    with entering(cast.dara.scope):
        assert branch(number) is None


@pytest.mark.parametrize(("wish", "field"), [
    (lambda ids: NodeWish("x", "branch", ids["gate"]), "parent_id"),
    (lambda ids: NodeWish("x", "branch", 999_999), "parent_id"),
    (lambda ids: NodeWish("第三支部", "branch", ids["root"]), "name"),
    (lambda ids: NodeWish("x", "temporary"), "ends_on"),
    (lambda ids: NodeWish("x", "temporary", None, today() - timedelta(days=1)), "ends_on"),
], ids=["of a neighbour", "of nobody", "a name twice", "endless", "over already"])  # fmt: skip
def test_a_node_in_the_wrong_place_is_refused_at_its_field(cast: Cast, ids: dict[str, int], wish, field: str):
    """T-05: a parent of another unit, listed as it is, is no parent."""
    with entering(cast.nora.scope), pytest.raises(Invalid) as refusal:
        found_branch(unit(ids), wish(ids), by=cast.nora.scope)
    assert refusal.value.field == field


def test_a_branch_moves_within_its_unit_and_nowhere_else(cast: Cast, ids: dict[str, int]):
    with entering(cast.nora.scope):
        move_branch(branch(ids["third"]), ids["second"], by=cast.nora.scope)
        assert branch(ids["third"]).parent_id == ids["second"]
        for wrong in (ids["gate"], ids["third"]):
            with pytest.raises(Invalid):
                move_branch(branch(ids["third"]), wrong, by=cast.nora.scope)
        with pytest.raises(Invalid):
            move_branch(branch(ids["root"]), ids["third"], by=cast.nora.scope)


def test_officers_rename_their_own_branch_and_found_none(cast: Cast, ids: dict[str, int]):
    with entering(cast.ana.scope):
        assert rename_branch(branch(ids["third"]), "第三党支部", "branch", by=cast.ana.scope).initials == "dsdzb"
        with pytest.raises(Invalid):
            rename_branch(branch(ids["third"]), "第二支部", "branch", by=cast.ana.scope)
        with pytest.raises(Forbidden):
            rename_branch(branch(ids["second"]), "x", "branch", by=cast.ana.scope)
        with pytest.raises(Forbidden):
            found_branch(unit(ids), NodeWish("x", "branch"), by=cast.ana.scope)


def test_a_branch_that_people_belong_to_is_dissolved_with_a_reason_that_each_of_them_hears(cast: Cast, ids: dict[str, int]):
    with entering(cast.nora.scope):
        with pytest.raises(Invalid, match="2 名成员、1 个共建"):
            dissolve_branch(branch(ids["third"]), " ", by=cast.nora.scope)
        with pytest.raises(Conflict):
            dissolve_branch(branch(ids["root"]), "合并", by=cast.nora.scope)
        dissolve_branch(branch(ids["third"]), "并入第二支部", by=cast.nora.scope)
        assert branch(ids["third"]).state == "dissolved"
    with everything("test", quiet=True):
        told = {deed.facts["user_id"] for deed in db.session().query(Deed).filter_by(name="units.MembershipEnded")}
        assert {cast.ana.id, cast.ben.id} <= told
        assert {row.reason for row in members_of(ids["third"], states=("ended",))} == {"并入第二支部"}
    assert f"branch:{ids['third']}" not in cast.ana.scope.audiences, "T-10: at once"


def test_dara_reaches_no_node_of_another_unit(cast: Cast, ids: dict[str, int]):
    with entering(cast.dara.scope):
        for deed in (lambda: rename_branch(branch(ids["third"]), "x", "branch", by=cast.dara.scope),
                     lambda: move_branch(branch(ids["third"]), None, by=cast.dara.scope),
                     lambda: dissolve_branch(branch(ids["third"]), "x", by=cast.dara.scope),
                     lambda: found_branch(unit(ids), NodeWish("x", "branch"), by=cast.dara.scope)):  # fmt: skip
            with pytest.raises((Forbidden, NotFound)):
                deed()
        assert db.session().query(Membership).filter_by(branch_id=ids["third"]).count() == 0
