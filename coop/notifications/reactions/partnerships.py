"""Partnerships: everybody concerned learns how an invitation was answered and what became of the partnership."""

from typing import Any

from coop.core.events import Deed, on
from coop.core.sentences import say
from coop.notifications import queries
from coop.notifications.telling import tell
from coop.partnerships.events import (
    InvitationReminded,
    LiaisonsNamed,
    MotionMade,
    MotionRefused,
    PartnershipActivated,
    PartnershipConcluded,
    PartnershipDeclined,
    PartnershipLapsed,
    PartnershipPaused,
    PartnershipProposed,
    PartnershipResumed,
    PartnershipTerminated,
    PartnershipWithdrawn,
    PartyAgreed,
    PartyDeclined,
    PartyInvited,
    PartyJoined,
    PartyLeft,
)

KIND = "partnership"
TO_OFFICERS = {
    PartyJoined: say("%(branch)s同意共建“%(name)s”"),
    PartyLeft: say("%(branch)s退出共建“%(name)s”：%(reason)s"),
    PartnershipDeclined: say("“%(name)s”没有结成：受邀支部都已答复"),
    PartnershipLapsed: say("“%(name)s”的邀请已过答复期限"),
    PartnershipWithdrawn: say("%(branch)s撤回了“%(name)s”的邀请：%(reason)s"),
    MotionMade: say("%(branch)s提议变更“%(name)s”，请您表态"),
    MotionRefused: say("%(branch)s不同意变更“%(name)s”：%(reason)s"),
}
TO_MEMBERS = {
    PartnershipActivated: say("共建“%(name)s”已经开始"),
    PartnershipPaused: say("共建“%(name)s”暂停：%(reason)s"),
    PartnershipResumed: say("共建“%(name)s”恢复"),
    PartnershipConcluded: say("共建“%(name)s”圆满结束"),
    PartnershipTerminated: say("共建“%(name)s”终止：%(reason)s"),
}
TO_INVITED = {
    PartyInvited: say("%(by)s邀请%(branch)s共建“%(name)s”，请答复"),
    InvitationReminded: say("%(by)s提醒：“%(name)s”的共建邀请还等%(branch)s答复"),
    PartyAgreed: say("%(branch)s已同意共建“%(name)s”，等书记批准"),
}


@on(*TO_OFFICERS)
def tell_officers(event: Any, deed: Deed) -> None:
    tell(queries.officer_ids(event.branch_ids), deed, _sentence(TO_OFFICERS[type(event)], event), _url(event), kind=KIND)


@on(*TO_MEMBERS)
def tell_members(event: Any, deed: Deed) -> None:
    tell(queries.member_ids(event.branch_ids), deed, _sentence(TO_MEMBERS[type(event)], event), _url(event), kind=KIND)


@on(*TO_INVITED)
def tell_invited(event: Any, deed: Deed) -> None:
    sentence = _sentence(TO_INVITED[type(event)], event, by=queries.person_name(deed.actor_id))
    tell(queries.officer_ids([event.branch_id]), deed, sentence, _url(event), kind=KIND)


@on(PartyDeclined)
def party_declined(event: PartyDeclined, deed: Deed) -> None:
    """Everybody concerned hears the reason; silence until the date is told as silence. The branch that said no no longer
    finds the partnership: its officers are led to their own answer."""
    template = say("%(branch)s没有在期限内答复“%(name)s”") if event.is_lapsed else say("%(branch)s谢绝共建“%(name)s”：%(reason)s")
    sentence, own = _sentence(template, event), [event.branch_id]
    others = [branch_id for branch_id in event.branch_ids if branch_id != event.branch_id]
    tell(queries.officer_ids(others), deed, sentence, _url(event), kind=KIND)
    tell(queries.officer_ids(own), deed, sentence, f"/parties/{event.party_id}", kind=KIND)


@on(PartnershipProposed)
def proposed(event: PartnershipProposed, deed: Deed) -> None:
    """A clerk's draft waits for the secretary of their own branch."""
    if not event.is_sent:
        sentence = _sentence(say("共建倡议“%(name)s”已拟好，等书记批准后发出"), event)
        tell(queries.officer_ids([event.branch_id]), deed, sentence, _url(event), kind=KIND)


@on(LiaisonsNamed)
def liaisons_named(event: LiaisonsNamed, deed: Deed) -> None:
    tell(event.user_ids, deed, _sentence(say("您是%(branch)s在“%(name)s”中的联络员"), event), _url(event), kind=KIND)


def _url(event: Any) -> str:
    return f"/partnerships/{event.partnership_id}"


def _sentence(template: str, event: Any, **more: str) -> Any:
    values = {
        "name": queries.partnership_name(event.partnership_id),
        "branch": queries.branch_label(getattr(event, "branch_id", None)),
        "reason": getattr(event, "reason", ""),
        **more,
    }
    return say(template, **{key: value for key, value in values.items() if f"%({key})s" in template})
