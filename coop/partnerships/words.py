"""What the stored values of partnerships are called when people speak of them."""

from flask_babel import lazy_gettext as _l

STATES = {
    "proposed": _l("待答复"), "negotiating": _l("答复中"), "active": _l("共建中"), "paused": _l("已暂停"),
    "concluded": _l("已结项"), "terminated": _l("已终止"), "declined": _l("未达成"), "withdrawn": _l("已撤回"),
    "lapsed": _l("已失效"),
}  # fmt: skip
TONES = {"proposed": "warn", "negotiating": "warn", "active": "good", "paused": "warn", "concluded": "honour"}
PARTY_STATES = {
    "invited": _l("待答复"), "agreed": _l("内勤已同意，待书记批准"), "joined": _l("已加入"), "left": _l("已退出"),
    "declined": _l("未参加"),
}  # fmt: skip
PARTY_TONES = {"invited": "warn", "agreed": "check", "joined": "good"}
ROLES = {
    "secretary": _l("书记"), "deputy": _l("副书记"), "clerk": _l("内勤"), "committee": _l("委员"), "member": _l("成员"),
}  # fmt: skip
DOMAINS = {
    "party": _l("党建+组织建设"), "safety": _l("党建+安全生产"), "technology": _l("党建+科技创新"),
    "service": _l("党建+为民服务"), "culture": _l("党建+文化宣传"), "youth": _l("党建+青年成长"),
    "ecology": _l("党建+生态环保"), "rural": _l("党建+乡村振兴"), "law": _l("党建+法治平安"), "health": _l("党建+健康医疗"),
}  # fmt: skip
MOTIONS = {
    "pause": _l("暂停共建"), "resume": _l("恢复共建"), "conclude": _l("结项"), "terminate": _l("终止共建"),
    "admit": _l("邀请新的一方"),
}  # fmt: skip
MOTION_STATES = {
    "pending": _l("等待同意"), "carried": _l("已生效"), "refused": _l("未获同意"), "withdrawn": _l("已撤回"),
}  # fmt: skip

#: Event → (sentence, tone); %(branch)s is the branch that did it or to which it happened.
STORIES = {
    "PartnershipProposed": (_l("%(branch)s提出共建"), ""),
    "PartyInvited": (_l("邀请%(branch)s"), ""),
    "InvitationReminded": (_l("再次提醒%(branch)s答复"), ""),
    "PartyAgreed": (_l("%(branch)s内勤同意，等书记批准"), ""),
    "PartyJoined": (_l("%(branch)s加入"), "good"),
    "PartyDeclined": (_l("%(branch)s未参加"), "warn"),
    "PartyLeft": (_l("%(branch)s退出"), "warn"),
    "PartnershipActivated": (_l("共建正式启动"), "good"),
    "PartnershipDeclined": (_l("提议未达成"), "warn"),
    "PartnershipWithdrawn": (_l("%(branch)s撤回提议"), "warn"),
    "PartnershipLapsed": (_l("答复期限已过，提议失效"), "warn"),
    "PartnershipPaused": (_l("共建暂停，空间只读"), "warn"),
    "PartnershipResumed": (_l("共建恢复"), "good"),
    "PartnershipConcluded": (_l("共建结项"), "ours"),
    "PartnershipTerminated": (_l("共建终止"), "warn"),
    "MotionMade": (_l("%(branch)s提出：%(motion)s"), ""),
    "MotionConsented": (_l("%(branch)s同意：%(motion)s"), ""),
    "MotionRefused": (_l("%(branch)s不同意：%(motion)s"), "warn"),
    "MotionWithdrawn": (_l("%(branch)s撤回：%(motion)s"), ""),
    "LiaisonsNamed": (_l("%(branch)s确定联络员"), ""),
}


def told(name: str, **values: object) -> str:
    """The sentence of a deed on the timeline; one that has no words yet is told by the name of its event."""
    sentence = STORIES.get(name, (name, ""))[0]
    return str(sentence) % values if values else str(sentence)


def motion(kind: str) -> str:
    return str(MOTIONS.get(kind, kind))


FILTERS = {
    "partnership_state": lambda code: STATES.get(code, code), "partnership_tone": lambda code: TONES.get(code, ""),
    "party_state": lambda code: PARTY_STATES.get(code, code), "party_tone": lambda code: PARTY_TONES.get(code, ""),
    "party_role": lambda code: ROLES.get(code, code), "partnership_domain": lambda code: DOMAINS.get(code, code),
    "motion": motion, "motion_state": lambda code: MOTION_STATES.get(code, code),
    "deed_tone": lambda name: STORIES.get(name, ("", ""))[1],
}  # fmt: skip
