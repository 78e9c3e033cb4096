"""One server process that a test run starts, shares among its workers and always ends."""

import fcntl
import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import pytest

RUN = "COOP_TEST_RUN"  # the folder that all workers of one run share
_children: list[subprocess.Popen] = []  # held, because a Popen that is collected while its child runs complains


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def need(program: str, *, folders: tuple[str, ...] = ()) -> str:
    """Where a program is; without it the test is skipped, and on the build machine fails."""
    path = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", *folders])
    found = shutil.which(program, path=path)
    if not found:
        give_up(f"{program} is not installed (tools/system-programs.sh installs it where it can)")
    return found


def give_up(reason: str) -> NoReturn:
    """What must run and cannot is a failure with CI=true, a skip anywhere else."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"CI: {reason}", pytrace=False)
    pytest.skip(reason)


def unprivileged() -> dict:
    """Arguments for a process that must not run as root, as PostgreSQL refuses to."""
    if os.getuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = names.get("postgres") or names["nobody"]
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def wait_until(ready: Callable[[], bool], *, seconds: float, what: str) -> None:
    """Return as soon as `ready` says so; a server that never comes is named."""
    end = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > end:
            raise TimeoutError(f"{what} was not ready after {seconds} s")
        time.sleep(0.03)


def answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def launch(command: list[str], log: Path, **how: object) -> subprocess.Popen:
    """Start a server in a session of its own, so that an interrupt of the tests does not hit it half-way."""
    with log.open("ab") as output:
        child = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True, **how
        )
    _children.append(child)
    return child


def end(pid: int, *, hard: bool = False, seconds: float = 8) -> None:
    """End one process by its number, with patience first; a child of ours leaves no zombie."""
    for sign in (signal.SIGKILL,) if hard else (signal.SIGTERM, signal.SIGKILL):
        try:
            os.kill(pid, sign)
            wait_until(lambda: _is_gone(pid), seconds=seconds, what=f"end of process {pid}")
            return
        except ProcessLookupError:
            return
        except TimeoutError:
            continue


def _is_gone(pid: int) -> bool:
    try:
        if os.waitpid(pid, os.WNOHANG)[0] == pid:
            return True
    except ChildProcessError:
        pass
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] == "Z"


@contextmanager
def locked(name: str) -> Iterator[Path]:
    """The run's shared folder, with a lock of that name held."""
    folder = Path(os.environ[RUN])
    with (folder / f"{name}.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield folder


def shared(name: str, start: Callable[[Path], dict]) -> dict:
    """What `start` said of the server; it is called by the first worker that asks, the others read the note."""
    with locked(name) as folder:
        note = folder / f"{name}.json"
        if not note.exists():
            home = folder / name
            home.mkdir()
            note.write_text(json.dumps(start(home)))
        return json.loads(note.read_text())


def let_go() -> None:
    """This worker ends; the servers that it started go on for the others, and the controller ends them."""
    for child in _children:
        child.returncode = child.poll() or 0


def open_run() -> None:
    """Called once, before the workers start: they inherit the folder's name."""
    folder = tempfile.mkdtemp(prefix="coop-tests-")
    Path(folder).chmod(0o711)   # a server that runs as somebody else must get through
    os.environ[RUN] = folder


def close_run() -> None:
    """End what the run started, whoever of its workers started it."""
    folder = Path(os.environ.pop(RUN))
    for note in folder.glob("*.json"):
        end(json.loads(note.read_text())["pid"])
    shutil.rmtree(folder, ignore_errors=True)
