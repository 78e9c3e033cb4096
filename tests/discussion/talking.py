"""Saying, changing and reading as somebody of the cast, by the channel's number."""

from uuid import uuid4

from coop.core.scope import Scope, entering
from coop.discussion import actions, queries
from coop.discussion.wire_form import as_entries


def post(channel: int, by: Scope, text: str = "话", **fields) -> dict:
    with entering(by):
        row = queries.get_channel(channel)
        return actions.post_message(row, text=text, by=by, **({"client_id": str(uuid4())} | fields))


def change(deed, said: dict, by: Scope, **fields) -> dict:
    with entering(by):
        return deed(queries.get_message(said["id"]), by=by, **fields)


def mark(deed, channel: int, seq: int, by: Scope) -> int:
    with entering(by):
        return deed(queries.get_channel(channel), seq=seq, by=by)


def entries(channel: int, by: Scope, after: int = 0) -> list[dict]:
    with entering(by):
        return as_entries(queries.entries_after(queries.get_channel(channel), after))


def unread(person) -> int:
    with entering(person.scope):
        return queries.unread_total(person.scope)
