"""Small enough to read: files, functions and core as a whole; names that say something."""

import ast
import re
from pathlib import Path

from tests.law.house import PACKAGE, functions, modules, python_files, report

LONGEST_FILE, LONGEST_FUNCTION, LARGEST_CORE = 250, 40, 1_000
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "misc", "common", "manager", "data", "info"}
EMPTY_VERBS = re.compile(r"^(do|handle|process|manage)_")
#: Names that a library asks for: SQLAlchemy's column types, WTForms' fields.
ASKED_FOR = {"process_bind_param", "process_result_value", "process_literal_param", "process_formdata", "process_data"}


def lines(path: Path) -> int:
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


def code_lines(path: Path) -> int:
    """Lines that do something: neither blank nor comment nor docstring."""
    text = path.read_text(encoding="utf-8")
    prose = {
        line
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for line in range(node.lineno, node.end_lineno + 1)
    }
    written = enumerate(text.splitlines(), start=1)
    return sum(1 for number, line in written if line.strip() and line.strip()[0] != "#" and number not in prose)


def test_core_stays_small():
    """Its folders (core/files) are parts with an interface of their own and are not counted."""
    total = sum(code_lines(path) for path in python_files() if path.parent == PACKAGE / "core")
    assert total <= LARGEST_CORE, f"core has {total} lines of code, {LARGEST_CORE} allowed: what belongs to a slice?"


def test_every_module_begins_with_a_sentence():
    report("A module starts with one true sentence.",
           [module.place for module in modules() if not ast.get_docstring(module.tree)])  # fmt: skip


def test_no_name_is_empty():
    faults = [module.place for module in modules() if EMPTY_NAMES & set(module.name.split("."))]
    for module in modules():
        for function in functions(module):
            if EMPTY_VERBS.match(function.name) and function.name not in ASKED_FOR:
                faults.append(f"{module.place}:{function.lineno} {function.name}")
    report("A name says what the thing is.", faults)
