"""Days and moments as people here write them: 11月20日（周五）14:30; relative only within a day."""

from datetime import date, datetime
from functools import lru_cache

from flask_babel import gettext as _

from coop.core.clock import local, now, today
from coop.core.web.language import spoken

DAY_SECONDS = 86_400


def weekday(day: date) -> str:
    return _weekday(day.weekday(), spoken())


@lru_cache(maxsize=64)
def _weekday(number: int, language: str) -> str:
    return _("周一 周二 周三 周四 周五 周六 周日").split()[number]


def month_name(day: date) -> str:
    return _month_name(day.month, spoken())


@lru_cache(maxsize=64)
def _month_name(number: int, language: str) -> str:
    return _("1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月").split()[number - 1]


def day_of(value: date | datetime) -> date:
    """The day on the calendar where people meet; a day stays what it is."""
    return local(value).date() if isinstance(value, datetime) else value


def day(value: date | datetime | None) -> str:
    """11月20日（周五）; the year stands in front when it is not this one."""
    return _day(day_of(value), today().year, spoken()) if value else ""


@lru_cache(maxsize=4096)
def _day(on: date, this_year: int, language: str) -> str:
    """Kept, because a list says one for each row and asking the catalogue three times takes 30 µs."""
    text = _("%(month)s%(day)d日（%(weekday)s）", month=month_name(on), day=on.day, weekday=weekday(on))
    return text if on.year == this_year else _("%(year)d年%(rest)s", year=on.year, rest=text)


def clock_time(value: datetime | None) -> str:
    return local(value).strftime("%H:%M") if value else ""


def moment(value: datetime | None) -> str:
    return day(value) + _gap(spoken()) + clock_time(value) if value else ""


@lru_cache(maxsize=8)
def _gap(language: str) -> str:
    """What stands between a day and its hour: nothing in Chinese, where the bracket of the weekday parts them."""
    return _("%(day)s%(time)s") % {"day": "", "time": ""}


def span(start: datetime, end: datetime | None) -> str:
    """11月20日（周五）14:00–16:30, with both days where it ends on another one."""
    if end is None:
        return moment(start)
    same_day = local(start).date() == local(end).date()
    return f"{moment(start)}–{clock_time(end) if same_day else moment(end)}"


def hours(start: datetime, end: datetime) -> str:
    """14:00–16:30, for where the first day already stands beside it."""
    same_day = local(start).date() == local(end).date()
    return f"{clock_time(start)}–{clock_time(end) if same_day else moment(end)}"


def ago(value: datetime | None) -> str:
    """5 分钟前 within a day, the day itself before that."""
    if value is None:
        return ""
    seconds = int((now() - value).total_seconds())
    if seconds < 60:
        return _("刚刚")
    if seconds < 3600:
        return _("%(n)d 分钟前", n=seconds // 60)
    return _("%(n)d 小时前", n=seconds // 3600) if seconds < DAY_SECONDS else day(value)


def month(value: date | None) -> str:
    return _("%(year)d年%(month)s", year=value.year, month=month_name(value)) if value else ""
