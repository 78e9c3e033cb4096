"""Forms whose refusals stand at the field, in Chinese, with everything typed kept."""

from collections.abc import Callable
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms.validators import DataRequired, Length

from coop.core.errors import Conflict, Invalid, Refused
from coop.core.web.language import said

SHORT = 120
LONG = 2000


class Form(FlaskForm):
    """The house's form. ``submitted()`` says whether to act; ``refuse`` puts a deed's refusal where it belongs."""

    def submitted(self) -> bool:
        return bool(self.validate_on_submit())

    def carry_out(self, deed: Callable[[], object]) -> bool:
        """Whether what was sent is sound and the deed was done; a refusal stands in the form, with all that was typed."""
        if not self.submitted():
            return False
        try:
            deed()
        except (Invalid, Conflict) as refusal:
            self.refuse(refusal)
            return False
        return True

    def refuse(self, refusal: Refused) -> None:
        field = self._fields.get(refusal.field or "")
        if field is None:
            self.form_errors.append(said(refusal.sentence))
        else:
            field.errors = [*field.errors, said(refusal.sentence)]

    def values(self) -> dict[str, Any]:
        """What was typed, without the token of the form itself."""
        return {name: field.data for name, field in self._fields.items() if name not in ("csrf_token", "once")}


def strip(text: str | None) -> str | None:
    return text.strip() if text else text


def required(sentence: str | None = None) -> DataRequired:
    return DataRequired(sentence or _l("请填写这一项。"))


def at_most(count: int) -> Length:
    return Length(max=count, message=_l("最多 %(max)d 个字。"))
