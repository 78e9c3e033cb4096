"""A number in the browser by which an account knows its devices again: no tracking, only who is not to be locked out."""

import re
import secrets
from dataclasses import dataclass
from datetime import timedelta

from flask import request
from werkzeug.wrappers import Response

from coop.accounts.trials import Browser, digest
from coop.core.sentences import say
from coop.core.web import cookies

COOKIE = "device"
KEPT = timedelta(days=400)
SHAPE = re.compile(r"[\w-]{43}")
SYSTEMS = (
    ("MicroMessenger", say("微信")), ("iPhone", "iPhone"), ("iPad", "iPad"),
    ("HarmonyOS", say("鸿蒙")), ("OpenHarmony", say("鸿蒙")),
    ("Android", say("安卓")), ("Windows", "Windows"), ("Mac OS", "Mac"), ("Linux", "Linux"),
)  # fmt: skip
BROWSERS = (
    ("Edg", "Edge"), ("Firefox", "Firefox"), ("OPR", "Opera"), ("QQBrowser", say("QQ 浏览器")), ("360", say("360 浏览器")),
    ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Number:
    """The browser's number; only its digest ever reaches the database."""

    secret: str

    @property
    def browser(self) -> Browser:
        return Browser(digest(f"device:{self.secret}"), name_of_request())

    def kept_by(self, response: Response) -> Response:
        cookies.put(response, COOKIE, self.secret, max_age=KEPT)
        return response


def of_request() -> Number:
    """The number that the browser sent, or a fresh one for a browser that has none."""
    sent = cookies.get(COOKIE) or ""
    return Number(sent if SHAPE.fullmatch(sent) else secrets.token_urlsafe(32))


def name_of_request() -> str:
    return name_of(request.user_agent.string)


def name_of(agent: str) -> str:
    """Chrome · Windows: as much of the browser's own description as people recognise."""
    browser = next((name for mark, name in BROWSERS if mark in agent), "")
    system = next((name for mark, name in SYSTEMS if mark in agent), "")
    return " · ".join(part for part in (browser, system) if part) or agent[:40] or say("未知设备")
