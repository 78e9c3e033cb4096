"""The way back for a member who forgot the password, handed over in person."""

from coop.accounts.actions import Slip, issue_reset
from coop.accounts.models import Charge
from coop.core.actions import action
from coop.core.errors import Conflict
from coop.core.scope import Scope
from coop.core.sentences import say
from coop.units.models import Membership
from coop.units.policy import Permission
from coop.units.queries.elsewhere import belongs_elsewhere


@action(Permission.UNIT_ADMINISTER)
def hand_over_reset(membership: Membership, *, by: Scope) -> Slip:
    """A link for half an hour for a member of one's own unit; the member is told that it was issued.

    An account that also counts in another unit is not this unit's to hand over: with it would go what is not theirs.
    """
    if not membership.is_active:
        raise Conflict(say("只能为在任的成员办理找回。"))
    if belongs_elsewhere(membership.user_id, membership.unit_id):
        raise Conflict(say("这个账号在别的单位也有身份，请本人用邮箱找回，或请平台管理员办理。"))
    return issue_reset(Charge(membership.user, membership.unit_id, membership.branch_id), by=by)
