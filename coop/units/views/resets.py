"""A reset link on the administrator's screen, shown once, for the member who stands beside the desk."""

from flask import render_template, request

from coop.core.web.access import current_scope, requires
from coop.units.actions.resets import hand_over_reset
from coop.units.models import Membership
from coop.units.policy import Permission
from coop.units.queries.people import get_own_membership
from coop.units.views.blueprint import directory


@directory.post("/memberships/<int:id>/reset")
@requires(Permission.UNIT_ADMINISTER, of=get_own_membership)
def create_reset(membership: Membership) -> str:
    """It answers the POST and leads nowhere: link and code are shown now or never."""
    slip = hand_over_reset(membership, by=current_scope())
    address = request.url_root.rstrip("/")
    return render_template("units/reset.html", membership=membership, slip=slip, address=address)
