"""Which language a page speaks: the reader's own choice, else the browser's, else simplified Chinese."""

from flask import g, has_request_context, request
from flask_babel import get_locale, gettext

from coop.core.sentences import Sentence
from coop.core.web import cookies

LANGUAGES = {"zh_Hans_CN": "简体中文", "zh_Hant_TW": "繁體中文", "en": "English"}
DEFAULT = "zh_Hans_CN"
COOKIE = "language"


def choose_locale() -> str:
    """Outside a request, as in a letter, whoever writes says the language; else it is the source's."""
    if not has_request_context():
        return DEFAULT
    found = g.get("sign_in")
    chosen = found.user.locale if found else cookies.get(COOKIE)
    return chosen if chosen in LANGUAGES else _from_browser()


def spoken() -> str:
    """The language of this page or letter, as in ``LANGUAGES``."""
    return str(get_locale())


def _from_browser() -> str:
    """Traditional for Taiwan, Hong Kong and Macao, English where no Chinese is asked for, else the source language."""
    best = request.accept_languages.best_match(["zh-CN", "zh-TW", "zh-HK", "zh-Hant", "zh", "en"], "zh-CN")
    if best in ("zh-TW", "zh-HK", "zh-Hant"):
        return "zh_Hant_TW"
    return "en" if best == "en" else DEFAULT


def html_lang() -> str:
    """The value of ``<html lang>``, on which the browser chooses the shapes of Han characters."""
    return {"zh_Hans_CN": "zh-Hans", "zh_Hant_TW": "zh-Hant"}.get(spoken(), "en")


def said(sentence: str) -> str:
    """A sentence that was made below the web, in the reader's language."""
    return gettext(sentence.template, **sentence.values) if isinstance(sentence, Sentence) else sentence


def said_part_by_part(parts: str) -> str:
    """``QQ 浏览器 · 安卓`` as it was noted when somebody signed in: each part that the catalogue knows, in the reader's words."""
    return " · ".join(gettext(part) for part in parts.split(" · "))
