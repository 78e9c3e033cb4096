"""The network's directory of branches, and one branch with what it tells about itself."""

from typing import Any

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coop.core import audience
from coop.core.clock import today
from coop.core.web.access import current_scope, may, public, requires
from coop.core.web.once import once
from coop.core.web.replies import redirect_to
from coop.units.actions.profile import edit_profile
from coop.units.forms.branches import ProfileForm
from coop.units.models import Branch
from coop.units.policy import Permission
from coop.units.queries import branches as queries
from coop.units.queries.branches import get_branch, get_own_branch
from coop.units.queries.people import find_membership, members_of
from coop.units.terms import term_state
from coop.units.views.blueprint import directory
from coop.units.words import BRANCH_KINDS, DOMAINS

FILTERS = ("text", "district", "domain", "kind")


@directory.context_processor
def permissions() -> dict[str, object]:
    return {"units_permission": Permission, "term_state": lambda until: term_state(until, on=today())}


@directory.get("/branches")
@requires(Permission.DIRECTORY_SEE)
def index() -> str:
    chosen = {name: request.args.get(name, "").strip()[:60] for name in FILTERS}
    page = queries.directory(**chosen, cursor=request.args.get("cursor"))
    return render_template(
        "units/directory.html", page=page, chosen=chosen, counts=queries.count_members([b.id for b in page.items]),
        chips=_chips(chosen), cursor=request.args.get("cursor"),
    )  # fmt: skip


def _chips(chosen: dict[str, str]) -> list[tuple[str, list[dict[str, Any]]]]:
    """One line of chips a filter: the first takes the filter off, the others put theirs in the address."""
    choices = {
        "kind": [(key, BRANCH_KINDS[key]) for key in ("branch", "general_branch", "committee", "joint", "youth", "union")],
        "domain": list(DOMAINS.items()),
        "district": [(name, name) for name in queries.districts()],
    }
    lines = {"kind": _("类型"), "domain": _("领域"), "district": _("地区")}
    return [(lines[name], _line(name, choices[name], chosen)) for name in lines if choices[name]]


def _line(name: str, choices: list[tuple[str, Any]], chosen: dict[str, str]) -> list[dict[str, Any]]:
    others: dict[str, Any] = {key: value for key, value in chosen.items() if value and key != name}
    first = {"label": _("全部"), "url": url_for("branches.index", **others), "active": not chosen[name]}
    rest = [
        {"label": label, "url": url_for("branches.index", **(others | {name: key})), "active": chosen[name] == key}
        for key, label in choices
    ]
    return [first, *rest]


@directory.get("/branches/<int:id>")
@public
def show(id: int) -> str:
    """Whoever is in the branch's audience; without sign-in that is only a public one."""
    branch = get_branch(id)
    scope = current_scope()
    if scope.user_id is None:
        return render_template("units/branch_public.html", branch=branch)
    knows_people = may(Permission.PEOPLE_SEE, branch)
    return render_template(
        "units/branch.html", branch=branch, unit=branch.unit, own=find_membership(scope.user_id, branch.id),
        members=members_of(branch.id) if knows_people else [], knows_people=knows_people,
        applied=members_of(branch.id, states=("applied",)) if may(Permission.BRANCH_STAFF, branch) else [],
    )  # fmt: skip


@directory.route("/branches/<int:id>/edit", methods=["GET", "POST"])
@requires(Permission.BRANCH_EDIT, of=get_own_branch)
@once
def edit(branch: Branch) -> Response | tuple[str, int]:
    seen_by = branch.audience if branch.audience in (audience.NETWORK, audience.PUBLIC) else "unit"
    form = ProfileForm(obj=branch, seen_by=seen_by)
    if form.carry_out(lambda: edit_profile(branch, form.profile(), by=current_scope())):
        flash(_("支部资料已更新。"), "good")
        return redirect_to(url_for("branches.show", id=branch.id))
    return render_template("units/profile.html", branch=branch, form=form), 422 if form.is_submitted() else 200
