"""The code of the house as syntax trees: which module imports what, where, and from which slice."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "coop"
TEMPLATES = ROOT / "templates"

#: Each slice may import only what stands to its left.
SLICES = (
    "core", "accounts", "units", "partnerships", "activities", "library", "discussion", "notifications", "reports",
    "admin", "cli",
)  # fmt: skip

#: What one slice may show another.
PUBLIC_FILES = ("models", "queries", "actions", "events")

#: Files beside the slices that anybody may import: values and bare objects.
GROUND = ("coop.settings", "coop.extensions")

#: The files whose purpose is fixed (docs/adding-a-slice.md); any other file of a slice is a pure rule or a part.
KINDS = (
    "__init__", "models", "policy", "events", "queries", "actions", "forms", "views", "sockets", "reactions",
)  # fmt: skip


@dataclass(frozen=True)
class Import:
    """One imported name: `module` is absolute, `name` what is taken from it, `lazy` if inside a function."""

    module: str
    name: str
    line: int
    lazy: bool
    type_only: bool


@dataclass(frozen=True)
class Module:
    """One source file: its dotted name, path and tree."""

    name: str
    path: Path
    tree: ast.Module

    @property
    def slice(self) -> str | None:
        """The slice it belongs to; None for the files beside the slices."""
        parts = self.name.split(".")
        return parts[1] if len(parts) > 1 and (PACKAGE / parts[1]).is_dir() else None

    @property
    def kind(self) -> str:
        """`models` for both coop/units/models.py and coop/units/models/branch.py."""
        parts = self.name.split(".")
        return parts[2] if len(parts) > 2 else "__init__"

    @property
    def place(self) -> str:
        """The path from the root, as an editor opens it."""
        return self.path.relative_to(ROOT).as_posix()


def python_files() -> list[Path]:
    """Every source file of the package."""
    return sorted(PACKAGE.rglob("*.py")) if PACKAGE.is_dir() else []


def module_name(path: Path) -> str:
    """coop/units/__init__.py is coop.units."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def modules() -> tuple[Module, ...]:
    """All modules, parsed once a run."""
    return tuple(
        Module(module_name(path), path, ast.parse(path.read_text(encoding="utf-8"), str(path)))
        for path in python_files()
    )


@cache
def imports_of(module: Module) -> tuple[Import, ...]:
    """What the module imports, by absolute name; `from a import b` yields a.b where that is a module."""
    return tuple(_walk(module, module.tree, lazy=False, type_only=False))


def _walk(module: Module, node: ast.AST, *, lazy: bool, type_only: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        inside = lazy or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        guarded = type_only or (isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test))
        if isinstance(child, ast.Import):
            yield from (Import(alias.name, "", child.lineno, lazy, type_only) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            for source, name in _sources(module, child):
                yield Import(source, name, child.lineno, lazy, type_only)
        else:
            yield from _walk(module, child, lazy=inside, type_only=guarded)


def _sources(module: Module, node: ast.ImportFrom) -> list[tuple[str, str]]:
    base = node.module or ""
    if node.level:
        package = module.name if module.path.name == "__init__.py" else module.name.rpartition(".")[0]
        for _ in range(node.level - 1):
            package = package.rpartition(".")[0]
        base = f"{package}.{base}".rstrip(".")
    known = _module_names()
    names = [alias.name for alias in node.names]
    return [(f"{base}.{name}", "") if f"{base}.{name}" in known else (base, name) for name in names]


@cache
def _module_names() -> frozenset[str]:
    return frozenset(module_name(path) for path in python_files())


def functions(module: Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method, nested ones too."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def name_of(node: ast.expr) -> str:
    """The dotted name of a decorator or a called thing: `@bp.route("/")` is bp.route."""
    if isinstance(node, ast.Call):
        return name_of(node.func)
    if isinstance(node, ast.Attribute):
        return f"{name_of(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def report(law: str, faults: list[str]) -> None:
    """Fail with the law in words and one line for each place that breaks it."""
    assert not faults, f"{law}\n  " + "\n  ".join(sorted(faults))
