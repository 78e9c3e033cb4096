"""What the stored values are called when people speak of them; templates ask by the filters of the same names."""

from flask_babel import lazy_gettext as _l

UNIT_KINDS = {
    "company": _l("企业"), "institution": _l("事业单位"), "agency": _l("机关"), "school": _l("学校"),
    "hospital": _l("医院"), "community": _l("社区"), "village": _l("村"), "association": _l("社会组织"),
}  # fmt: skip
BRANCH_KINDS = {
    "committee": _l("党委"), "general_branch": _l("党总支"), "branch": _l("党支部"), "group": _l("党小组"),
    "joint": _l("联合支部"), "temporary": _l("临时支部"), "youth": _l("团支部"), "union": _l("工会"),
    "community": _l("社区"), "team": _l("团队"),
}  # fmt: skip
ROLES = {
    "secretary": _l("书记"), "deputy": _l("副书记"), "clerk": _l("内勤"), "committee": _l("委员"),
    "member": _l("成员"), "guest": _l("来宾"),
}  # fmt: skip
UNIT_ROLES = {"admin": _l("单位管理员"), "committee": _l("单位党委（组织部门）")}
MEMBERSHIP_STATES = {
    "invited": _l("待本人确认"), "applied": _l("申请加入"), "active": _l("在册"), "ended": _l("已结束"), "declined": _l("已谢绝"),
}  # fmt: skip
UNIT_STATES = {
    "applied": _l("等待审核"), "active": _l("在用"), "suspended": _l("已停用"), "rejected": _l("已退回"), "closing": _l("注销中"),
    "archived": _l("已归档"),
}  # fmt: skip
APPLICATION_STATES = {"applied": _l("等待审核"), "active": _l("已通过"), "rejected": _l("已退回")}
DOMAINS = {
    "party": _l("组织建设"), "safety": _l("安全生产"), "technology": _l("科技创新"), "service": _l("为民服务"),
    "culture": _l("文化宣传"), "youth": _l("青年成长"), "ecology": _l("生态环保"), "rural": _l("乡村振兴"),
    "law": _l("法治平安"), "health": _l("健康医疗"),
}  # fmt: skip
POLICIES = {
    "may_pair": (_l("支部可以对外结对共建"), _l("关掉后，本单位支部不能发起或接受新的共建；已有的共建照常。")),
    "may_publish": (_l("支部可以向全网发布经验"), _l("关掉后，只能发布给本支部、本单位和共建各方。")),
    "may_invite_guests": (_l("支部可以邀请来宾"), _l("来宾只看得到邀请他的那个支部。关掉后不能再邀请，已有来宾不受影响。")),
    "may_share_publicly": (_l("支部资料和经验可以公开"), _l("公开是指没有登录的人也能看到。")),
    "lists_new_branches": (_l("新建的支部列入全网名录"), _l("关掉后，新支部只有本单位看得到，由支部或管理员自行列入。")),
}  # fmt: skip
LEGAL_FORMS = ("股份有限公司", "有限责任公司", "有限公司")
FILTERS = {
    "unit_kind": UNIT_KINDS, "branch_kind": BRANCH_KINDS, "branch_role": ROLES, "unit_role": UNIT_ROLES,
    "membership_state": MEMBERSHIP_STATES, "domain": DOMAINS, "application_state": APPLICATION_STATES, "unit_state": UNIT_STATES,
}  # fmt: skip


def shortened(name: str) -> str:
    """What a unit is called until it says better: its name stands before that of every branch, so the legal form goes."""
    for form in LEGAL_FORMS:
        name = name.removesuffix(form) or name
    return name[:20]
