"""Reads matrix.txt, the declared table of who gets what answer, and says what a house answers instead."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.authz.house import House
from tests.authz.world import PEOPLE

TABLE = Path(__file__).with_name("matrix.txt")


@dataclass(frozen=True)
class Row:
    """``GET /units/<int:id>`` on ``north``: what each of the people is answered, in the order of ``PEOPLE``."""

    route: str
    words: tuple[str, ...]
    answers: tuple[str, ...]

    def __str__(self) -> str:
        method, rule = self.route.split(" ")
        cells = " ".join(f"{answer:>5}" for answer in self.answers)
        return f"{method:<4} {rule:<60} {','.join(self.words) or '-':<20} {cells}"


def rows() -> Iterator[Row]:
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            method, rule, words, *answers = line.split()
            yield Row(f"{method} {rule}", () if words == "-" else tuple(words.split(",")), tuple(answers))


def observed(house: House, row: Row) -> Row:
    return Row(row.route, row.words, tuple(answer(house, row, who) for who in PEOPLE))


def answer(house: House, row: Row, who: str) -> str:
    """The status, or ``in`` for whoever is sent to the sign-in page; what the request changed is undone."""
    method, rule = row.route.split(" ")
    given = house.ask(who, method, house.path(rule, *row.words))
    if method == "POST" or "token" in rule:
        house.restore()
    given.close()
    is_door = given.status_code == 303 and given.headers["Location"].startswith("/sign-in?")
    return "in" if is_door else str(given.status_code)
