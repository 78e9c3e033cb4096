"""How to come into the demonstration: kept in the data folder for its owner alone, so that the next start can say it again."""

import json
import os
import secrets
from pathlib import Path

from coop.settings import Settings

WORDS = ("春耕", "夏收", "秋实", "冬藏", "山高", "水长", "风清", "月明", "云开", "石稳", "松青", "竹直")


def password_for(settings: Settings) -> str:
    """The given one, else four random words and figures that can be read aloud."""
    if settings.demo_password:
        return settings.demo_password
    return "-".join([secrets.choice(WORDS) for _ in range(4)] + [str(secrets.randbelow(9000) + 1000)])


def keep(settings: Settings, password: str, people: list[tuple[str, str]]) -> None:
    descriptor = os.open(_path(settings), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump({"password": password, "people": people}, file, ensure_ascii=False)


def are_kept(settings: Settings) -> bool:
    return _path(settings).exists()


def sheet(settings: Settings) -> str:
    """The lines that `serve --demo` prints."""
    kept = json.loads(_path(settings).read_text(encoding="utf-8"))
    lines = [f"  {login:<14}{who}" for login, who in kept["people"]]
    return "\n".join(["演示账号（口令都是 " + kept["password"] + "）", *lines])


def _path(settings: Settings) -> Path:
    return settings.data_dir / "demo.json"
