"""T-04: what is somebody else's answers exactly like what never was: the same status, body and headers."""

import re

import pytest

from tests.authz.house import House
from tests.authz.matrix import Row, rows
from tests.authz.world import PEOPLE

#: Of no consequence: the number of this very request, the moment, and what belongs to the browser's own visit.
OWN = {"X-Request-ID", "Date", "Set-Cookie", "Content-Length"}
HIDDEN = [row for row in rows() if row.words and "404" in row.answers]
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


def never_was(house: House, words: tuple[str, ...]) -> tuple[str, ...]:
    """The same words, with each thing's name become that of a thing that never existed."""
    return tuple(re.sub(r"\w+$", lambda found: _missing(house, found[0]), word) for word in words)


def _missing(house: House, word: str) -> str:
    return "missing" if word in house.world.things else word


@pytest.mark.parametrize("row", HIDDEN, ids=lambda row: f"{row.route} {','.join(row.words)}")
def test_what_is_hidden_answers_like_what_is_missing(house: House, row: Row):
    if any(secret in row.route for secret in SECRETS):
        pytest.skip("a secret is either known or wrong")
    who = next(name for name, answer in zip(PEOPLE, row.answers, strict=True) if answer == "404" and name != "otto")
    hidden, never = told(house, who, row, row.words), told(house, who, row, never_was(house, row.words))
    assert never[0] == hidden[0] == 404
    assert hidden[2] == never[2]
    assert hidden[1] == never[1]
