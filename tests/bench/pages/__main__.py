"""Builds or takes the data set, serves product and floor, lets them take turns, prints one JSON line."""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from coop import create_app
from tests.bench.pages.asked import Page, Printed, cookies, pages, printed
from tests.bench.pages.installation import UNUSED_PORT, build, settings_for
from tests.bench.pages.load import Pace, pace_of
from tests.bench.pages.population import Size
from tests.bench.pages.serving import serving

CONNECTIONS = (1, 16)


def main() -> None:
    asked = arguments()
    size = Size()
    with folder_of(asked.keep) as folder:
        built = build(folder, size)
        print(f"data {built.data_s} s, index {built.index_s} s", file=sys.stderr)
        told = examined(folder, size, asked.only)
        with serving(folder, is_floor=False) as port, serving(folder, is_floor=True) as floor_port:
            results = {
                page.page.name: measured(page, (port, floor_port), asked) for page in told
            }
    worst = min(results.values(), key=lambda result: result["ratio"])["ratio"]
    line = {"bench": "pages", **asdict(size), "branches": size.branches, "people": size.people, **asdict(built),
            "pages": results, "worst_ratio": worst}  # fmt: skip
    print(json.dumps(line, ensure_ascii=False))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.bench.pages")
    parser.add_argument("--keep", type=Path, help="build the data here once and take it again")
    parser.add_argument("--seconds", type=float, default=1.5, help="of each turn")
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--only", default="", help="pages, parted by commas")
    return parser.parse_args()


@contextmanager
def folder_of(kept: Path | None) -> Iterator[Path]:
    if kept:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="coop-pages-") as folder:
        yield Path(folder)


@dataclass(frozen=True)
class Told:
    """What a page prints and reads where it has many rows and where it has few, and the requests that ask for it."""

    page: Page
    many: Printed
    few: Printed
    requests: list[bytes]


def examined(folder: Path, size: Size, only: str) -> list[Told]:
    """Ask for each page inside this process first."""
    app = create_app(settings_for(folder, UNUSED_PORT))
    given = cookies(app, size)
    with app.app_context():
        chosen = [page for page in pages(size) if not only or page.name in only.split(",")]
    name = app.config["SESSION_COOKIE_NAME"]
    return [
        Told(
            page, printed(app, page.path, given.busy), printed(app, page.few, given.quiet),
            [request(page.path, f"{name}={cookie}") for cookie in given.of(page)],
        )
        for page in chosen
    ]  # fmt: skip


def measured(told: Told, ports: tuple[int, int], asked: argparse.Namespace) -> dict[str, Any]:
    result: dict[str, Any] = {"rows": told.many.rows, "bytes": told.many.bytes, "statements": told.many.statements}
    result |= {"rows_few": told.few.rows, "statements_few": told.few.statements}
    requests = told.requests, [request(f"/{told.page.table}/{told.many.rows}")]
    for connections in CONNECTIONS:
        turns = in_turns(ports, requests, connections, asked)
        for name, paces in zip(("", "floor_"), zip(*turns, strict=True), strict=True):
            result[f"{name}rps_{connections}"] = median(pace.rps for pace in paces)
            result[f"{name}p95_ms_{connections}"] = median(pace.p95_ms for pace in paces)
        result["ratio"] = round(median(ours.rps / floor.rps for ours, floor in turns), 3)
    print(told.page.name, result, file=sys.stderr)
    return result


def request(path: str, cookie: str = "") -> bytes:
    lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1", "Accept: text/html", *([f"Cookie: {cookie}"] if cookie else [])]
    return "\r\n".join([*lines, "", ""]).encode()


def in_turns(
    ports: tuple[int, int], requests: tuple[list[bytes], list[bytes]], connections: int, asked: argparse.Namespace
) -> list[tuple[Pace, Pace]]:
    """Page, floor, page, floor. A machine that is slow for a while is so for both of a turn, so turns are compared."""

    def answered(which: int) -> Pace:
        return pace_of(ports[which], requests[which], connections=connections, seconds=asked.seconds)

    return [(answered(0), answered(1)) for _ in range(asked.turns)]


if __name__ == "__main__":
    main()
