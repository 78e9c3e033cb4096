"""The pages of the library and of the search."""

from flask import Flask

from coop.library import words
from coop.library.views import deeds, files, lists, pages, reviews, searching, writing
from coop.library.views.blueprint import library

__all__ = ["deeds", "files", "init_app", "library", "lists", "pages", "reviews", "searching", "writing"]


def init_app(app: Flask) -> None:
    """Give templates the words of the library."""
    app.jinja_env.filters.update(words.FILTERS)
