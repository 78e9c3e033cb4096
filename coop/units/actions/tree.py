"""The tree of a unit: nodes are founded, renamed, moved and dissolved."""

from coop.core import audience
from coop.core.actions import action
from coop.core.clock import now, today
from coop.core.errors import Conflict, Invalid
from coop.core.events import record
from coop.core.scope import Scope
from coop.core.sentences import say
from coop.core.tenancy import reach, shares_of
from coop.extensions import db
from coop.units import tree
from coop.units.events import BranchDissolved, BranchFounded, BranchMoved, BranchRenamed, MembershipEnded
from coop.units.initials import initials_of
from coop.units.models import Branch, Unit
from coop.units.policy import Permission
from coop.units.queries.branches import branches_of, find_branch_of, parents_in
from coop.units.queries.people import members_of
from coop.units.wishes import NodeWish


@action(Permission.UNIT_ADMINISTER)
def found_branch(unit: Unit, wish: NodeWish, *, by: Scope) -> Branch:
    """A node stands in the unit's tree, listed in the network's directory where the unit lists new ones.

    Refuses a parent of another unit, a name twice under one parent, the ninth level, a temporary one without an end.
    """
    parent = _parent(unit.id, wish.parent_id)
    if tree.depth_of(parent.id if parent else None, parents_in(unit.id)) >= tree.DEEPEST:
        raise Invalid(say("组织树最多 %(most)s 级。", most=tree.DEEPEST), field="parent_id")
    _refuse_namesake(unit.id, wish.name, wish.parent_id)
    if wish.kind == "temporary" and (wish.ends_on is None or wish.ends_on < today()):
        raise Invalid(say("临时支部请写明到哪一天，不能早于今天。"), field="ends_on")
    seen_by = audience.NETWORK if unit.allows("lists_new_branches") else audience.unit(unit.id)
    branch = Branch(unit_id=unit.id, name=wish.name, kind=wish.kind, parent_id=wish.parent_id, ends_on=wish.ends_on)
    branch.audience, branch.unit = seen_by, unit
    db.session().add(branch)
    db.session().flush()
    reach(audience.branch(branch.id))
    record(BranchFounded(branch.id, unit.id), subject=branch, audience=audience.unit(unit.id))
    return branch


@action(Permission.BRANCH_EDIT)
def rename_branch(branch: Branch, name: str, kind: str, *, by: Scope) -> Branch:
    """The branch is called so from now on, everywhere. Refuses a name that a sibling has."""
    if name != branch.name:
        _refuse_namesake(branch.unit_id, name, branch.parent_id)
    branch.name, branch.kind, branch.initials = name, kind, initials_of(name)
    record(BranchRenamed(branch.id), subject=branch, audience=audience.unit(branch.unit_id))
    return branch


@action(Permission.UNIT_ADMINISTER)
def move_branch(branch: Branch, under_id: int | None, *, by: Scope) -> Branch:
    """The branch with all below it stands under another node of its own unit, or at the top.

    Refuses a place below itself, which would cut the tree into a circle, and one of another unit.
    """
    _parent(branch.unit_id, under_id)
    if not tree.may_move(branch.id, under_id, parents_in(branch.unit_id)):
        raise Invalid(say("不能移到自己或自己的下级之下，也不能超过 %(most)s 级。", most=tree.DEEPEST), field="parent_id")
    branch.parent_id = under_id
    record(BranchMoved(branch.id, under_id), subject=branch, audience=audience.unit(branch.unit_id))
    return branch


@action(Permission.UNIT_ADMINISTER)
def dissolve_branch(branch: Branch, reason: str, *, by: Scope) -> Branch:
    """The branch is history: its people belong to it no longer and are told why; what it did stays.

    Refuses while branches stand below it, and without a reason where people or partnerships are concerned.
    """
    if any(child.parent_id == branch.id for child in branches_of(branch.unit_id)):
        raise Conflict(say("“%(name)s”还有下级组织，请先移走或撤销它们。", name=branch.name))
    people = members_of(branch.id, states=("active", "invited", "applied"))
    if (people or _in_partnerships(branch)) and not reason.strip():
        raise Invalid(say("这里还有 %(people)s 名成员、%(pacts)s 个共建，请写明撤销理由，他们会看到。",
                          people=len(people), pacts=_in_partnerships(branch)), field="reason")  # fmt: skip
    for membership in people:
        membership.state, membership.reason, membership.ended_at = "ended", reason.strip(), now()
        record(MembershipEnded(membership.id, branch.id, membership.user_id), subject=membership)
    branch.state, branch.state_reason = "dissolved", reason.strip()
    record(BranchDissolved(branch.id), subject=branch, audience=audience.unit(branch.unit_id))
    return branch


def _in_partnerships(branch: Branch) -> int:
    """How many partnerships see the branch as a party: each of them has a share in its row."""
    return sum(audience.kind_of(name) == "partnership" for name in shares_of(branch))


def _parent(unit_id: int, parent_id: int | None) -> Branch | None:
    parent = find_branch_of(unit_id, parent_id) if parent_id else None
    if parent_id and parent is None:
        raise Invalid(say("请从本单位的组织里选择上级。"), field="parent_id")
    return parent


def _refuse_namesake(unit_id: int, name: str, parent_id: int | None) -> None:
    if any(other.name == name and other.parent_id == parent_id for other in branches_of(unit_id)):
        raise Invalid(say("同一个上级下面已经有“%(name)s”。", name=name), field="name")
