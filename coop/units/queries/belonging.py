"""What a person's memberships and unit roles add to their scope."""

from sqlalchemy import select

from coop.core import audience
from coop.core.scope import OFFICERS, Grants, Post
from coop.extensions import db
from coop.units.models import ACTIVE, CLOSING, SUSPENDED, Branch, Membership, Unit, UnitRole

INHERITING = OFFICERS | {"committee"}
STANDING = (ACTIVE, CLOSING)


def grant_memberships(user_id: int, grants: Grants) -> None:
    """Add each active membership, the branches below those a committee's officers hold, and the unit roles.

    A suspended unit gives none of it and is only noted.
    """
    rows = db.session().execute(
        select(Branch.id, Membership.unit_id, Membership.role, Branch.kind, Unit.short_name, Unit.name, Branch.name, Unit.state)
        .select_from(Membership)
        .join(Branch, Branch.id == Membership.branch_id)
        .join(Unit, Unit.id == Membership.unit_id)
        .where(Membership.user_id == user_id, Membership.state == "active", Branch.state == "active")
        .where(Unit.state.in_((*STANDING, SUSPENDED)))
        .order_by(Membership.id)
    )
    for branch_id, unit_id, role, kind, short_name, unit_name, branch_name, state in rows.all():
        if state == SUSPENDED:
            grants.suspended_unit_ids.add(unit_id)
            continue
        _grant_branch(grants, Post(branch_id, unit_id, role))
        grants.stand(f"{short_name or unit_name} · {branch_name}", role)
        if kind in ("committee", "general_branch") and role in INHERITING:
            for below in branch_ids_below(branch_id):
                grants.audiences |= {audience.branch(below), audience.officers(below)}
                grants.posts.append(Post(below, unit_id, "committee", is_inherited=True))
    _grant_unit_roles(user_id, grants)


def _grant_branch(grants: Grants, post: Post) -> None:
    """A guest sees the one branch that invited them, and no directory (A4)."""
    grants.posts.append(post)
    grants.audiences.add(audience.branch(post.branch_id))
    if post.role == "guest":
        return
    grants.audiences |= {audience.unit(post.unit_id), audience.NETWORK}
    if post.role in OFFICERS:
        grants.audiences.add(audience.officers(post.branch_id))


def _grant_unit_roles(user_id: int, grants: Grants) -> None:
    """An administrator and a unit's committee see all its branches; only the committee reads what officers write."""
    roles = db.session().execute(
        select(UnitRole.unit_id, UnitRole.role, Unit.short_name, Unit.name, Unit.state)
        .join(Unit, Unit.id == UnitRole.unit_id)
        .where(UnitRole.user_id == user_id, Unit.state.in_((*STANDING, SUSPENDED)))
    )
    for unit_id, role, short_name, unit_name, state in roles.all():
        if state == SUSPENDED:
            grants.suspended_unit_ids.add(unit_id)
            continue
        grants.stand(short_name or unit_name, f"unit_{role}")
        grants.unit_roles.add((unit_id, role))
        grants.audiences |= {audience.unit(unit_id), audience.NETWORK}
        branches = db.session().scalars(select(Branch.id).where(Branch.unit_id == unit_id)).all()
        grants.audiences |= {audience.branch(branch_id) for branch_id in branches}
        if role == "committee":
            grants.audiences |= {audience.officers(branch_id) for branch_id in branches}


def branch_ids_below(branch_id: int) -> list[int]:
    """All descendants of a node of the tree, itself not among them."""
    tree = select(Branch.id).where(Branch.parent_id == branch_id).cte("below", recursive=True)
    tree = tree.union_all(select(Branch.id).where(Branch.parent_id == tree.c.id))
    return list(db.session().scalars(select(tree.c.id)))
