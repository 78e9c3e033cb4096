"""Small enough to read: files, functions and core as a whole; names that say something."""

import ast
import re

from tests.law.house import PACKAGE, functions, modules, python_files, report

LONGEST_FILE, LONGEST_FUNCTION, LARGEST_CORE = 250, 40, 1_000
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "misc", "common", "manager", "data", "info"}
EMPTY_VERBS = re.compile(r"^(do|handle|process|manage)_")


def lines(path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_no_file_is_longer_than_one_sitting():
    long = {module.place: lines(module.path) for module in modules()}
    report(f"A file of more than {LONGEST_FILE} lines becomes a folder of the same name.",
           [f"{place}: {count} lines" for place, count in long.items() if count > LONGEST_FILE])  # fmt: skip


def test_no_function_is_longer_than_a_screen():
    faults = []
    for module in modules():
        for function in functions(module):
            length = function.end_lineno - function.lineno + 1
            if length > LONGEST_FUNCTION:
                faults.append(f"{module.place}:{function.lineno} {function.name}: {length} lines")
    report(f"A function has at most {LONGEST_FUNCTION} lines.", faults)


def test_core_stays_small():
    total = sum(lines(path) for path in python_files() if path.is_relative_to(PACKAGE / "core"))
    assert total <= LARGEST_CORE, f"core has {total} lines of {LARGEST_CORE}: what belongs to a slice?"


def test_every_module_begins_with_a_sentence():
    report("A module starts with one true sentence.",
           [module.place for module in modules() if not ast.get_docstring(module.tree)])  # fmt: skip


def test_no_name_is_empty():
    faults = [module.place for module in modules() if EMPTY_NAMES & set(module.name.split("."))]
    for module in modules():
        for function in functions(module):
            if EMPTY_VERBS.match(function.name):
                faults.append(f"{module.place}:{function.lineno} {function.name}")
    report("A name says what the thing is.", faults)
