"""The pages of units and branches, and the words that every template may use for them."""

from flask import Flask
from flask_babel import gettext as _

from coop.core.web.access import current_scope
from coop.units.roster.values import written
from coop.units.views import applying, branches, imports, joining, people, resets, roles, slips, tree, units
from coop.units.views.blueprint import bp as units_pages
from coop.units.views.blueprint import directory as directory_pages
from coop.units.words import FILTERS, ROLES, UNIT_ROLES

__all__ = [
    "applying", "branches", "directory_pages", "imports", "joining", "people", "resets", "roles", "slips", "tree", "units",
    "units_pages",
]  # fmt: skip


def init_app(app: Flask) -> None:
    """Templates of any slice may say ``{{ membership.role|branch_role }}``; an unknown value is shown as it is."""
    app.jinja_env.filters["phone_number"] = written
    for name, words in FILTERS.items():
        app.jinja_env.filters[name] = lambda value, words=words: words.get(value, value)
    app.jinja_env.globals["me_line"] = me_line


def me_line() -> str:
    """北方机械 · 第三支部 书记: where the reader stands, below their name in the frame."""
    standing = current_scope().standing
    if standing is None:
        return ""
    place, role = standing
    words = ROLES | {f"unit_{name}": word for name, word in UNIT_ROLES.items()}
    return _("%(place)s %(role)s", place=place, role=words[role]) if role in ROLES else f"{place} · {words[role]}"
