"""T-04: what is somebody else's answers exactly like what never was: the same status, body and headers, as soon."""

import re
from statistics import median
from time import perf_counter

import pytest

from tests.authz.house import House
from tests.authz.matrix import Row, rows
from tests.authz.world import PEOPLE

#: Of no consequence: the number of this very request, the moment, and what belongs to the browser's own visit.
OWN = {"X-Request-ID", "Date", "Set-Cookie", "Content-Length"}
HIDDEN = [row for row in rows() if row.words and "404" in row.answers]
PAIRS, TRIES, LONGEST_DIFFERENCE = 60, 3, 0.005
#: One address for each kind of thing; what stands behind it is Dara's, or at least not the asker's.
KINDS = {
    "GET /activities/<int:id>", "GET /activities/<int:id>.ics", "GET /attachments/<int:id>", "GET /branches/<int:id>",
    "GET /channels/<int:id>", "GET /channels/<int:id>/entries", "GET /imports/<int:id>", "GET /library/<int:id>",
    "GET /memberships/<int:id>", "GET /parties/<int:id>/liaisons", "GET /partnerships/<int:id>", "GET /reviews/<int:id>",
    "GET /units/<int:id>/trail", "POST /channels/<int:id>/entries", "POST /library/<int:id>/withdrawal",
    "POST /notifications/<int:id>/read",
}  # fmt: skip
#: They answer 404 before they look at anything: no part of the address is a number.
SECRETS = ("<token>",)


def told(house: House, who: str, row: Row, words: tuple[str, ...]) -> tuple[int, dict[str, str], str]:
    """Everything the answer says, without the request's number and the address itself."""
    method, rule = row.route.split(" ")
    path = house.path(rule, *words)
    answer = house.ask(who, method, path)
    headers = {name: value for name, value in answer.headers if name not in OWN}
    text = answer.text.replace(path, "ADDRESS")
    return answer.status_code, headers, re.sub(r"[0-9a-f]{32}|[\w-]{8,}\.[\w-]{6}\.[\w-]{20,}", "NUMBER", text)


def asker(row: Row) -> str:
    """Somebody from whom the row's thing is hidden."""
    return next(name for name, answer in zip(PEOPLE, row.answers, strict=True) if answer == "404" and name != "otto")


def never_was(house: House, words: tuple[str, ...]) -> tuple[str, ...]:
    """The same words, with each thing's name become that of a thing that never existed."""
    return tuple(re.sub(r"\w+$", lambda found: _missing(house, found[0]), word) for word in words)


def _missing(house: House, word: str) -> str:
    return "missing" if word in house.world.things else word


@pytest.mark.parametrize("row", HIDDEN, ids=lambda row: f"{row.route} {','.join(row.words)}")
def test_what_is_hidden_answers_like_what_is_missing(house: House, row: Row):
    if any(secret in row.route for secret in SECRETS):
        pytest.skip("a secret is either known or wrong")
    who = asker(row)
    hidden, never = told(house, who, row, row.words), told(house, who, row, never_was(house, row.words))
    assert never[0] == hidden[0] == 404
    assert hidden[2] == never[2]
    assert hidden[1] == never[1]


def seconds(house: House, who: str, row: Row) -> list[list[float]]:
    """How long each of the hidden and of the missing took, asked in turns so that a busy machine slows both alike."""
    method, rule = row.route.split(" ")
    paths = [house.path(rule, *row.words), house.path(rule, *never_was(house, row.words))]
    spent: list[list[float]] = [[], []]
    for pair in range(PAIRS):
        for which in (0, 1) if pair % 2 else (1, 0):
            began = perf_counter()
            house.ask(who, method, paths[which])
            spent[which].append(perf_counter() - began)
    return spent


@pytest.mark.parametrize("route", sorted(KINDS))
def test_t04_what_is_hidden_takes_as_long_as_what_is_missing(house: House, route: str):
    """Less than five milliseconds between the medians of sixty pairs; a measurement that was disturbed is made again."""
    row = next(row for row in HIDDEN if row.route == route)
    differences = []
    for _ in range(TRIES):
        hidden, missing = map(median, seconds(house, asker(row), row))
        differences.append(abs(hidden - missing))
        if differences[-1] < LONGEST_DIFFERENCE:
            return
    pytest.fail(f"{route}: {differences}")
