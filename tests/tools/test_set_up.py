"""Whoever lacks something is told what to do, in a sentence; what must run on the build machine is never skipped."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers import process

ROOT = Path(__file__).resolve().parents[2]
BARE_PATH = "/usr/bin:/bin"


def run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=ROOT, env={"PATH": BARE_PATH, **environment}, capture_output=True, text=True, check=False,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip


@pytest.fixture
def old_python(tmp_path: Path) -> str:
    """An interpreter that answers as Python 3.9 does."""
    script = tmp_path / "python3.9"
    script.write_text('#!/bin/sh\ncase "$2" in *version_info*) exit 1;; *platform*) echo 3.9.2;; esac\n')
    script.chmod(0o755)
    return str(script)


def test_an_old_python_is_refused_with_its_version_and_the_way_out(old_python):
    answer = run("tools/check-python.sh", old_python)
    assert answer.returncode == 1
    assert "3.11" in answer.stdout
    assert "3.9.2" in answer.stdout
    assert "make PYTHON=" in answer.stdout


def test_no_python_at_all_is_refused_with_what_to_install():
    answer = run("tools/check-python.sh", "/nowhere/python3")
    assert answer.returncode == 1
    assert "请先安装 Python 3.11" in answer.stdout


def test_this_python_is_taken():
    answer = run("tools/check-python.sh", sys.executable)
    assert (answer.returncode, answer.stdout) == (0, "")


def test_an_old_python3_is_passed_over_for_a_newer_one_beside_it(old_python, tmp_path):
    (tmp_path / "python3").symlink_to(old_python)
    (tmp_path / "python3.12").symlink_to(sys.executable)
    answer = run("/bin/sh", "tools/find-python.sh", PATH=str(tmp_path))
    assert answer.stdout.strip() == "python3.12"


def test_make_alone_lists_every_target_that_the_readme_speaks_of():
    listed = run("make").stdout
    for target in ("run", "test", "lint", "lock", "bench-search", "bench-realtime", "bench-pages", "story", "faults"):
        assert f"make {target} " in listed


def test_a_missing_program_fails_on_the_build_machine_and_skips_elsewhere(monkeypatch):
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="no-such-server"):
        process.need("no-such-server")
    monkeypatch.delenv("CI")
    with pytest.raises(pytest.skip.Exception, match="no-such-server"):
        process.need("no-such-server")


def test_the_run_ends_what_it_started_and_leaves_no_folder(tmp_path):
    """A run of its own, inside this one: afterwards neither its server's process nor its folder is there."""
    (tmp_path / "test_inner.py").write_text(
        "import os, pathlib\n"
        "def test_it(redis_server):\n"
        f"    note = pathlib.Path({str(tmp_path / 'note')!r})\n"
        "    note.write_text(f\"{redis_server.pid} {os.environ['COOP_TEST_RUN']}\")\n"
    )
    inner = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "COOP_TEST"))}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.servers.plugin", "-p", "no:cacheprovider"]
    answer = subprocess.run(
        [*command, "--rootdir", str(tmp_path), "-c", os.devnull, str(tmp_path)],
        cwd=ROOT, env=inner, capture_output=True, text=True, check=False,
    )  # fmt: skip
    process.need("redis-server")
    assert answer.returncode == 0, answer.stdout + answer.stderr
    pid, folder = (tmp_path / "note").read_text().split()
    process.wait_until(lambda: not Path(f"/proc/{pid}").exists(), seconds=20, what="the end of the run's server")
    assert not Path(folder).exists()
