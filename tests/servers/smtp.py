"""A mail server on loopback that keeps what it is given."""

from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask

from coop.core import outbox
from tests.servers import process


class Mailbox:
    """Every message that arrived, in order, as the receiver's mail program would parse it."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.refuses = False
        self.port = process.free_port()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """What aiosmtpd calls for a message; `refuses` answers as a full disk at the other end would."""
        if self.refuses:
            return "452 4.3.1 Insufficient system storage"
        message = message_from_bytes(envelope.content, policy=policy.default)
        message["X-Envelope-To"] = ", ".join(envelope.rcpt_tos)
        self.messages.append(message)
        return "250 OK"

    def to(self, address: str) -> list[EmailMessage]:
        return [message for message in self.messages if address in message["X-Envelope-To"]]


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """A listening mail server; point the application's mail settings at 127.0.0.1 and `mailbox.port`."""
    box = Mailbox()
    controller = Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    yield box
    controller.stop()


@pytest.fixture
def post(app: Flask, mailbox: Mailbox) -> Callable[[], list[EmailMessage]]:
    """The application with that mail server: `post()` lets go what waits to be sent and gives what arrived."""
    settings = app.extensions["coop.settings"]
    settings.mail_server, settings.mail_port, settings.base_url = "127.0.0.1", mailbox.port, "https://coop.example"

    def deliver() -> list[EmailMessage]:
        before = len(mailbox.messages)
        outbox.drain()
        return mailbox.messages[before:]

    return deliver
