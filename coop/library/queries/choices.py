"""What the form offers: for which branch one writes, with whom one may share, who may review."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from coop.accounts.models import ACTIVE, User
from coop.core import audience
from coop.core.scope import OFFICERS, Scope, everything
from coop.extensions import db
from coop.library.audiences import choosable_audiences
from coop.partnerships.models import Partnership, Party
from coop.units.models import Branch, Membership, Unit, UnitRole

REVIEWING = OFFICERS | {"committee"}
OPEN_STATES = ("active", "paused")


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Somebody who may be asked to review, with the post that makes it so."""

    user_id: int
    name: str
    branch_id: int | None
    branch_name: str
    role: str


def writing_branches(scope: Scope) -> Sequence[Branch]:
    """The branches that the person writes for: those they are a member of, not those above which they sit."""
    own = [post.branch_id for post in scope.posts if post.role != "guest" and not post.is_inherited]
    return db.session().scalars(select(Branch).where(Branch.id.in_(own)).order_by(Branch.id)).all()


def shared_partnerships(branch_id: int) -> list[tuple[int, str]]:
    """The living partnerships that the branch has joined. A reviewer from elsewhere in the unit asks this too."""
    with everything("with whom a branch may share", quiet=True):
        rows = (
            select(Partnership.id, Partnership.name)
            .join(Party, Party.partnership_id == Partnership.id)
            .where(Party.branch_id == branch_id, Party.state == "joined", Partnership.state.in_(OPEN_STATES))
            .order_by(Partnership.id)
        )
        return [(number, name) for number, name in db.session().execute(rows)]


def choosable_for(branch: Branch) -> list[str]:
    """The audiences that an entry of this branch may have."""
    return choosable_audiences(
        branch_id=branch.id,
        unit_id=branch.unit_id,
        partnership_ids=[number for number, _ in shared_partnerships(branch.id)],
        may_publish=branch.unit.allows("may_publish"),
        may_share_publicly=branch.unit.allows("may_share_publicly"),
    )


def names_of(audiences: Sequence[str], scope: Scope) -> list[tuple[str, str]]:
    """Each audience with the name of whom it stands for, as far as the reader may know it, else nothing."""
    names: dict[str, str] = {}
    wanted = {kind: [audience.id_of(n) for n in audiences if n.startswith(f"{kind}:")] for kind in ("branch", "unit")}
    if wanted["branch"]:
        found = db.session().scalars(select(Branch).where(Branch.id.in_(wanted["branch"])))
        names |= {audience.branch(branch.id): branch.label for branch in found}
    if wanted["unit"]:
        units = db.session().scalars(select(Unit).where(Unit.id.in_(wanted["unit"])))
        names |= {audience.unit(unit.id): unit.label for unit in units}
    numbers = [
        audience.id_of(name) for name in audiences if name.startswith("partnership:") and name in scope.audiences
    ]
    if numbers:
        rows = db.session().execute(select(Partnership.id, Partnership.name).where(Partnership.id.in_(numbers)))
        names |= {audience.partnership(number): name for number, name in rows}
    return [(name, names.get(name, "")) for name in audiences]


def reviewers_for(branch: Branch, *, besides: set[int]) -> list[Reviewer]:
    """Officers and committees of the unit, the branch's own first, without those who wrote it."""
    with everything("who may review in a unit", quiet=True):
        found = [*_officers(branch.unit_id), *_committee(branch.unit_id)]
    allowed = {reviewer.user_id: reviewer for reviewer in reversed(found) if reviewer.user_id not in besides}
    return sorted(allowed.values(), key=lambda reviewer: (reviewer.branch_id != branch.id, reviewer.user_id))


def _officers(unit_id: int) -> list[Reviewer]:
    rows = (
        select(User.id, User.name, Branch.id, Branch.name, Membership.role)
        .join(Membership, Membership.user_id == User.id)
        .join(Branch, Branch.id == Membership.branch_id)
        .where(Membership.unit_id == unit_id, Membership.state == "active", User.state == ACTIVE)
        .where(Membership.role.in_(REVIEWING), Branch.state == "active")
    )
    return [Reviewer(*row) for row in db.session().execute(rows)]


def _committee(unit_id: int) -> list[Reviewer]:
    rows = (
        select(User.id, User.name)
        .join(UnitRole, UnitRole.user_id == User.id)
        .where(UnitRole.unit_id == unit_id, UnitRole.role == "committee", User.state == ACTIVE)
    )
    return [Reviewer(number, name, None, "", "committee") for number, name in db.session().execute(rows)]
