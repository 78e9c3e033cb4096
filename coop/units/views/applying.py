"""A unit applies, and its applicant sees how the application stands; nobody is signed in here."""

from flask import render_template, url_for
from werkzeug.wrappers import Response

from coop.core.errors import Invalid
from coop.core.web.access import current_scope, public
from coop.core.web.once import once
from coop.core.web.replies import redirect_to
from coop.units.actions.applications import apply_for_unit
from coop.units.forms.units import ApplicationForm
from coop.units.queries.applications import get_application_by_token
from coop.units.views.blueprint import bp


@bp.get("/apply")
@public
def new_application() -> str:
    return render_template("units/apply.html", form=ApplicationForm())


@bp.post("/apply")
@public
@once
def create_application() -> Response | tuple[str, int]:
    form = ApplicationForm()
    if form.submitted():
        try:
            token = apply_for_unit(None, form.wish(), by=current_scope())
            return redirect_to(url_for("units.show_application", token=token))
        except Invalid as refusal:
            form.refuse(refusal)
    return render_template("units/apply.html", form=form), 422


@bp.get("/applications/<token>")
@public
def show_application(token: str) -> str:
    return render_template("units/application.html", application=get_application_by_token(token))
