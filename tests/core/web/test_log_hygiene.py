"""L-04: planted secrets never reach the log, a line is one line, and who read what is not written down."""

import json
import logging
from pathlib import Path

import structlog
from flask import Flask

from coop.core.logs import configure
from tests.conftest import settings_for
from tests.factories import PASSWORD

CANARIES = ("canary-password-1", "canary-token-2", "canary-code-3", "canary-query-4")


def lines(capfd) -> list[dict]:
    return [json.loads(line) for line in capfd.readouterr().err.splitlines() if line.startswith("{")]


def test_passwords_tokens_and_queries_are_in_no_line(capfd, app, cast):
    client = app.test_client()
    app.config["WTF_CSRF_ENABLED"] = False
    client.post("/sign-in", data={"name": "13900000001", "password": CANARIES[0]})
    client.get(f"/join/{CANARIES[1]}")
    client.get(f"/reset/{CANARIES[1]}")
    client.post("/join", data={"code": CANARIES[2]})
    client.get(f"/search?q={CANARIES[3]}")
    cast.ana.visit(app).get(f"/nowhere/{CANARIES[1]}")
    told = capfd.readouterr().err
    assert '"event": "request"' in told
    for canary in (*CANARIES, PASSWORD):
        assert canary not in told


def test_a_failing_statement_does_not_tell_what_it_was_given(capfd, app, cast):
    @app.get("/failing")
    def failing() -> str:
        cast.ana.user.name = CANARIES[0]
        raise RuntimeError("stopped")

    failing.access = "public"
    assert app.test_client().get("/failing").status_code == 500
    assert CANARIES[0] not in capfd.readouterr().err


def test_a_request_is_one_line_with_its_number_and_without_its_person(capfd, app, cast):
    answer = cast.ana.visit(app).get("/sign-in?next=/", headers={"X-Request-ID": "abc123"})
    (line,) = [line for line in lines(capfd) if line["event"] == "request"]
    assert answer.headers["X-Request-ID"] == "abc123"
    assert line["request_id"] == "abc123"
    assert (line["method"], line["route"]) == ("GET", "/sign-in")
    assert set(line) == {"event", "level", "timestamp", "request_id", "method", "route", "status", "ms"}


def test_a_forged_number_is_replaced(client):
    for given in ("a b", "x" * 37, "é", "<script>"):
        assert client.get("/healthz", headers={"X-Request-ID": given}).headers["X-Request-ID"] != given


def test_what_people_type_cannot_write_a_line_of_its_own(tmp_path: Path, capfd):
    configure(settings_for(tmp_path))
    structlog.get_logger().info("found", text='x\n{"event": "forged"}\x1b[2J')
    (line,) = capfd.readouterr().err.splitlines()
    assert json.loads(line)["event"] == "found"
    assert "\x1b" not in line


def test_values_with_a_telling_name_are_masked(tmp_path: Path, capfd):
    configure(settings_for(tmp_path))
    structlog.get_logger().info("kept", password_hash=CANARIES[0], reset_token=CANARIES[1], code=CANARIES[2])
    assert not any(canary in capfd.readouterr().err for canary in CANARIES)


def test_other_libraries_tell_nothing_below_a_warning(app: Flask):
    assert not logging.getLogger("sqlalchemy.engine").isEnabledFor(logging.INFO)
