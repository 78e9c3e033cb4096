"""One Chromium a worker, under a watch: one that no longer answers is ended by its number, and the next test gets another.

Playwright knows no limit for opening and closing a window or for a script in a page. Chromium now and then never answers
that a person's windows are closed (its own deadlock, seen under load); a suite that waits for it stands still for ever.
"""

import os
import shutil
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from playwright.sync_api import Browser, Playwright
from playwright.sync_api import Error as PlaywrightError

from tests.servers import process

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
INSTALLED = ("chromium", "chromium-browser", "google-chrome")


class Chromium:
    """The installed one, else Playwright's own."""

    def __init__(self, playwright: Playwright) -> None:
        self.playwright = playwright
        self.running: Browser | None = None
        self.pid = 0

    def at_hand(self) -> Browser:
        """The one that runs, or a new one where none does."""
        if self.running is None or not self.running.is_connected():
            self.running = self._start()
            self.pid = _number(self.running)
        return self.running

    def _start(self) -> Browser:
        program = os.environ.get("COOP_CHROMIUM") or next(filter(None, map(shutil.which, INSTALLED)), None)
        try:
            return self.playwright.chromium.launch(executable_path=program, args=FLAGS)
        except PlaywrightError as error:
            process.give_up(f"no Chromium to be started: {error}")

    @contextmanager
    def answering_within(self, seconds: float) -> Iterator[None]:
        """What is asked in here ends: when the time is up so does the browser, and the call that waited raises an error."""
        watch = threading.Timer(seconds, self.end)
        watch.start()
        try:
            yield
        finally:
            watch.cancel()

    def end(self) -> None:
        """No goodbye: who does not answer would not hear it."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def close(self) -> None:
        if self.running and self.running.is_connected():
            with self.answering_within(30), suppress(PlaywrightError):
                self.running.close()


def _number(browser: Browser) -> int:
    session = browser.new_browser_cdp_session()
    found = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    return next(int(one["id"]) for one in found if one["type"] == "browser")
