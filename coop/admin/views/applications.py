"""An application of a unit: an operator approves it or says why not, and hands the invitation over."""

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coop.accounts.actions.links import issue_slips
from coop.accounts.models import Charge
from coop.admin.forms import ApprovalForm, RejectionForm
from coop.admin.policy import Permission
from coop.admin.views.blueprint import bp
from coop.core.errors import Invalid
from coop.core.web.access import current_scope, requires
from coop.core.web.once import once
from coop.core.web.replies import redirect_to
from coop.units.actions.applications import approve_application, reject_application
from coop.units.models import UnitApplication
from coop.units.queries.applications import get_application


@bp.get("/admin/applications/<int:id>")
@requires(Permission.APPLICATIONS_SEE, of=get_application)
def show(application: UnitApplication) -> str:
    return _page(application)


@bp.post("/admin/applications/<int:id>/approval")
@requires(Permission.APPLICATIONS_DECIDE, of=get_application)
@once
def approve(application: UnitApplication) -> Response | tuple[str, int]:
    form = ApprovalForm()
    try:
        approve_application(application, is_sure=bool(form.is_sure.data), by=current_scope())
    except Invalid as refusal:
        form.refuse(refusal)
        return _page(application, approval=form), 422
    flash(_("已通过。请把邀请交给申请人。"), "good")
    return redirect_to(url_for("admin.show", id=application.id))


@bp.post("/admin/applications/<int:id>/rejection")
@requires(Permission.APPLICATIONS_DECIDE, of=get_application)
@once
def reject(application: UnitApplication) -> Response | tuple[str, int]:
    form = RejectionForm()
    if form.carry_out(lambda: reject_application(application, form.reason.data or "", by=current_scope())):
        flash(_("已退回，申请人在查询页上能看到理由。"), "good")
        return redirect_to(url_for("admin.show", id=application.id))
    return _page(application, rejection=form), 422


def _page(
    application: UnitApplication, *, approval: ApprovalForm | None = None, rejection: RejectionForm | None = None
) -> str:
    """Both answers beside the application; the one that was refused says why."""
    approval, rejection = approval or ApprovalForm(formdata=None), rejection or RejectionForm(formdata=None)
    return render_template("admin/application.html", application=application, approval=approval, form=rejection)


@bp.post("/admin/applications/<int:id>/invitation")
@requires(Permission.APPLICATIONS_DECIDE, of=get_application)
def hand_over(application: UnitApplication) -> str:
    """A fresh link and code for the unit's first administrator, shown now or never; earlier ones are void."""
    charges = [Charge(application.user, application.unit_id)] if application.user else []
    slips = issue_slips(charges, by=current_scope())
    link = request.url_root.rstrip("/") + slips[0].path if slips else None
    return render_template("admin/invitation.html", application=application, slip=slips[0] if slips else None, link=link)
