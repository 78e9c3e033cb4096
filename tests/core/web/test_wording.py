"""Words of a table are said in the language of whoever reads, and what no table knows stays as it is."""

import pytest
from flask_babel import force_locale
from flask_babel import lazy_gettext as _l

from coop.core.web.wording import worded
from tools import catalogues

KINDS = {"theme_day": _l("主题党日"), "sports": _l("文体")}


@pytest.fixture(autouse=True, scope="module")
def compiled():
    catalogues.build()


def test_each_reader_hears_their_own_language_whoever_asked_first(app):
    kind = worded(KINDS)
    for locale in ("zh_Hans_CN", "en", "zh_Hant_TW", "zh_Hans_CN"):
        with app.test_request_context(), force_locale(locale):
            assert kind("theme_day") == str(KINDS["theme_day"])
    with app.test_request_context(), force_locale("zh_Hant_TW"):
        assert kind("theme_day") == "主題黨日"


@pytest.mark.parametrize("value", ["parade", "", None])
def test_what_has_no_word_comes_back_as_it_is(app, value):
    with app.test_request_context():
        assert worded(KINDS)(value) == value
