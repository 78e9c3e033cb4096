"""Letters made from templates: what somebody is told outside of the pages."""

from typing import Any

from flask import current_app, render_template

from coop.core import mail
from coop.settings import Settings


def post(to: str, subject: str, template: str, **facts: Any) -> None:
    """Write ``mail/<template>.txt`` and ``.html`` in the language at hand and hand both over as one letter."""
    texts = {
        kind: render_template(f"mail/{template}.{extension}", subject=subject, home=absolute("/"), **facts)
        for kind, extension in (("text", "txt"), ("html", "html"))
    }
    mail.send(mail.compose(to, subject, sender=_settings().mail_from, **texts), _settings())


def absolute(path: str) -> str:
    """The address as somebody types it who is not on our pages."""
    return _settings().address + path


def is_there_mail() -> bool:
    """Whether this installation can send letters at all."""
    return bool(_settings().mail_server)


def _settings() -> Settings:
    return current_app.extensions["coop.settings"]
