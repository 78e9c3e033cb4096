"""Parts of a page that depend on little are rendered once for all, not once for each page."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from flask import current_app, render_template

from coop.core.web.language import spoken


class Rendered(str):
    """What a template has written, already escaped by it."""

    def __html__(self) -> str:
        return str(self)


_rendered: dict[tuple[str, str], Rendered] = {}


def same_for_all(template: str) -> Rendered:
    """The template's text in the reader's language; it must read nothing else of the request. Fresh while debugging."""
    key = (template, spoken())
    if key not in _rendered or current_app.debug:
        _rendered[key] = Rendered(render_template(template))
    return _rendered[key]


def kept(macro: Callable[..., str], *, most: int = 2000) -> Callable[..., str]:
    """The macro, which may read nothing but its arguments, remembering what it wrote for the last ``most`` of them.

    An icon, a face or the tile of a day stands on a page twenty times, and in compiled templates costs 5 to 45 µs each
    time; remembered, one. Templates are compiled for each language, so each language remembers for itself.
    """
    remembered = lru_cache(maxsize=most, typed=True)(macro)

    def written(*args: Any, **named: Any) -> str:
        try:
            return remembered(*args, **named)
        except TypeError:  # a list among the arguments cannot be looked up
            return macro(*args, **named)

    return written
