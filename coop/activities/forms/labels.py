"""The members' words for kinds, states and duties."""

from flask_babel import lazy_gettext as _l

KINDS = {
    "theme_day": _l("主题党日"), "joint_study": _l("联学"), "symposium": _l("座谈"), "lecture": _l("党课"),
    "field_study": _l("现场学"), "volunteer": _l("志愿服务"), "exchange": _l("交流"), "sports": _l("文体"),
    "contest": _l("竞赛"), "meeting": _l("会议"),
}  # fmt: skip
STATES = {
    "draft": _l("草稿"), "proposed": _l("待确认"), "polling": _l("约时间"), "scheduled": _l("已定"), "held": _l("已举行"),
    "attested": _l("已互证"), "archived": _l("已归档"), "postponed": _l("已延期"), "cancelled": _l("已取消"),
}  # fmt: skip
TONES = {
    "draft": "", "proposed": "warn", "polling": "warn", "scheduled": "good", "held": "check", "attested": "check",
    "archived": "", "postponed": "warn", "cancelled": "",
}  # fmt: skip
HOST_STATES = {"invited": _l("待确认"), "confirmed": _l("已确认"), "declined": _l("不参加"), "left": _l("已退出共建")}
DUTIES = {
    "host": _l("主持"), "minutes": _l("纪要"), "photos": _l("照片"), "transport": _l("交通"), "safety": _l("安全"),
}  # fmt: skip
PLACES = {
    "requested": _l("待批准"), "registered": _l("已报名"), "waitlisted": _l("候补"), "declined": _l("不参加"),
    "refused": _l("未批准"), "withdrawn": _l("已退出"),
}  # fmt: skip
DEEDS = {
    "ActivityDrafted": _l("写好草稿"), "ActivityProposed": _l("提出活动，请各方确认"), "HostConfirmed": _l("确认一起主办"),
    "HostDeclined": _l("答复不参加主办"), "HostLeft": _l("一个支部退出共建，不再主办"),
    "ActivityReturned": _l("对方都不参加，退回草稿"),
    "ActivityScheduled": _l("时间定下，开始报名"), "ActivityChanged": _l("修改了内容"),
    "ActivityMoved": _l("改了时间或地点"), "ActivityPostponed": _l("延期，时间另定"), "ActivityCancelled": _l("取消活动"),
    "ActivityHeld": _l("记为已举行"), "DutyTaken": _l("认领了分工"), "DutyReleased": _l("放下了分工"),
}  # fmt: skip
