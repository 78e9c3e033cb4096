"""Two people answer at once, on both databases: one is first, the other is told who was."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Barrier, Thread

import pytest
from flask import Flask

from coop import create_app
from coop.accounts import identity
from coop.core.errors import Conflict, Refused
from coop.core.scope import Scope, everything
from coop.extensions import db
from coop.partnerships import queries
from coop.partnerships.actions import agree_to_join, approve_party, decline_invitation
from tests.cast import settle
from tests.conftest import settings_for
from tests.partnerships.asking import party_of, propose


@pytest.fixture
def served(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """An application with the cast on the database at hand, its tables made anew."""
    identity.kept.clear()
    app = create_app(settings_for(tmp_path, database_url=database_url))
    with app.app_context():
        db.drop_all()
        db.create_all()
    yield app
    with app.app_context():
        db.session.remove()
        db.drop_all()
        db.engine.dispose()


def at_once(app: Flask, *deeds: tuple[Scope, Callable[[], object]]) -> list[object]:
    """Run each deed in its own thread and session, all starting together; what each returned or was refused with."""
    start, outcomes = Barrier(len(deeds)), [None] * len(deeds)

    def run(place: int, deed: Callable[[], object]) -> None:
        with app.app_context():
            start.wait()
            try:
                deed()
                outcomes[place] = "done"
            except Refused as refusal:
                outcomes[place] = refusal

    threads = [Thread(target=run, args=(place, deed)) for place, (_, deed) in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return outcomes


def deed(scope: Scope, act: Callable[..., object], party_id: int, *more: str) -> tuple[Scope, Callable[[], object]]:
    def run() -> object:
        with everything("test", quiet=True):
            party = queries.get_party(party_id)
        return act(party, *more, by=scope)

    return scope, run


def settled(app: Flask) -> tuple[int, dict[str, Scope], dict[str, int]]:
    with app.app_context(), everything("test", quiet=True):
        cast = settle()
        number = propose(cast.ana, cast.third, cast.port, cast.gate)
        scopes = {name: getattr(cast, name).scope for name in ("cleo", "chen", "dara")}
        parties = {"port": party_of(number, cast.port).id, "gate": party_of(number, cast.gate).id}
    return number, scopes, parties


def test_two_keys_of_one_side_at_once(served: Flask):
    _, scopes, parties = settled(served)
    port = parties["port"]
    outcomes = at_once(served, deed(scopes["cleo"], agree_to_join, port), deed(scopes["chen"], agree_to_join, port))
    refused = [outcome for outcome in outcomes if outcome != "done"]
    assert outcomes.count("done") == 1 and len(refused) == 1
    assert isinstance(refused[0], Conflict)
    first = "柯蕾" if outcomes[0] == "done" else "陈立"
    assert refused[0].sentence.startswith(f"{first}已经代表本支部同意")


def test_yes_and_no_of_one_side_at_once(served: Flask):
    _, scopes, parties = settled(served)
    port, chen = parties["port"], scopes["chen"]
    outcomes = at_once(served, deed(chen, approve_party, port), deed(chen, decline_invitation, port, "不便"))
    refused = [outcome for outcome in outcomes if outcome != "done"]
    assert outcomes.count("done") == 1 and isinstance(refused[0], Conflict)
    assert "陈立已经" in refused[0].sentence


def test_two_sides_answer_at_once_and_the_partnership_begins(served: Flask):
    """Neither overlooks the other: whoever is last sees that nobody is awaited any more."""
    number, scopes, parties = settled(served)
    yes = deed(scopes["chen"], approve_party, parties["port"])
    outcomes = at_once(served, yes, deed(scopes["dara"], decline_invitation, parties["gate"], "人手不够"))
    assert outcomes == ["done", "done"]
    with served.app_context(), everything("test", quiet=True):
        assert queries.get_partnership(number).state == "active"
