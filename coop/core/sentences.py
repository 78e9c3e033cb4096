"""A refusal is one Chinese sentence that remembers its template, so that a page can say it in another language."""

from __future__ import annotations

from coop.core.errors import Invalid


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


class FileRefused(Invalid):
    """What somebody brought is not taken; `sentence` tells them why in words that they can act on."""

    sentence: Sentence

    def __init__(self, sentence: Sentence, *, field: str | None = "file") -> None:
        super().__init__(sentence, field=field)
        self.sentence = sentence  # with its template, which the plain text above has lost
