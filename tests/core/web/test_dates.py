"""Days are written as each language writes them; a day and its hour stand apart where the language wants it."""

from datetime import date, timedelta

import pytest
from flask_babel import force_locale

from coop.core.clock import at_place, today
from coop.core.web import dates
from tools import catalogues

THIS_YEAR = today().year


@pytest.fixture(autouse=True, scope="module")
def compiled():
    catalogues.build()


@pytest.mark.parametrize(("locale", "day", "moment", "month"), [
    ("zh_Hans_CN", "2020年11月20日（周五）", "2020年11月20日（周五）14:30", "2020年11月"),
    ("zh_Hant_TW", "2020年11月20日（週五）", "2020年11月20日（週五）14:30", "2020年11月"),
    ("en", "Fri 20 Nov 2020", "Fri 20 Nov 2020, 14:30", "Nov 2020"),
])  # fmt: skip
def test_each_language_writes_a_day_its_hour_and_its_month(app, locale, day, moment, month):
    on = date(2020, 11, 20)
    with app.test_request_context(), force_locale(locale):
        assert dates.day(on) == day
        assert dates.moment(at_place(on, 14, 30)) == moment
        assert dates.month(on) == month


@pytest.mark.parametrize(("locale", "both", "overnight"), [
    ("zh_Hans_CN", "月3日（周{week}）14:00–16:30", "月4日（周{next}）09:00"), ("en", ", 14:00–16:30", ", 09:00"),
])  # fmt: skip
def test_a_span_names_the_second_day_only_where_it_is_another_one(app, locale, both, overnight):
    on = date(THIS_YEAR, 6, 3)
    week = "一二三四五六日"
    words = {"week": week[on.weekday()], "next": week[(on + timedelta(days=1)).weekday()]}
    start = at_place(on, 14)
    with app.test_request_context(), force_locale(locale):
        assert dates.span(start, at_place(on, 16, 30)).endswith(both.format(**words))
        assert dates.span(start, at_place(on + timedelta(days=1), 9)).endswith(overnight.format(**words))
        assert dates.span(start, None) == dates.moment(start)


def test_no_day_and_no_moment_are_empty(app):
    with app.test_request_context():
        assert (dates.day(None), dates.moment(None), dates.ago(None), dates.month(None)) == ("", "", "", "")
