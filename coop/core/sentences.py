"""A refusal is one Chinese sentence that remembers its template, so that a page can say it in another language."""

from __future__ import annotations


class Sentence(str):
    """The finished Chinese sentence; `gettext(s.template, **s.values)` says the same in the reader's language.

    Pure modules may not know flask, hence not gettext either; catalogues find the templates by the name `say`.
    """

    template: str
    values: dict[str, object]


def say(template: str, **values: object) -> Sentence:
    """Fill a `%(name)s` template; without values the template stands as it is."""
    sentence = Sentence(template % values if values else template)
    sentence.template, sentence.values = template, values
    return sentence
