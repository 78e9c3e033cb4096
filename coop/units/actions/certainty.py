"""Before somebody's account is given a whole unit: people choose what they sign in with themselves, so that alone does not say
who they are. Called by deeds, which hold the gate."""

from datetime import timedelta

from coop.accounts.models import User
from coop.accounts.queries import renamed_at
from coop.core.clock import local, now
from coop.core.errors import Invalid
from coop.core.scope import everything
from coop.core.sentences import Sentence, say
from coop.units.models import Membership
from coop.units.queries.people import places_in
from coop.units.queries.units import names_of_units_of
from coop.units.roster.values import folded, written
from coop.units.wishes import Newcomer

LATELY = timedelta(days=90)


def _make_sure_of_member(user: User, person: Newcomer, unit_id: int, *, is_sure: bool) -> None:
    """Refuses an account without a place in the unit, one that is called otherwise, and one that was not looked at twice."""
    places = places_in(unit_id, user.id)
    if not places:
        sentence = say("这个登录方式已有账号，但不是本单位在册的成员。请先邀请此人加入一个支部，本人同意后再指定。")
        raise Invalid(sentence, field="phone" if person.phone and user.phone == person.phone else "email")
    if not _are_alike(user.name, person.name):
        raise Invalid(say("这个登录方式的账号不叫这个名字，请和本人核对姓名和登录方式。"), field="name")
    if not is_sure:
        raise Invalid(_member(user, places), field="is_sure")


def _make_sure_of_applicant(user: User, name: str, *, is_sure: bool) -> None:
    """The same for who founds a unit, where no place in it can speak for them yet."""
    if not _are_alike(user.name, name):
        raise Invalid(say("申请人写的手机号或邮箱属于一个姓名不同的账号。请退回申请，请申请人核对后重新提交。"))
    if not is_sure:
        raise Invalid(_applicant(user), field="is_sure")


def _member(user: User, places: list[Membership]) -> Sentence:
    """Each place with the name under which the branch took the person in."""
    shown = "、".join(f"{place.branch.name}（{place.called or user.name}）" for place in places)
    if user.is_invited:
        logins = "、".join(written(login) for login in (user.phone, user.email, user.username) if login)
        return say("这个账号还没有启用，登记的登录方式是 %(logins)s，在%(places)s。如果就是本人，请勾选后再提交一次。",
                   logins=logins, places=shown)  # fmt: skip
    return _account(user, shown)


def _applicant(user: User) -> Sentence:
    return _account(user, "、".join(names_of_units_of(user.id)) or "—")


def _account(user: User, where: str) -> Sentence:
    """Whose it is and where they belong, and whether they changed their own names lately."""
    if day := _renamed_on(user):
        return say("账号属于%(name)s，在%(places)s。此人在 %(day)s 自己改过姓名或登录方式，请先当面核实。"
                   "如果就是本人，请勾选后再提交一次。",
                   name=user.name, places=where, day=day)  # fmt: skip
    return say("账号属于%(name)s，在%(places)s。如果就是本人，请勾选后再提交一次。", name=user.name, places=where)


def _renamed_on(user: User) -> str:
    with everything("whether somebody changed their sign-in names lately", quiet=True):
        at = renamed_at(user.id, since=now() - LATELY)
    return f"{local(at):%Y-%m-%d}" if at else ""


def _are_alike(one: str, other: str) -> bool:
    return "".join(folded(one).split()).casefold() == "".join(folded(other).split()).casefold()
