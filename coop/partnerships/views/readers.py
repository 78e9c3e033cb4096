"""谁能看到 (Z17): the list behind every badge, as far as the reader may know it."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import render_template, request

from coop.core import audience
from coop.core.errors import NotFound
from coop.core.web import preview
from coop.core.web.access import current_scope, signed_in
from coop.partnerships import queries
from coop.partnerships.models import Partnership
from coop.partnerships.views.blueprint import partnerships
from coop.units.models import Branch


@dataclass(frozen=True, slots=True)
class Readers:
    """One audience: its word, and the branches of which it consists with their numbers of members.

    ``asked`` are invited branches whose officers read the proposal alone."""

    word: str
    branches: list[tuple[Branch, int | None]]
    asked: tuple[Branch, ...] = ()


@partnerships.get("/audience")
@signed_in
def audiences() -> str:
    """``?kind=partnership&id=3``, or ``?of=partnership:3&of=branch:7`` for what several audiences see."""
    words = request.args.getlist("of") or [":".join(filter(None, map(request.args.get, ("kind", "id"))))]
    shown = [_explain(word) for word in dict.fromkeys(words[:8])]
    return render_template("partnerships/audience.html", shown=shown, previews=_previews(shown), back=_back())


def name_branch(branch_id: int) -> tuple[int, str] | None:
    """Unit and name of a branch that the reader can find."""
    found = queries.branches_named([branch_id])
    return (found[0].unit_id, found[0].label) if found else None


def _explain(word: str) -> Readers:
    """Only an audience that one belongs to is explained; an invited officer may ask about the proposal they see."""
    try:
        kind, number = audience.kind_of(word), audience.id_of(word)
    except ValueError as error:
        raise NotFound from error
    if kind == "partnership":
        partnership = queries.get_partnership(number or 0)
        asked = tuple(party.branch for party in partnership.undecided) if partnership.is_sent else ()
        return Readers(word, _of_partnership(partnership), asked)
    if word not in current_scope().audiences:
        raise NotFound
    own = queries.branches_named([number or 0]) if kind in ("branch", "officers") else []
    counts = queries.count_members([branch.id for branch in own])
    return Readers(word, [(branch, counts.get(branch.id) if kind == "branch" else None) for branch in own])


def _of_partnership(partnership: Partnership) -> list[tuple[Branch, int | None]]:
    """The joined parties; how many people they are is for those who belong, too."""
    joined = [party.branch for party in partnership.joined]
    inside = partnership.audience in current_scope().audiences
    counts = queries.count_members([branch.id for branch in joined]) if inside else {}
    return [(branch, counts.get(branch.id)) for branch in joined]


def _previews(shown: list[Readers]) -> list[Branch]:
    """Partners' branches through whose eyes an officer may look."""
    scope = current_scope()
    if not preview.may_preview(scope):
        return []
    partners = [readers.branches for readers in shown if audience.kind_of(readers.word) == "partnership"]
    found = {branch.id: branch for branches in partners for branch, _ in branches}
    return [branch for branch in found.values() if branch.id not in scope.own_branch_ids]


def _back() -> str:
    """The page from which the list was opened: a path of ours, never another origin."""
    path = urlsplit(request.headers.get("HX-Current-URL", "")).path
    return path if path.startswith("/") and not path.startswith("//") else "/partnerships"
