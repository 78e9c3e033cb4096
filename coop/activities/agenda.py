"""An agenda as people type it, one item a line, and as it is kept: minutes from the beginning, what, who."""

import re
from dataclasses import dataclass
from datetime import timedelta

from coop.core.errors import Invalid
from coop.core.sentences import say

MOST_ITEMS = 20
LONGEST_ITEM, LONGEST_OWNER = 80, 30
# 分 is a unit only after 时 or 点 and figures: “14:20 分组讨论” begins with a word of its own.
_LINE = re.compile(
    r"(?P<hour>\d{1,2})\s*(?:[:：.]\s*(?P<minute>\d{2})?|[点时]\s*(?:(?P<spoken>\d{2})\s*分?)?)\s*"
    r"(?:[-–—~至到]\s*\d{1,2}[:：]\d{2}\s*)?(?P<rest>.*)"
)
_OWNER = re.compile(r"\s*[|｜]\s*")


@dataclass(frozen=True, slots=True)
class Item:
    """``minutes`` from the beginning of the activity, so that the agenda moves along when the date does."""

    minutes: int
    what: str
    who: str = ""


def read_agenda(text: str, *, begins: timedelta, lasts: timedelta) -> list[Item]:
    """The items of ``14:00 开场 ｜ 安娜`` lines, in their order; blank lines are skipped.

    ``begins`` is the activity's clock time. An item lies within the activity and not before the one above it;
    a clock time before the beginning is one after midnight. Refuses with the number of the line.
    """
    items: list[Item] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            items.append(_item(number, line.strip(), begins, lasts))
            if len(items) > 1 and items[-1].minutes < items[-2].minutes:
                raise _refused(say("议程第 %(line)d 行比上一行早，请按时间先后写。", line=number))
    if len(items) > MOST_ITEMS:
        raise _refused(say("议程最多 %(most)d 项。", most=MOST_ITEMS))
    return items


def _item(number: int, line: str, begins: timedelta, lasts: timedelta) -> Item:
    found = _LINE.fullmatch(line)
    if not found or not found["rest"].strip(" |｜"):
        raise _refused(say("议程第 %(line)d 行看不懂，请写成“14:00 开场 ｜ 负责人”。", line=number))
    what, who, *_ = [*_OWNER.split(found["rest"].strip(), maxsplit=1), ""]
    if len(what) > LONGEST_ITEM or len(who) > LONGEST_OWNER:
        raise _refused(say("议程第 %(line)d 行太长了。", line=number))
    return Item(_minutes(number, int(found["hour"]), int(found["minute"] or found["spoken"] or 0), begins, lasts), what, who)


def _minutes(number: int, hour: int, minute: int, begins: timedelta, lasts: timedelta) -> int:
    if hour > 23 or minute > 59:
        raise _refused(say("议程第 %(line)d 行的时间不对。", line=number))
    clock = timedelta(hours=hour, minutes=minute)
    after = clock - begins if clock >= begins else clock - begins + timedelta(days=1)
    if after > lasts:
        raise _refused(say("议程第 %(line)d 行不在活动的起止时间之内。", line=number))
    return int(after.total_seconds() // 60)


def write_agenda(items: list[Item], *, begins: timedelta) -> str:
    """The lines that ``read_agenda`` reads back to the same items."""
    return "\n".join(_line(item, begins + timedelta(minutes=item.minutes)) for item in items)


def _line(item: Item, at: timedelta) -> str:
    minutes = int(at.total_seconds() // 60) % (24 * 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d} {item.what}" + (f" ｜ {item.who}" if item.who else "")


def _refused(sentence: str) -> Invalid:
    return Invalid(sentence, field="agenda")
