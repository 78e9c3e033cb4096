"""How a unit joins: it applies, an operator approves or says why not."""

import secrets
from dataclasses import asdict

from coop.core import audience
from coop.core.actions import action
from coop.core.clock import now
from coop.core.errors import Conflict, Invalid, TooMany
from coop.core.events import origins, record
from coop.core.scope import Scope, everything
from coop.core.sentences import say
from coop.extensions import db
from coop.units.actions.certainty import _make_sure_of_applicant
from coop.units.actions.newcomers import _account_for
from coop.units.events import UnitApplied, UnitApproved, UnitRejected
from coop.units.models import ACTIVE, REJECTED, Unit, UnitApplication, UnitRole
from coop.units.policy import Permission
from coop.units.queries.applications import count_recent_from, digest
from coop.units.wishes import CONTACT_NEEDED, Newcomer, UnitWish
from coop.units.words import shortened

MOST_AN_HOUR = 10


@action(Permission.UNIT_APPLY)
def apply_for_unit(_: None, wish: UnitWish, *, by: Scope) -> str:
    """A unit waits for the operators' answer; returns the secret that shows how it stands.

    Refuses one without phone and e-mail, and the eleventh of one address within an hour.
    """
    if not (wish.phone or wish.email):
        raise Invalid(CONTACT_NEEDED, field="phone")
    address = origin.address if (origin := origins.get()) else None
    token = secrets.token_urlsafe(24)
    with everything("a unit applies"):
        if address and count_recent_from(address) >= MOST_AN_HOUR:
            raise TooMany(say("从这里提交的申请太多了，请过一小时再试。"), retry_after=3600)
        row = UnitApplication(**asdict(wish), token_hash=digest(token), address=address, audience=audience.OPERATORS)
        db.session().add(row)
        db.session().flush()
        record(UnitApplied(row.id), subject=row)
    return token


@action(Permission.APPLICATION_DECIDE)
def approve_application(application: UnitApplication, *, is_sure: bool = False, by: Scope) -> Unit:
    """The unit exists, and the applicant is its administrator; an account they already have is used.

    Refuses an application that has been answered, and an account that nobody has opened and some unit has registered, that
    goes by another name, or of which the operator has not said that it is the applicant's.
    """
    _refuse_answered(application)
    with everything("an operator founds a unit"):
        wish = application
        user, is_new = _account_for(Newcomer(wish.applicant, wish.phone, wish.email), None, by=by)
        if not is_new:
            _make_sure_of_applicant(user, wish.applicant, is_sure=is_sure)
        unit = Unit(name=wish.unit_name, short_name=shortened(wish.unit_name), kind=wish.kind, district=wish.district)
        unit.state, unit.audience = ACTIVE, audience.NETWORK
        db.session().add(unit)
        db.session().flush()
        role = UnitRole(unit_id=unit.id, user_id=user.id, role="admin", audience=audience.unit(unit.id))
        db.session().add(role)
        application.unit_id, application.user_id = unit.id, user.id
        _answer(application, ACTIVE, "", by)
        record(UnitApproved(application.id, unit.id, user.id), subject=unit, audience=audience.unit(unit.id))
    return unit


@action(Permission.APPLICATION_DECIDE)
def reject_application(application: UnitApplication, reason: str, *, by: Scope) -> UnitApplication:
    """The application is turned down; the applicant reads the reason on its page. Refuses without a reason."""
    _refuse_answered(application)
    if not reason.strip():
        raise Invalid(say("请写明理由，申请人会看到。"), field="reason")
    _answer(application, REJECTED, reason.strip(), by)
    record(UnitRejected(application.id), subject=application)
    return application


def _refuse_answered(application: UnitApplication) -> None:
    if not application.is_waiting:
        raise Conflict(say("这份申请已经处理过了。"))


def _answer(application: UnitApplication, state: str, reason: str, by: Scope) -> None:
    application.state, application.state_reason = state, reason
    application.decided_at, application.decided_by_id = now(), by.user_id
