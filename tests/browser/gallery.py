"""A little application that shows every part of the look: real templates, styles, scripts and content policy."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from flask import Flask, Response, flash, render_template, request, session
from flask_babel import Babel
from flask_wtf import CSRFProtect, FlaskForm
from jinja2 import ChoiceLoader, FileSystemLoader
from werkzeug.serving import WSGIRequestHandler, make_server
from wtforms import (
    BooleanField,
    DateField,
    FileField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    validators,
    widgets,
)

from coop.core.web import dates, fragments, headers, language
from coop.core.web.navigation import Item
from coop.wiring import PLACES

ROOT = Path(__file__).resolve().parents[2]
DIST = ROOT / "static" / "dist"


class Plan(FlaskForm):
    """A form with one field of every kind that pages use."""

    title = StringField("活动名称", [validators.InputRequired("请填写活动名称。")])
    starts = DateField("日期", [validators.InputRequired("请选择日期。")])
    quota = IntegerField("名额", [validators.Optional()])
    kind = SelectField("类型", choices=["主题党日", "联学"])
    branches = SelectMultipleField(
        "参加支部", choices=["北方机械第三支部", "南港物流第一支部"],
        widget=widgets.ListWidget(prefix_label=False), option_widget=widgets.CheckboxInput(),
    )  # fmt: skip
    mode = RadioField("形式", [validators.InputRequired()], choices=["现场", "线上"])
    remind = BooleanField("开始前一天提醒未报名的人")
    agenda = TextAreaField("议程", [validators.Optional()])
    plan = FileField("方案")
    place = StringField("地点", [validators.Optional()])


def _dress(app: Flask) -> None:
    """The names that layouts and macros take from their surroundings."""
    manifest = json.loads((DIST / "manifest.json").read_text(encoding="utf-8"))
    marked = [
        Item(
            place.key, place.label, f"/{place.key}", place.icon, badge=7 if place.key == "discussion" else 0,
            active=place.key == "partnerships", on_phone=place.on_phone,
        )
        for place in PLACES
    ]  # fmt: skip
    app.jinja_env.globals.update(
        asset=lambda name: f"/static/{manifest[name]}",
        icon_sprite=lambda: f"/static/{manifest['icons.svg']}",
        nav_items=lambda: marked,
        same_for_all=fragments.same_for_all,
        kept=fragments.kept,
        me_line=lambda: "北方机械 · 第三支部书记",
        unread_notifications=lambda: 3,
        languages=language.LANGUAGES,
    )
    app.jinja_env.filters.update(day=dates.day, day_of=dates.day_of, weekday=dates.weekday, month_name=dates.month_name)

    @app.context_processor
    def surroundings() -> dict[str, Any]:
        ana = SimpleNamespace(id=4, name="安娜", locale="zh_Hans_CN", is_large_type=session.get("large") == "1")
        reader = None if "plain" in request.args else ana
        return {"me": lambda: reader, "theme": request.args.get("theme")}


def create_gallery() -> Flask:
    """Every part on one page, each error page, and the addresses that scripts talk to."""
    app = Flask(__name__, root_path=str(ROOT), static_folder=str(DIST), static_url_path="/static")
    app.secret_key = "only for looking"
    app.jinja_loader = ChoiceLoader([app.jinja_loader, FileSystemLoader(Path(__file__).parent)])
    Babel(app, default_locale="zh_Hans_CN")
    CSRFProtect(app)
    _dress(app)
    headers.init_app(app)
    _pages(app)
    _talkers(app)
    return app


def _pages(app: Flask) -> None:
    @app.route("/", methods=["GET", "POST"])
    def index() -> str:
        form = Plan()
        if request.method == "POST":
            form.validate_on_submit()
        elif "flash" in request.args:
            flash("已发出邀请，对方书记会收到通知。", "good")
        return render_template(
            "styleguide.html", form=form, day=date(2026, 11, 26), deadline=datetime(2026, 11, 20, 10, tzinfo=UTC).date()
        )

    @app.get("/errors/<int:code>")
    def error(code: int) -> str:
        return render_template(f"errors/{code}.html", request_id="7f3a91c4")

    @app.get("/scenes/<name>")
    def scene(name: str) -> str:
        recent = (datetime.now(UTC) - timedelta(minutes=5, seconds=5)).isoformat()
        return render_template(
            f"scenes/{name}.html", weeks=list(_november()), day_url=lambda on: f"#{on}", recent=recent
        )


def _november() -> Iterator[list[SimpleNamespace]]:
    """Five weeks around November 2026, two of their days busy."""
    events = {
        18: [("联合主题党日", "other"), ("待定：座谈", "maybe"), ("取消的会", "off")],
        26: [("冬季安全生产联合排查", "")],
    }
    for monday in range(5):
        days = [date(2026, 10, 26) + timedelta(days=7 * monday + shift) for shift in range(7)]
        yield [
            SimpleNamespace(
                date=day, is_outside=day.month != 11, is_today=day == date(2026, 11, 20), is_holiday=False,
                events=[SimpleNamespace(title=title, tone=tone, time="14:00", url="#")
                        for title, tone in events.get(day.day, []) if day.month == 11],
            )
            for day in days
        ]  # fmt: skip


def _talkers(app: Flask) -> None:
    @app.get("/search/suggestions")
    def suggestions() -> str:
        return '<a href="/?found=1">互联网+党建<span class="kind">资料</span></a><a href="/?found=2">智慧党建</a>'

    @app.get("/audiences/<audience>")
    def audience(audience: str) -> str:
        return (
            '<div class="sheet-head"><h2 id="sheet-title">谁能看到</h2>'
            '<button type="button" class="btn" data-close>关闭</button></div>'
            f'<div class="sheet-body">{audience}</div>'
        )

    @app.post("/upload")
    def upload() -> Response | tuple[str, int]:
        if len(request.files["list"].read()) < 1_000:
            return "<main id='main'><p class='error'>名单里没有人。</p></main>", 422
        return Response(status=303, headers={"Location": "/scenes/month"})

    @app.post("/part")
    def part() -> tuple[str, int, dict[str, str]]:
        """CSRFProtect has already demanded the token; a missing word is refused as a form is."""
        if not request.form.get("word"):
            return '<p class="error">请写一个字。</p>', 422, {}
        tell = json.dumps({"flash": {"sentence": "已改好", "tone": "good"}})
        return "<p>改成了。</p>", 200, {"HX-Trigger": tell}

    @app.post("/preferences")
    def preferences() -> tuple[str, int]:
        session["large"] = request.form.get("is_large_type", "")
        return "", 204


class Quiet(WSGIRequestHandler):
    def log_request(self, *_: object) -> None:
        pass


@contextmanager
def opened() -> Iterator[str]:
    """Serve the gallery on a free port of this machine; gives its address."""
    server = make_server("127.0.0.1", 0, create_gallery(), threaded=True, request_handler=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
