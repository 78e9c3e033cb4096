"""Each file of a slice has one purpose, and what it must not import follows from that."""

import ast

from tests.law.house import KINDS, Import, Module, functions, imports_of, modules, name_of, report

WEB = ("flask", "flask_login", "flask_security", "flask_wtf", "wtforms", "werkzeug")
DATABASE = ("sqlalchemy", "flask_sqlalchemy", "coop.extensions")

#: kind of file → what it must not import.
FORBIDDEN = {
    "models": WEB,
    "policy": (*WEB, *DATABASE),
    "events": (*WEB, *DATABASE),
    "rule": (*WEB, *DATABASE),
    "queries": WEB,
    "actions": (*WEB, "flask_socketio", "coop.core.web", "jinja2"),
    "forms": DATABASE,
    "views": DATABASE,
    "sockets": (*DATABASE, "flask"),
    "commands": (),  # the slice's own operator commands
    "ground": (),
}

#: A file with a name of its own that is no pure rule: what it is instead, and why it must be.
PARTS: dict[str, tuple[str, str]] = {
    "coop.accounts.devices": ("ground", "reads and sets the number by which an account knows a browser again"),
    "coop.accounts.identity": ("ground", "says who is looking before any view runs, from the request and the database"),
    "coop.accounts.sessions": ("ground", "keeps web sessions as rows, so that one's own can be listed and ended"),
    "coop.partnerships.sharing": ("actions", "opens and closes a proposal to those it concerns, inside the actions' deeds"),
    "coop.partnerships.standing": ("actions", "moves a partnership on after a party's deed, inside the actions' deeds"),
    "coop.accounts.handshake": ("ground", "says who opens a socket and may keep it, from the request and the database"),
    "coop.library.engine": ("ground", "ties the one search index to the application's data folder"),
}

#: core holds the gate and the filter themselves, the command line prints: the table of files is not theirs.
BESIDE_THE_TABLE = ("core", "cli")

#: The part of core that holds the promises works without a web request: in a command, a reaction, a test.
CORE_INSIDE = (
    "actions", "audience", "authz", "base", "clock", "database", "errors", "events", "files", "mail", "paging",
    "reader", "schema", "scope", "sentences", "session", "tenancy", "text",
)  # fmt: skip

#: (module, forbidden import) → why it stands all the same.
EXCEPTIONS: dict[tuple[str, str], str] = {
    ("coop.accounts.models", "flask_security"): "the sign-in library asks for its mixin on the user",
}


def kind_of(module: Module) -> str:
    """A file with a name of its own holds a pure rule, unless PARTS says otherwise."""
    for place, (kind, _) in PARTS.items():
        if module.name == place or module.name.startswith(f"{place}."):
            return kind
    return module.kind if module.kind in (*KINDS, "commands") else "rule"


def hits(found: Import, forbidden: tuple[str, ...]) -> bool:
    if found.module == "coop.extensions":
        return "coop.extensions" in forbidden and found.name == "db"
    return any(found.module == name or found.module.startswith(f"{name}.") for name in forbidden)


def test_each_file_imports_only_what_its_purpose_needs():
    faults = []
    for module in modules():
        if module.slice is None or module.slice in BESIDE_THE_TABLE:
            continue
        for found in imports_of(module):
            excused = any(module.name == place and hits(found, (name,)) for place, name in EXCEPTIONS)
            if hits(found, FORBIDDEN.get(kind_of(module), ())) and not found.type_only and not excused:
                what = found.module + (f".{found.name}" if found.name else "")
                faults.append(f"{module.place}:{found.line} ({kind_of(module)}) imports {what}")
    report("A file of this kind must not import that (docs/adding-a-slice.md has the table).", faults)


def test_exceptions_are_still_needed():
    used = {(module.name, name) for module in modules() for found in imports_of(module)
            for name in FORBIDDEN.get(kind_of(module), ()) if hits(found, (name,))}  # fmt: skip
    report("An exception nobody needs any more.", [str(key) for key in EXCEPTIONS if key not in used])


def test_what_the_law_names_is_there():
    names = {module.name for module in modules()}
    inside = {module.kind for module in modules() if module.slice == "core"}
    stale = [place for place in PARTS if place not in names] + [part for part in CORE_INSIDE if part not in inside]
    report("The law speaks of a file that is gone.", stale)


def test_the_inside_of_core_knows_no_web():
    faults = [
        f"{module.place}:{found.line} imports {found.module}"
        for module in modules()
        for found in imports_of(module)
        if module.slice == "core" and module.kind in CORE_INSIDE and hits(found, WEB)
    ]
    report("The gate, the filter and what they stand on work without a web request.", faults)


def test_a_slice_says_what_it_promises_and_imports_nothing():
    faults = []
    for module in modules():
        if module.path.name == "__init__.py" and module.path.parent.parent.name == "coop":
            if imports_of(module):
                faults.append(f"{module.place} imports")
            if not ast.get_docstring(module.tree):
                faults.append(f"{module.place} promises nothing")
    report("A slice's __init__ is one sentence.", faults)


def test_models_and_views_leave_the_session_alone():
    faults = [
        f"{module.place}:{node.lineno}"
        for module in modules()
        if module.kind in ("models", "views", "forms", "sockets") and module.slice not in (None, "core")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and name_of(node) == "db.session"
    ]
    report("Only queries read and only actions write.", faults)


def test_queries_write_nothing():
    verbs = ("add", "add_all", "delete", "flush", "merge", "bulk_save_objects")
    faults = []
    for module in modules():
        if module.kind != "queries":
            continue
        faults += [
            f"{module.place}:{node.lineno} calls {name_of(node)}"
            for node in ast.walk(module.tree)
            if isinstance(node, ast.Call) and "session" in name_of(node) and name_of(node).split(".")[-1] in verbs
        ]
        faults += [
            f"{module.place}:{found.line} imports {found.name}"
            for found in imports_of(module)
            if found.module.startswith("sqlalchemy") and found.name in ("insert", "update", "delete")
        ]
    report("A query writes nothing.", faults)


def test_events_are_frozen_values():
    faults = [
        f"{module.place}:{node.lineno} {node.name}"
        for module in modules()
        if module.kind == "events" and module.slice != "core"
        for node in module.tree.body
        if isinstance(node, ast.ClassDef) and not any("frozen" in ast.dump(mark) for mark in node.decorator_list)
    ]
    report("An event is a frozen dataclass: what happened does not change.", faults)


def test_events_do_not_behave():
    faults = [
        f"{module.place}:{function.lineno} {function.name}"
        for module in modules()
        if module.kind == "events" and module.slice != "core"
        for function in functions(module)
    ]
    report("An event says what happened and does nothing.", faults)
