"""A template says its sentences in the reader's language, and nothing is translated while a page is printed."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from flask import Flask, render_template
from flask_babel import Babel, force_locale
from jinja2 import DictLoader

from coop.core.web import templates

PAGES = {
    "page.html": "{% import 'parts.html' as parts %}{{ _('你好') }} {{ parts.count(n) }} {{ _('满 100%%') }} {{ _(name) }}",
    "parts.html": "{% macro count(n) %}{{ _('%(n)s 条', n=n) }}{% endmacro %}",
    "mail.txt": "{{ _('%(n)s 条', n=n) }}",
}


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    """Two languages: what the templates say, and an English catalogue."""
    english = Catalog(locale="en")
    for said, meant in {"你好": "Hello", "%(n)s 条": "%(n)s items", "安": "An"}.items():
        english.add(said, meant)
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "messages.mo").open("wb") as file:
        write_mo(file, english)
    app = Flask(__name__)
    app.jinja_environment = templates.LocalEnvironment
    app.jinja_loader = DictLoader(PAGES)
    Babel(app, default_locale="zh_Hans_CN", default_translation_directories=str(tmp_path))
    return app


def printed(app: Flask, language: str, template: str = "page.html", n: object = 3) -> str:
    with app.test_request_context(), force_locale(language):
        return render_template(template, n=n, name="安")


def test_two_readers_of_one_server_each_read_their_language(app):
    for _ in range(2):
        assert printed(app, "zh_Hans_CN") == "你好 3 条 满 100% 安"
        assert printed(app, "en") == "Hello 3 items 满 100% An"


def test_what_is_put_into_a_sentence_is_escaped_on_a_page_and_not_in_a_plain_text(app):
    assert "&lt;b&gt; items" in printed(app, "en", n="<b>")
    assert printed(app, "en", "mail.txt", n="<b>") == "<b> items"


def test_nothing_is_translated_while_a_page_is_printed(app, monkeypatch):
    first = printed(app, "en")
    asked = []
    found = templates.get_translations
    monkeypatch.setattr("flask_babel.get_translations", lambda: asked.append(1) or found())
    assert printed(app, "en") == first
    assert len(asked) == 1, "only the sentence that the template itself does not know is looked up"
