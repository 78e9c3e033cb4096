"""What a message may be: its length, who it calls by name, how long its author may still change it."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from coop.core.errors import Conflict, Invalid
from coop.core.sentences import say

LONGEST = 8_000
MOST_MENTIONS = 10
CHANGEABLE = timedelta(hours=24)
PREVIEW = 60
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def checked(text: str) -> str:
    """The text without control and direction characters; refuses an empty one and more than 8,000 characters (R-05)."""
    clean = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if not clean:
        raise Invalid(say("请写点内容再发送。"), field="text")
    if len(clean) > LONGEST:
        raise Invalid(say("一条消息最多 8,000 字，现在有 %(count)d 字，请分成几条发送。", count=len(clean)), field="text")
    return clean


def called(text: str, mentions: Iterable[int], names: dict[int, str]) -> dict[int, str]:
    """Whom the message calls: of those chosen, the members whose ``@name`` stands in the text; ten at most (D6)."""
    chosen = {number: names[number] for number in mentions if number in names and f"@{names[number]}" in text}
    if len(chosen) > MOST_MENTIONS:
        raise Invalid(say("一条消息最多提到 %(most)d 个人。", most=MOST_MENTIONS), field="text")
    return chosen


def numbered(client_id: str) -> str:
    """The client's own number of a message, in the one form in which it is kept."""
    try:
        return str(UUID(client_id))
    except ValueError:
        raise Invalid(say("消息编号不对，请刷新页面后再发。")) from None


def demand_changeable(sent_at: datetime, *, at: datetime) -> None:
    """A message may be changed for a day; afterwards others have acted on it."""
    if at - sent_at > CHANGEABLE:
        raise Conflict(say("超过 24 小时的消息不能再修改或撤回。"))


def preview(name: str, text: str) -> str:
    """One line for the list of channels."""
    line = f"{name}：{' '.join(text.split())}"
    return line if len(line) <= PREVIEW else line[: PREVIEW - 1] + "…"
