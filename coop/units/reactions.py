"""What units do later: a confirmed roster is written portion by portion, an applicant gets a letter with the answer."""

from dataclasses import replace

from flask_babel import force_locale
from flask_babel import gettext as _

from coop.accounts.queries import find_user_by_identity
from coop.core.events import Deed, on
from coop.core.scope import current
from coop.core.web import language, letters
from coop.extensions import db
from coop.units.actions.imports import write_portion
from coop.units.events import RosterConfirmed, UnitApproved, UnitRejected
from coop.units.models import UnitApplication
from coop.units.queries.imports import get_import


@on(RosterConfirmed)
def write_roster(event: RosterConfirmed, deed: Deed) -> None:
    """In the name of whoever confirmed it. A portion that was written already is not written again."""
    row, scope = get_import(event.import_id), current()
    if row.is_running and scope is not None:
        write_portion(row, event.row, by=replace(scope, user_id=deed.actor_id))


@on(UnitApproved, UnitRejected, sending=True)
def mail_applicant(event: UnitApproved | UnitRejected, deed: Deed) -> None:
    """Whoever left an address is written to; the others read it at the address that the application gave them.

    The letter does not repeat that address: only its hash is kept.
    """
    application = db.session().get(UnitApplication, event.application_id)
    if application is None or not application.email:
        return
    known = find_user_by_identity(application.email)
    with force_locale(known.locale if known else language.DEFAULT):
        subject = _("“%(unit)s”的入驻申请有了结果", unit=application.unit_name)
        again = letters.absolute("/apply")
        letters.post(application.email, subject, "units/application_answered", application=application, again=again)
