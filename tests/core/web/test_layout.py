"""The frame stands by itself: where nobody is signed in or a name is missing there is less on it, never a failure."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask, render_template_string
from flask_babel import Babel
from flask_wtf import CSRFProtect

from coop.core.web import dates, fragments
from coop.core.web.navigation import Item
from coop.wiring import PLACES

ROOT = Path(__file__).resolve().parents[3]
PAGE = '{% extends "layout.html" %}{% block title %}题目{% endblock %}{% block content %}正文{% endblock %}'


@pytest.fixture
def app() -> Flask:
    """Only what a page cannot be drawn without."""
    app = Flask("frame", root_path=str(ROOT))
    app.secret_key = "only for looking"
    Babel(app, default_locale="zh_Hans_CN")
    CSRFProtect(app)
    app.jinja_env.globals.update(asset=lambda name: name, icon_sprite=lambda: "icons.svg", same_for_all=lambda name: "")
    app.jinja_env.globals.update(kept=fragments.kept)
    app.jinja_env.filters.update(day_of=dates.day_of, weekday=dates.weekday, month_name=dates.month_name)
    return app


def drawn(app: Flask, page: str = PAGE, **names: object) -> str:
    with app.test_request_context():
        return render_template_string(page, **names)


def test_without_surroundings_the_rail_is_empty_and_nobody_is_named(app):
    html = drawn(app)
    assert "<h1>题目</h1>" in html
    assert "正文" in html
    assert 'data-me=""' in html
    for word in ("退出登录", "大字", "rail-me", "我的"):
        assert word not in html


def test_a_side_column_and_marks_stand_only_where_a_page_has_them(app):
    assert "<aside" not in drawn(app)
    html = drawn(app, PAGE + "{% block side %}旁边{% endblock %}{% block marks %}共建中{% endblock %}")
    assert '<aside class="stack">旁边</aside>' in html
    assert '<div class="marks">共建中</div>' in html


def test_names_and_titles_are_escaped(app):
    """W-03: what people write is text, wherever the frame repeats it."""
    bad = SimpleNamespace(id=1, name="<script>甲</script>", locale="zh_Hans_CN", is_large_type=False)
    html = drawn(app, me=lambda: bad, me_line=lambda: "<b>", search_text='"><script>')
    assert "<script>甲" not in html
    assert '"><script>' not in html
    assert "<b></span>" not in html


def test_a_phone_shows_an_arrow_where_a_page_says_where_back_is(app):
    assert 'aria-label="返回"' not in drawn(app)
    assert 'href="/partnerships" aria-label="返回"' in drawn(app, PAGE + '{% set back_url = "/partnerships" %}')


def person(number: int, name: str) -> SimpleNamespace:
    return SimpleNamespace(id=number, name=name, locale="zh_Hans_CN", is_large_type=False)


def test_what_was_written_for_one_reader_is_never_shown_to_another(app):
    """The frame's parts are kept from page to page; whose they are is part of what they are kept under."""
    first = drawn(app, me=lambda: person(1, "安娜"), me_line=lambda: "北方 书记", unread_notifications=lambda: 3)
    second = drawn(app, me=lambda: person(2, "陈立"), me_line=lambda: "南方 书记", unread_notifications=lambda: 0)
    assert first.count("安娜") == second.count("陈立") == 2
    assert "安娜" not in second
    assert "南方 书记" in second
    assert '<span class="count" data-count="notifications">3</span>' in first
    assert '<span class="count" data-count="notifications"></span>' in second


def test_a_number_that_moved_is_drawn_with_the_next_page(app):
    def item(badge: int) -> Item:
        return Item("discussion", "讨论", "/channels", "messages", badge, active=False, on_phone=1)

    for badge in (7, 8):
        html = drawn(app, me=lambda: person(1, "安娜"), nav_items=lambda badge=badge: (item(badge),))
        assert html.count(f'data-count="discussion">{badge}<span class="sr-only">条未读</span><') == 2, "rail and phone's bar"


def test_the_phones_bar_has_its_own_order_and_the_rest_stands_in_the_sheet(app):
    items = [
        Item(place.key, place.label, f"/{place.key}", place.icon, badge=3, active=False, on_phone=place.on_phone)
        for place in PLACES
    ]
    html = drawn(app, me=lambda: person(1, "安娜"), nav_items=lambda: items)
    bar = html.partition('<nav class="bar"')[2].partition("</nav>")[0]
    assert re.findall(r"</svg><span>(.*?)</span>", bar) == ["工作台", "活动", "讨论", "经验库", "我的"]
    sheet = html.partition('id="me-sheet"')[2].partition('<form')[0]
    assert re.findall(r'<a href="/(partnerships|activities|library|discussion|units)">', sheet) == ["partnerships", "units"]
    assert sheet.count("条未读") == 2 and bar.count("条未读") == 4
