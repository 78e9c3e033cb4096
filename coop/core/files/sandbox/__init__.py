"""Strangers' files are taken apart in a child process that has little memory, little time and no network (F-10)."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

WALL_SECONDS = 30
_CHILD = Path(__file__).with_name("child.py")


class SandboxFailed(Exception):
    """The child crashed, ran out of memory or time, or answered nothing that can be read."""


def run_confined(script: Path, source: Path, *arguments: str, wall: float = WALL_SECONDS) -> object:
    """What `script` prints as JSON about the file `source`; raises `SandboxFailed`.

    Scripts are run by path and import nothing of ours, so that a child starts without the whole application.
    """
    with tempfile.TemporaryDirectory(prefix="coop-") as folder, tempfile.TemporaryFile() as answer:
        command = [sys.executable, "-I", str(_CHILD), str(script), str(source.resolve()), *arguments]
        try:
            subprocess.run(  # our own interpreter and script; the file is an argument, not a command
                command, cwd=folder, env={"TMPDIR": folder, "LANG": "C.UTF-8"}, timeout=wall, check=True,
                stdin=subprocess.DEVNULL, stdout=answer, stderr=subprocess.DEVNULL, close_fds=True,
            )  # fmt: skip
            answer.seek(0)
            return json.load(answer)
        except (subprocess.SubprocessError, ValueError) as error:
            raise SandboxFailed(script.name) from error
