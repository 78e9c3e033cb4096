"""Kinds, states and audiences of the library as people read them."""

from flask_babel import lazy_gettext as _l

from coop.core.web.wording import worded
from coop.library.lifecycle import (
    APPROVED,
    DRAFT,
    FEATURED,
    IN_REVIEW,
    PUBLISHED,
    RETURNED,
    SUPERSEDED,
    WAITING,
    WITHDRAWN,
)

KINDS = {"case": _l("经验案例"), "document": _l("资料"), "course": _l("课程"), "rule": _l("制度")}
STATES = {
    DRAFT: _l("草稿"), IN_REVIEW: _l("审核中"), RETURNED: _l("退回修改"), PUBLISHED: _l("已发布"), FEATURED: _l("精选"),
    SUPERSEDED: _l("已有新篇"), WITHDRAWN: _l("已撤下"), WAITING: _l("等待审核"), APPROVED: _l("审核通过"),
}  # fmt: skip
TONES = {
    IN_REVIEW: "check", RETURNED: "warn", FEATURED: "honour", WITHDRAWN: "warn", SUPERSEDED: "check", WAITING: "check",
    APPROVED: "good",
}  # fmt: skip
AUDIENCES = {
    "branch": _l("仅本支部"), "unit": _l("本单位"), "partnership": _l("共建"), "network": _l("全网"), "public": _l("公开"),
}  # fmt: skip
CHIPS = {
    "case": _l("经验案例"), "document": _l("资料"), "activity": _l("活动"), "branch": _l("支部"), "person": _l("人员"),
}  # fmt: skip
REVIEWERS = {"secretary": _l("书记"), "deputy": _l("副书记"), "clerk": _l("内勤"), "committee": _l("委员")}
FILTERS = {
    "entry_kind": worded(KINDS),
    "entry_state": worded(STATES),
    "entry_tone": lambda state: TONES.get(state, ""),
}
