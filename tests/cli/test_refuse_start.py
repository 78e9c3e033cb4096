"""K-01: a process that would not be safe does not start; it says which variable, in words, and ends with 2."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOUND = {
    "COOP_PRODUCTION": "1",
    "COOP_TRUSTED_HOSTS": "coop.example.cn",
    "COOP_BASE_URL": "https://coop.example.cn",
}  # fmt: skip


def coop(folder: Path, *words: str, **variables: str) -> subprocess.CompletedProcess:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COOP_")}
    return subprocess.run(
        [sys.executable, "-m", "coop", *words], check=False, cwd=ROOT, capture_output=True, text=True, timeout=60,
        env=kept | {"COOP_DATA_DIR": str(folder / "data")} | variables,
    )  # fmt: skip


@pytest.mark.parametrize(("wrong", "named"), [
    ({"COOP_DEBUG": "1"}, "COOP_DEBUG"),
    ({"COOP_TRUSTED_HOSTS": ""}, "COOP_TRUSTED_HOSTS"),
    ({"COOP_BASE_URL": "http://coop.example.cn"}, "COOP_BASE_URL"),
    ({"COOP_BASE_URL": ""}, "COOP_BASE_URL"),
    ({"COOP_SECRET_KEY": "short"}, "COOP_SECRET_KEY"),
    ({"COOP_SECRET_KEY": "a" * 64}, "COOP_SECRET_KEY"),
    ({"COOP_SECRET_KEY": "change-me-please-0123456789-abcdefghijkl"}, "COOP_SECRET_KEY"),
    ({"COOP_SECRET_KEY_FILE": "/nowhere/at/all"}, "COOP_SECRET_KEY_FILE"),
    ({"PORT": "none"}, "PORT"),
    ({"COOP_THREADS": "2"}, "COOP_THREADS"),
    ({"COOP_DATA_DIR": "/proc/coop"}, "COOP_DATA_DIR"),
])  # fmt: skip
def test_what_cannot_stand_ends_with_2_and_its_name(tmp_path, wrong, named):
    ended = coop(tmp_path, "serve", **(SOUND | wrong))
    assert ended.returncode == 2
    assert re.search(rf"(?<![A-Z_]){named}(?![A-Z_])", ended.stderr), ended.stderr
    assert "Traceback" not in ended.stderr
    for secret in (wrong.get("COOP_SECRET_KEY"), "0123456789-abcdefghijkl"):
        assert not secret or secret not in ended.stderr + ended.stdout


def test_sound_settings_pass_and_the_key_is_made_for_its_owner_alone(tmp_path):
    ended = coop(tmp_path, "config", "check", **SOUND)
    assert (ended.returncode, ended.stdout) == (0, "可以正式运行。\n"), ended.stderr
    key = tmp_path / "data" / "secret_key"
    assert key.stat().st_mode & 0o777 == 0o600
    assert key.parent.stat().st_mode & 0o777 == 0o700


def test_the_settings_are_shown_without_their_secrets(tmp_path):
    secret = "Zm9yLXRoaXMtdGVzdC1hbG9uZS0wOTg3NjU0MzIx"
    url = f"postgresql+psycopg://coop:{secret}@db.example.cn/coop"
    ended = coop(tmp_path, "config", "show", COOP_SECRET_KEY=secret, COOP_MAIL_PASSWORD=secret, COOP_DATABASE_URL=url)
    assert secret not in ended.stdout + ended.stderr
    assert "COOP_DATABASE_URL = postgresql+psycopg://coop:***@db.example.cn/coop" in ended.stdout
    assert "COOP_SECRET_KEY = ***" in ended.stdout


def test_what_an_operator_should_know_is_said(tmp_path):
    ended = coop(tmp_path, "config", "check", COOP_ALLOW_HTTP="1")
    assert ended.returncode == 1
    assert "COOP_PRODUCTION" in ended.stderr
    assert "COOP_ALLOW_HTTP" in ended.stderr


def test_a_refusal_of_the_house_is_a_sentence_and_1(tmp_path):
    ended = coop(tmp_path, "users", "reset", "nobody")
    assert ended.returncode == 1
    assert "没有用“nobody”登录的账号。" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_an_unknown_command_is_told_from_a_crash(tmp_path):
    ended = coop(tmp_path, "fly")
    assert ended.returncode == 2
    assert "fly" in ended.stderr
    assert "Traceback" not in ended.stderr
