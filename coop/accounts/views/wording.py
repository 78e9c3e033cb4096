"""How the trail of one's own account reads."""

from flask_babel import lazy_gettext as _l

from coop.core.events import Deed

WORDS = {
    "SignInSucceeded": _l("登录"),
    "SignInFailed": _l("有人登录没有成功"),
    "SignedOut": _l("退出登录"),
    "NewDeviceSeen": _l("第一次在这台设备上登录"),
    "SessionsEnded": _l("结束了其他设备上的登录"),
    "PasswordChanged": _l("更换了口令"),
    "PasswordReset": _l("用找回链接换了口令"),
    "ResetRequested": _l("有人申请找回口令"),
    "ResetIssued": _l("管理员开出了找回链接"),
    "InvitationIssued": _l("收到邀请"),
    "InvitationWithdrawn": _l("以前发出的登录卡作废"),
    "InvitationAccepted": _l("接受邀请，启用账号"),
    "LinkRefused": _l("有人用失效的链接"),
    "SignInNamesChanged": _l("更改了登录方式"),
    "ProfileChanged": _l("修改了资料"),
    "AccountLocked": _l("账号被停用"),
    "AccountUnlocked": _l("账号恢复使用"),
    "OperatorInvited": _l("受邀担任平台运维"),
}
WARNING = {"SignInFailed", "NewDeviceSeen", "PasswordReset", "ResetIssued", "LinkRefused", "SignInNamesChanged"}


def wording_of(deed: Deed) -> tuple[str, bool]:
    """The sentence, and whether the person should look twice at it."""
    name = deed.name.partition(".")[2]
    return str(WORDS.get(name, name)), name in WARNING
