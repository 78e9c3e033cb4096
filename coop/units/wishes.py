"""What people ask for, as values: a unit that wants to join, a person who is to join a branch, a profile, a node."""

from dataclasses import dataclass
from datetime import date

from coop.core.sentences import say

LOGIN_NEEDED = say("手机号、邮箱、用户名至少填一项，否则无法登录。")
UNPROVEN = {
    "phone": say("这个手机号由别的单位登记过，账号还没有启用，不能证明是谁的。请本人先用那张登录卡登录，或换一种登录方式。"),
    "email": say("这个邮箱由别的单位登记过，账号还没有启用，不能证明是谁的。请本人先用那张登录卡登录，或换一种登录方式。"),
}
CONTACT_NEEDED = say("手机号和邮箱请至少填一项，审核结果要通知到您。")


@dataclass(frozen=True, slots=True)
class UnitWish:
    """An application as it was typed; phone in E.164."""

    unit_name: str
    kind: str
    district: str
    applicant: str
    phone: str | None
    email: str | None
    message: str = ""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody to be invited: a name and at least one way to sign in."""

    name: str
    phone: str | None = None
    email: str | None = None
    username: str | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """What somebody is in a branch: role, post in their own words, term."""

    role: str = "member"
    post: str = ""
    term_from: date | None = None
    term_until: date | None = None


@dataclass(frozen=True, slots=True)
class NodeWish:
    """A node to be founded in a unit's tree."""

    name: str
    kind: str
    parent_id: int | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """What a branch tells about itself, and to whom: ``unit``, ``network`` or ``public``."""

    strengths: str
    needs: str
    venues: str
    domains: tuple[str, ...]
    district: str
    liaison_role: str
    seen_by: str


@dataclass(frozen=True, slots=True)
class Card:
    """What is printed for one person: where the link leads and the code, or neither for who has an account already.

    ``keeper`` says who hands the card over where whoever prints may not: the ``unit`` or the ``platform``.
    """

    membership_id: int
    name: str
    branch_name: str
    path: str | None
    code: str | None
    keeper: str = ""
