"""Audiences and people as a form offers them."""

from flask_babel import gettext as _

from coop.core.web.access import current_scope
from coop.library.queries.choices import Reviewer, choosable_for, names_of
from coop.library.words import AUDIENCES, REVIEWERS
from coop.units.models import Branch


def audience_choices(branch: Branch) -> list[tuple[str, str]]:
    """Each audience that the branch may choose, with the name of whom it stands for."""
    return [(word, _label(word, name)) for word, name in names_of(choosable_for(branch), current_scope())]


def _label(word: str, name: str) -> str:
    kind = word.partition(":")[0]
    if kind == "network":
        return _("全网")
    if kind == "public":
        return _("公开（含来宾）")
    if kind in ("branch", "unit"):
        return str(AUDIENCES[kind])
    return _("共建：%(name)s", name=name)


def reviewer_choices(reviewers: list[Reviewer]) -> list[tuple[int, str]]:
    return [(person.user_id, _("%(name)s（%(post)s）", name=person.name, post=_post(person))) for person in reviewers]


def _post(person: Reviewer) -> str:
    return f"{person.branch_name}{REVIEWERS[person.role]}" if person.branch_id else _("单位党委")
