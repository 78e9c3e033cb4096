"""How a form becomes a deed: done, or refused with the sentence at its field and everything typed kept."""

from collections.abc import Callable
from typing import Any

from coop.core.errors import Conflict, Invalid
from coop.core.forms import Form


def done(form: Form, deed: Callable[[], Any]) -> bool:
    """Whether the form was sound and the deed was done; a refusal stands in the form afterwards."""
    if not form.submitted():
        return False
    try:
        deed()
    except (Invalid, Conflict) as refusal:
        form.refuse(refusal)
        return False
    return True
