"""What a branch tells about itself, and to whom."""

from coop.core import audience
from coop.core.actions import action
from coop.core.errors import Invalid
from coop.core.events import record
from coop.core.scope import Scope
from coop.core.sentences import say
from coop.core.tenancy import share
from coop.units.events import BranchProfileChanged
from coop.units.models import DOMAINS, Branch
from coop.units.policy import Permission
from coop.units.wishes import Profile


@action(Permission.BRANCH_EDIT)
def edit_profile(branch: Branch, profile: Profile, *, by: Scope) -> Branch:
    """The branch is described so and seen by the unit and its partners alone, by the network, or by everybody.

    Refuses to open it to the public where the unit shares nothing publicly.
    """
    if profile.seen_by == "public" and not branch.unit.allows("may_share_publicly"):
        raise Invalid(say("本单位目前不对外公开资料。"), field="seen_by")
    branch.strengths, branch.needs, branch.venues = profile.strengths, profile.needs, profile.venues
    branch.domains = [name for name in DOMAINS if name in profile.domains]
    branch.district, branch.liaison_role = profile.district, profile.liaison_role
    seen_by = {"network": audience.NETWORK, "public": audience.PUBLIC}
    if profile.seen_by == "public":
        share(branch.unit, audience.PUBLIC)
    branch.audience = seen_by.get(profile.seen_by, audience.unit(branch.unit_id))
    record(BranchProfileChanged(branch.id), subject=branch, audience=audience.unit(branch.unit_id))
    return branch
