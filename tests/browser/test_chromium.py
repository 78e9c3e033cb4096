"""A browser that no longer answers is ended, and whoever comes next finds another."""

import os
import signal
import time
from contextlib import suppress

import pytest
from playwright.sync_api import Error as PlaywrightError

from tests.browser.chromium import Chromium

FOR_EVER = "new Promise(() => {})"


def test_who_waits_for_a_silent_browser_is_told_in_time_and_the_next_finds_another(chromium: Chromium, visit):
    page, first = visit("http://127.0.0.1:9").page, chromium.pid
    began = time.monotonic()
    with pytest.raises(PlaywrightError), chromium.answering_within(1):
        page.evaluate(FOR_EVER)
    assert time.monotonic() - began < 20
    assert visit("http://127.0.0.1:9").page.evaluate("1 + 1") == 2
    assert chromium.pid != first


def test_a_browser_that_answers_in_time_stays(chromium: Chromium, visit):
    page, first = visit("http://127.0.0.1:9").page, chromium.pid
    with chromium.answering_within(0.5):
        page.evaluate("1 + 1")
    page.wait_for_timeout(700)
    assert page.evaluate("2 + 2") == 4 and chromium.at_hand() and chromium.pid == first


def test_a_browser_that_opens_no_window_is_changed_for_one_that_does(chromium: Chromium, visit, monkeypatch):
    """A process that was stopped neither answers nor goes away, as one in a deadlock."""
    chromium.at_hand()
    stopped = chromium.pid
    os.kill(stopped, signal.SIGSTOP)
    monkeypatch.setattr("tests.browser.conftest.LONGEST_DOOR", 1.0)
    with pytest.warns(UserWarning, match="opened no window"):
        page = visit("http://127.0.0.1:9").page
    assert page.evaluate("1 + 1") == 2 and chromium.pid != stopped


def test_a_goodbye_that_nobody_answers_ends_with_the_browser(chromium: Chromium):
    """The page is there, the process stands still: closing its window waits no longer than it is told to."""
    window = chromium.at_hand().new_context()
    stopped = chromium.pid
    os.kill(stopped, signal.SIGSTOP)
    with suppress(PlaywrightError), chromium.answering_within(1):
        window.close()
    assert chromium.at_hand() and chromium.pid != stopped
