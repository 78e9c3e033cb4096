"""Parts of the frame that differ by language alone are rendered once for each language, not once for each page."""

from flask import current_app, render_template
from flask_babel import get_locale


class Rendered(str):
    """What a template has written, already escaped by it."""

    def __html__(self) -> str:
        return str(self)


_rendered: dict[tuple[str, str], Rendered] = {}


def same_for_all(template: str) -> Rendered:
    """The template's text in the reader's language; it must read nothing else of the request. Fresh while debugging."""
    key = (template, str(get_locale()))
    if key not in _rendered or current_app.debug:
        _rendered[key] = Rendered(render_template(template))
    return _rendered[key]
