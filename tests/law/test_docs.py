"""The pages for operators and newcomers say what the code says."""

import re

from pydantic import AliasChoices

from coop.settings import Settings
from tests.law.house import ROOT, SLICES

OPERATING = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
PROMISES = (ROOT / "docs" / "promises.md").read_text(encoding="utf-8")
ADDING = (ROOT / "docs" / "adding-a-slice.md").read_text(encoding="utf-8")


def variables() -> list[str]:
    """The name of each setting as the environment has it."""
    found = []
    for name, field in Settings.model_fields.items():
        alias = field.validation_alias
        choices = alias.choices if isinstance(alias, AliasChoices) else [alias or f"COOP_{name.upper()}"]
        found += [str(choice) for choice in choices]
    return found


def test_every_setting_is_documented():
    missing = [name for name in variables() if f"`{name}`" not in OPERATING]
    assert not missing, f"docs/operating.md does not tell what these are for: {missing}"


def test_the_line_of_slices_is_the_one_that_newcomers_read():
    line = ADDING.split("```")[1]
    assert tuple(line.replace("\n", " ").replace("←", " ").split()) == (*SLICES, "wiring")


def test_every_promise_that_is_cited_can_be_looked_up():
    files = [
        path
        for folder in ("coop", "tests", "templates")
        for path in (ROOT / folder).rglob("*.*")
        if path.suffix in (".py", ".html")
    ]
    cited = {found for path in files for found in re.findall(r"\b[A-Z]-\d{2}\b", path.read_text(encoding="utf-8"))}
    missing = sorted(number for number in cited if f"| {number} |" not in PROMISES)
    assert not missing, f"docs/promises.md does not say what these are: {missing}"


def test_the_proof_of_a_promise_is_there():
    gone = [path for path in re.findall(r"`(tests/[^`]+)`", PROMISES) if not (ROOT / path).exists()]
    assert not gone, f"docs/promises.md points to what is not there: {gone}"
