"""成员: both rosters, who speaks for each party, and what of one's own people the others see."""

from typing import Any

from flask import Response, render_template
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from coop.core.web.access import current_scope, requires
from coop.core.web.replies import redirect_to
from coop.partnerships import actions, queries
from coop.partnerships.forms import LiaisonForm, RosterForm
from coop.partnerships.models import Party
from coop.partnerships.policy import Permission
from coop.partnerships.views.blueprint import page_url, partnerships, say_done


@partnerships.route("/parties/<int:id>/liaisons", methods=["GET", "POST"])
@requires(Permission.LIAISON_NAME, of=queries.get_party)
def liaisons(party: Party) -> Any:
    partnership = queries.get_partnership(party.partnership_id)
    form = _form(party)
    if form.carry_out(lambda: actions.name_liaisons(party, form.liaison.data, form.backup.data or None, by=current_scope())):
        say_done(_("联络员已确定。"))
        return redirect_to(page_url("members", partnership))
    body = render_template("partnerships/liaisons.html", form=form, party=party, partnership=partnership)
    return Response(body, 422 if form.errors else 200)


@partnerships.route("/parties/<int:id>/roster", methods=["GET", "POST"])
@requires(Permission.ROSTER_SHOW, of=queries.get_party)
def roster(party: Party) -> Any:
    partnership = queries.get_partnership(party.partnership_id)
    form = RosterForm(data={"roster": party.roster})
    if form.submitted():
        actions.show_roster(party, form.roster.data, by=current_scope())
        say_done(_("已保存，即时生效。"))
        return redirect_to(page_url("members", partnership))
    body = render_template("partnerships/roster.html", form=form, party=party, partnership=partnership)
    return Response(body, 422 if form.errors else 200)


def _form(party: Party) -> LiaisonForm:
    held = {liaison.is_backup: liaison.user_id for liaison in queries.liaisons_of(party.id)}
    form = LiaisonForm(data={"liaison": held.get(False), "backup": held.get(True, 0)})
    people = [SelectChoice(face.user_id, face.name) for face in queries.members_of(party.branch_id)]
    form.liaison.choices = people
    form.backup.choices = [SelectChoice(0, _("暂不设")), *people]
    return form
