"""Letters: plain text and HTML in one message, headers from the library and never from a template (C-05)."""

import re
import smtplib
import ssl
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

import structlog

from coop.settings import Settings

TIMEOUT_SECONDS = 15
log = structlog.get_logger()


def compose(to: str, subject: str, *, text: str, html: str, sender: str) -> EmailMessage:
    """A letter to one address. An address with anything but an address in it is refused with ``ValueError``."""
    message = EmailMessage()
    message["From"] = _address(sender)
    message["To"] = _address(to)
    message["Subject"] = _one_line(subject)
    message["Date"] = formatdate(localtime=False)
    message["Message-ID"] = make_msgid(domain=_address(sender).domain or "localhost")
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    message.add_alternative(html, subtype="html")
    return message


def send(message: EmailMessage, settings: Settings) -> bool:
    """Hand the letter to the mail server, if there is one; a server that refuses raises, and the letter is tried again."""
    if not settings.mail_server:
        log.info("no mail server is set, the letter stays unsent")
        return False
    with _server(settings) as server:
        if settings.mail_tls == "starttls":
            server.starttls(context=ssl.create_default_context())
        if settings.mail_user:
            server.login(settings.mail_user, settings.mail_password or "")
        server.send_message(message)
    return True


def _server(settings: Settings) -> smtplib.SMTP:
    host, port = settings.mail_server or "", settings.mail_port
    if settings.mail_tls == "tls":
        return smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_SECONDS, context=ssl.create_default_context())
    return smtplib.SMTP(host, port, timeout=TIMEOUT_SECONDS)


def _address(text: str) -> Address:
    if re.search(r"[\s,;<>\"\x00-\x1f\x7f]", text):
        raise ValueError("not one e-mail address")
    return Address(addr_spec=text)


def _one_line(text: str) -> str:
    """Whatever somebody is called, the subject stays one line of ordinary length."""
    return " ".join("".join(mark if mark.isprintable() else " " for mark in text).split())[:150]
