"""What a page costs to load stays far below the budget: JavaScript 100 KB and CSS 40 KB, gzipped."""

import gzip
import json
import re

from tests.browser.gallery import DIST, ROOT

KB = 1_000
IMPORT = re.compile(r'(?:from|import)\s*"(\.{1,2}/[^"]+)"')


def manifest() -> dict[str, str]:
    return json.loads((DIST / "manifest.json").read_text(encoding="utf-8"))


def modules_of(name: str) -> set[str]:
    """A bundle and every chunk that it draws in."""
    found, left = set(), [(DIST / name).resolve()]
    while left:
        path = left.pop()
        if path not in found:
            found.add(path)
            left += [(path.parent / part).resolve() for part in IMPORT.findall(path.read_text(encoding="utf-8"))]
    return {str(path) for path in found}


def weight(paths: set[str]) -> int:
    return sum(len(gzip.compress((DIST / path).read_bytes(), mtime=0)) for path in paths)


def test_no_page_carries_more_script_than_its_budget():
    names = manifest()
    pages = [name for name in names if name.startswith("pages/")]
    everywhere = modules_of(names["app.js"])
    heavy = {name: weight(everywhere | modules_of(names[name])) for name in ["app.js", *pages]}
    assert {name: size for name, size in heavy.items() if size > 60 * KB} == {}


def test_the_look_fits_its_budget():
    assert weight({manifest()["app.css"]}) < 20 * KB


def test_every_hashed_name_carries_the_hash_of_what_it_holds():
    """Browsers keep these files for a year: a changed file must have a changed name."""
    assert [name for name in manifest().values() if not re.search(r"-[A-Z0-9]{8}\.\w+$", name)] == []


def test_every_icon_that_a_template_names_is_in_the_sprite():
    sprite = (DIST / manifest()["icons.svg"]).read_text(encoding="utf-8")
    drawn = set(re.findall(r'<symbol id="([a-z0-9-]+)"', sprite))
    named = {
        icon
        for page in (ROOT / "templates").rglob("*.html")
        for icon in re.findall(r'(?<![A-Za-z])icon(?:\(|=)"([a-z0-9-]+)"', page.read_text(encoding="utf-8"))
    }
    assert named - drawn == set()
