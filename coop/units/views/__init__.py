"""The pages of units and branches, and the words that every template may use for them."""

from flask import Flask

from coop.units.views import applying, branches, imports, joining, people, roles, slips, tree, units
from coop.units.views.blueprint import bp as units_pages
from coop.units.views.blueprint import directory as directory_pages
from coop.units.words import FILTERS

__all__ = [
    "applying", "branches", "directory_pages", "imports", "joining", "people", "roles", "slips", "tree", "units",
    "units_pages",
]  # fmt: skip


def init_app(app: Flask) -> None:
    """Templates of any slice may say ``{{ membership.role|branch_role }}``; an unknown value is shown as it is."""
    for name, words in FILTERS.items():
        app.jinja_env.filters[name] = lambda value, words=words: words.get(value, value)
