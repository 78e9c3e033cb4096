"""A spreadsheet of branches and people: template, dry run, confirmation, progress, error file."""

from io import BytesIO

from flask import Response, render_template, send_file, url_for
from werkzeug.wrappers import Response as AnyResponse

from coop.core.errors import Invalid
from coop.core.web.access import current_scope, requires
from coop.core.web.once import once
from coop.core.web.replies import is_htmx, redirect_to
from coop.units.actions.imports import check_roster, confirm_roster
from coop.units.forms.branches import RosterForm
from coop.units.models import RosterImport, Unit
from coop.units.policy import Permission
from coop.units.queries.imports import check_import, get_import, imports_of
from coop.units.queries.units import get_own_unit
from coop.units.roster.sheets import write_error_file, write_template
from coop.units.views.blueprint import bp

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_SHOWN = 100


@bp.get("/units/<int:id>/import")
@requires(Permission.UNIT_ADMINISTER, of=get_own_unit)
def new_import(unit: Unit) -> str:
    return render_template("units/import.html", unit=unit, form=RosterForm(), earlier=imports_of(unit.id))


@bp.post("/units/<int:id>/import")
@requires(Permission.UNIT_ADMINISTER, of=get_own_unit)
@once
def create_import(unit: Unit) -> AnyResponse | tuple[str, int]:
    """The dry run; a file that gives no rows is refused with its reason at the field."""
    form = RosterForm()
    if form.submitted():
        try:
            upload = form.file.data
            row = check_roster(unit, upload.filename, upload.stream, updates=bool(form.updates.data), by=current_scope())
            return redirect_to(url_for("units.show_import", id=row.id))
        except Invalid as refusal:
            form.refuse(refusal)
    return render_template("units/import.html", unit=unit, form=form, earlier=imports_of(unit.id)), 422


@bp.get("/units/<int:id>/import/template.xlsx")
@requires(Permission.UNIT_ADMINISTER, of=get_own_unit)
def download_template(unit: Unit) -> Response:
    target = BytesIO()
    write_template(target)
    return _workbook(target, "人员导入模板.xlsx")


@bp.get("/imports/<int:id>")
@requires(Permission.UNIT_ADMINISTER, of=get_import)
def show_import(row: RosterImport) -> str:
    """What the file would do, or how far it is written; htmx asks for the progress alone."""
    if is_htmx():
        return render_template("units/_progress.html", row=row)
    checked = check_import(row) if row.state == "checked" else None
    return render_template("units/import_show.html", row=row, unit=get_own_unit(row.unit_id), checked=checked, most=MOST_SHOWN)


@bp.post("/imports/<int:id>/confirmation")
@requires(Permission.UNIT_ADMINISTER, of=get_import)
@once
def confirm(row: RosterImport) -> AnyResponse:
    confirm_roster(row, by=current_scope())
    return redirect_to(url_for("units.show_import", id=row.id))


@bp.get("/imports/<int:id>/problems.xlsx")
@requires(Permission.UNIT_ADMINISTER, of=get_import)
def download_problems(row: RosterImport) -> Response:
    checked, target = check_import(row), BytesIO()
    write_error_file(target, checked.roster, checked.plan.problems)
    return _workbook(target, f"{row.filename.rpartition('.')[0]}-未导入.xlsx")


def _workbook(target: BytesIO, name: str) -> Response:
    target.seek(0)
    return send_file(target, mimetype=XLSX, as_attachment=True, download_name=name)
