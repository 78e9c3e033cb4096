"""The pages of partnerships: finding partners, asking and answering, the common space, who sees what."""

from flask import Flask

from coop.core.web import preview
from coop.partnerships import words
from coop.partnerships.views import answers, declined, index, motions, people, proposals, readers, space
from coop.partnerships.views.blueprint import partnerships

__all__ = ["answers", "declined", "index", "init_app", "motions", "partnerships", "people", "proposals", "readers", "space"]


def init_app(app: Flask) -> None:
    """Give templates the words of partnerships, and previews the names of branches."""
    app.jinja_env.filters.update(words.FILTERS)
    app.jinja_env.globals.update(told=words.told)
    preview.named_by(readers.name_branch)
