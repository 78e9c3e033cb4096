"""What is kept for everybody is kept per language, and nothing of one reader's request gets into it."""

from pathlib import Path

import pytest
from flask import Flask, render_template_string
from flask_babel import Babel, force_locale, get_locale
from jinja2 import DictLoader, meta
from markupsafe import Markup, escape

from coop.core.web import fragments

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def app() -> Flask:
    app = Flask(__name__)
    app.jinja_loader = DictLoader({"words.html": "<p>{{ here() }} {{ '<' }}</p>"})
    Babel(app, default_locale="zh_Hans_CN")
    app.jinja_env.globals.update(same_for_all=fragments.same_for_all, here=get_locale)
    return app


def test_each_language_has_its_own_and_what_is_escaped_stays_escaped(app):
    page = "{{ same_for_all('words.html') }}"
    with app.test_request_context():
        with force_locale("en"):
            assert render_template_string(page) == "<p>en &lt;</p>"
        with force_locale("zh_Hans_CN"):
            assert render_template_string(page) == "<p>zh_Hans_CN &lt;</p>"


def test_the_frames_kept_parts_read_nothing_of_the_request():
    """A name that is neither a global function of translation nor set by the template would freeze one reader's page."""
    app = Flask(__name__)
    Babel(app, default_locale="zh_Hans_CN")
    layout = (ROOT / "templates" / "layout.html").read_text(encoding="utf-8")
    kept = [part.split('"')[1] for part in layout.split("same_for_all(")[1:]]
    assert kept == ["_words.html"]
    for name in kept:
        tree = app.jinja_env.parse((ROOT / "templates" / name).read_text(encoding="utf-8"))
        assert meta.find_undeclared_variables(tree) <= {"_", "gettext"}


def test_a_kept_macro_is_written_once_for_each_of_its_arguments():
    """A text that happens to equal ready markup is a different argument: it is still escaped."""
    asked = []

    def badge(label, tone=""):
        asked.append(label)
        return f"{escape(label)}/{tone}"

    remembering = fragments.kept(badge)
    assert [remembering("<b>"), remembering("<b>"), remembering(Markup("<b>"))] == ["&lt;b&gt;/", "&lt;b&gt;/", "<b>/"]
    assert len(asked) == 2
    assert remembering(["a list"]) == remembering(["a list"])
    assert remembering("<b>", tone="good") == "&lt;b&gt;/good"
