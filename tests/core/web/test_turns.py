"""Pages are written a few at a time, and nothing waits for long, for a deed, or for a page that failed."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock
from typing import Any

import pytest

from coop.core.web.turns import Turns
from coop.settings import Settings

LONG = 20.0


class Desk:
    """An application that counts who stands at it, and keeps them there until they are let go."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.there, self.most = 0, 0
        self.came, self.gone = Event(), Event()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        with self.lock:
            self.there += 1
            self.most = max(self.most, self.there)
        self.came.set()
        if environ["PATH_INFO"] == "/slow":
            assert self.gone.wait(LONG)
        if environ["PATH_INFO"] == "/broken":
            raise ZeroDivisionError
        with self.lock:
            self.there -= 1
        return [b"done"]


def asked(turns: Turns, path: str = "/", method: str = "GET") -> Any:
    return turns({"REQUEST_METHOD": method, "PATH_INFO": path}, None)


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(8) as pool:
        yield pool


def test_no_more_pages_than_that_are_written_at_once(pool):
    desk = Desk()
    turns = Turns(desk, 2, patience=LONG)
    assert list(pool.map(lambda _: asked(turns), range(200))) == [[b"done"]] * 200
    assert desk.most <= 2


def test_a_slow_page_holds_up_others_no_longer_than_their_patience(pool):
    desk = Desk()
    turns = Turns(desk, 1, patience=0.05)
    slow = pool.submit(asked, turns, "/slow")
    assert desk.came.wait(LONG)
    assert asked(turns) == [b"done"]
    assert desk.most == 2
    desk.gone.set()
    assert slow.result(LONG) == [b"done"]


def test_who_ran_out_of_patience_gives_back_no_turn_of_others(pool):
    desk = Desk()
    turns = Turns(desk, 1, patience=0.01)
    slow = pool.submit(asked, turns, "/slow")
    assert desk.came.wait(LONG)
    for _ in range(3):
        asked(turns)
    assert not turns.turns.acquire(blocking=False), "the slow page still has the only turn"
    desk.gone.set()
    slow.result(LONG)
    assert turns.turns.acquire(blocking=False)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_a_deed_waits_for_no_page(pool, method):
    desk = Desk()
    turns = Turns(desk, 1, patience=LONG)
    slow = pool.submit(asked, turns, "/slow")
    assert desk.came.wait(LONG)
    assert pool.submit(asked, turns, "/", method).result(LONG / 2) == [b"done"]
    desk.gone.set()
    slow.result(LONG)


def test_a_page_that_fails_gives_its_turn_back():
    turns = Turns(Desk(), 1, patience=LONG)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            asked(turns, "/broken")
    assert asked(turns) == [b"done"]


def test_the_house_stands_behind_its_turns(app, monkeypatch):
    """A page that is asked for while every turn is taken comes all the same, once the patience is over."""
    met: list[int] = []

    def without_a_turn(turns: Turns, environ: dict[str, Any], start_response: Any) -> Any:
        while turns.turns.acquire(blocking=False):
            met.append(1)
        turns.patience = 0.01
        return take_turns(turns, environ, start_response)

    take_turns = Turns.__call__
    monkeypatch.setattr(Turns, "__call__", without_a_turn)
    assert app.test_client().get("/sign-in").status_code == 200
    assert sum(met) == app.extensions["coop.settings"].turns


def test_more_pages_wait_for_a_database_at_the_end_of_a_line():
    assert Settings(_env_file=None).turns == 1
    assert Settings(_env_file=None, database_url="postgresql+psycopg://localhost/coop").turns == 8
    assert Settings(_env_file=None, database_url="postgresql+psycopg://localhost/coop", pages_at_once=3).turns == 3
