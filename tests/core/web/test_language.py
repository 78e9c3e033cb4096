"""Each request is answered in its reader's language, whatever the last one spoke."""

import pytest
from flask import Flask

from coop.core.sentences import Sentence, say
from coop.core.web import language
from tests.cast import Cast
from tools import catalogues

READING = {"zh_Hans_CN": ("zh-Hans", "忘记口令"), "zh_Hant_TW": ("zh-Hant", "忘記密碼"), "en": ("en", "Forgot password")}


@pytest.fixture(autouse=True, scope="module")
def compiled():
    catalogues.build()


@pytest.mark.parametrize(("asked", "locale"), [
    ("zh-CN,zh;q=0.9,en;q=0.8", "zh_Hans_CN"), ("zh-TW,zh;q=0.9,en;q=0.8", "zh_Hant_TW"), ("zh-HK", "zh_Hant_TW"),
    ("en-GB,en;q=0.9", "en"), ("fr-FR", "zh_Hans_CN"), ("", "zh_Hans_CN"),
])  # fmt: skip
def test_a_browser_that_has_chosen_nothing_is_answered_as_it_asks(client, asked, locale):
    lang, word = READING[locale]
    page = client.get("/sign-in", headers={"Accept-Language": asked}).text
    assert f'<html lang="{lang}"' in page
    assert word in page


def test_readers_of_different_languages_take_turns_on_one_server(client):
    """Templates are compiled once for each language; none of them is another reader's."""
    for locale in [*READING, *reversed(READING)]:
        client.set_cookie("language", locale)
        lang, word = READING[locale]
        page = client.get("/sign-in", headers={"Accept-Language": "en"}).text
        assert f'<html lang="{lang}"' in page
        assert [other for _, other in READING.values() if other in page] == [word]


def test_whoever_is_not_signed_in_chooses_among_the_other_languages(client):
    page = client.get("/sign-in").text
    offered = [code for code in language.LANGUAGES if f'name="locale" value="{code}"' in page]
    assert offered == ["zh_Hant_TW", "en"]


def test_the_account_speaks_before_the_browser_and_the_choice_stands_in_mine(app: Flask, cast: Cast):
    browser = cast.ana.visit(app)
    browser.set_cookie("language", "en")
    page = browser.get("/me", headers={"Accept-Language": "en"}).text
    assert '<html lang="zh-Hans"' in page
    assert 'name="locale" value="en"' in page


def test_a_refusal_made_below_the_web_is_said_in_the_readers_language(app: Flask):
    refusal = say("第 %(n)s 行", n=3)
    with app.test_request_context(headers={"Accept-Language": "en"}):
        assert language.said(refusal) == "Row 3"
        assert language.said("写好的一句") == "写好的一句"
    assert isinstance(refusal, Sentence)


def test_a_device_noted_long_ago_is_named_in_the_readers_words_as_far_as_they_are_known(app: Flask):
    with app.test_request_context(headers={"Accept-Language": "en"}):
        assert language.said_part_by_part("QQ 浏览器 · 安卓") == "QQ Browser · Android"
        assert language.said_part_by_part("某种浏览器 · Linux") == "某种浏览器 · Linux"


def test_the_page_of_an_address_that_is_not_there_speaks_the_readers_language(client):
    assert "Not found" in client.get("/nowhere", headers={"Accept-Language": "en"}).text
