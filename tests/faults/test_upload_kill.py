"""A server killed at any moment of an upload shows no half file afterwards (F-08)."""

import hashlib
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from coop.core.files.store import LocalFiles

CONTENT = bytes(range(256)) * 4000  # four reads of 256 KiB
UPLOAD = """
import io, os, pathlib, signal, sys, types
sys.modules["coop"] = types.ModuleType("coop")  # the store alone: twenty starts of the whole application take a minute
sys.modules["coop"].__path__ = ["coop"]
from coop.core.files import store
point, steps = int(sys.argv[2]), 0
def step():
    global steps
    steps += 1
    if steps == point:
        os.kill(os.getpid(), signal.SIGKILL)
class Line(io.BytesIO):
    def read(self, size=-1):
        step(); chunk = super().read(min(size, 65536)); step()
        return chunk
def killing(function):
    def wrapper(*args, **kwargs):
        step(); result = function(*args, **kwargs); step()
        return result
    return wrapper
os.fsync = killing(os.fsync)
pathlib.Path.rename = killing(pathlib.Path.rename)
stored = store.LocalFiles(pathlib.Path(sys.argv[1])).put(Line(bytes(range(256)) * 4000))
print(stored.key, steps)
"""


def upload(folder: Path, point: int) -> subprocess.CompletedProcess[str]:
    """An upload in its own process, killed with signal 9 at that step."""
    return subprocess.run(
        [sys.executable, "-c", UPLOAD, str(folder), str(point)], check=False, capture_output=True, text=True
    )


def visible(folder: Path) -> list[Path]:
    return [path for path in (folder / "kept").rglob("*") if path.is_file()]


def test_killed_at_twenty_points_nothing_partial_is_visible(tmp_path: Path) -> None:
    whole = upload(tmp_path / "whole", 0)
    steps = int(whole.stdout.split()[1])
    points = sorted({1 + (steps - 1) * i // 19 for i in range(20)} | set(range(steps - 7, steps + 1)))
    assert len(points) >= 20
    for point in points:
        folder = tmp_path / str(point)
        assert upload(folder, point).returncode == -9
        for path in visible(folder):
            assert hashlib.sha256(path.read_bytes()).digest() == hashlib.sha256(CONTENT).digest()
        LocalFiles(folder).sweep((), older_than=datetime.now(UTC) + timedelta(seconds=5))
        assert not visible(folder)
        assert not list((folder / "incoming").iterdir())
