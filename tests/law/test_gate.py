"""Laws 4 to 6: one commit, every deed through the gate, raw SQL where it can be watched."""

import ast

from tests.law.house import Module, imports_of, modules, name_of, report

MAY_IMPORT_SOCKETIO = ("coop", "coop.core.realtime", "coop.extensions", "coop.wiring")


def calls(module: Module) -> list[ast.Call]:
    return [node for node in ast.walk(module.tree) if isinstance(node, ast.Call)]


def test_commit_stands_once():
    places = [
        f"{module.place}:{node.lineno}"
        for module in modules()
        for node in calls(module)
        if isinstance(node.func, ast.Attribute) and node.func.attr == "commit"
    ]
    the_gate_stands = any(module.name == "coop.core.actions" for module in modules())
    assert len(places) == the_gate_stands, f"commit() stands once, in the gate (law 4): {places}"
    assert all(place.startswith("coop/core/actions") for place in places), places


def test_whoosh_stays_in_the_library():
    faults = [
        f"{module.place}:{found.line}"
        for module in modules()
        for found in imports_of(module)
        if found.module.split(".")[0] in ("whoosh", "whoosh3") and module.slice != "library"
    ]
    report("The search engine is the library's own business (law 4).", faults)


def test_socketio_stays_in_realtime_and_sockets():
    faults = []
    for module in modules():
        if module.name in MAY_IMPORT_SOCKETIO or module.kind == "sockets" or module.name.startswith("coop.core.realtime."):
            continue
        faults += [
            f"{module.place}:{found.line}"
            for found in imports_of(module)
            if found.module.split(".")[0] in ("flask_socketio", "socketio", "engineio") or found.name == "socketio"
        ]
    report("Only core/realtime.py and sockets.py speak on the socket (law 4).", faults)


def test_every_public_function_of_actions_is_an_action():
    faults = [
        f"{module.place}:{node.lineno} {node.name}"
        for module in modules()
        if module.kind == "actions" and module.slice not in (None, "core")
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        if "action" not in [name_of(mark).split(".")[-1] for mark in node.decorator_list]
    ]
    report("A public function of actions.py is an @action (law 5).", faults)


def test_every_socket_handler_names_its_permission():
    faults = []
    for module in modules():
        if module.kind != "sockets":
            continue
        for node in ast.walk(module.tree):
            if isinstance(node, ast.FunctionDef):
                marks = [name_of(mark).split(".")[-1] for mark in node.decorator_list]
                if "on" in marks and not {"requires", "signed_in", "public"} & set(marks):
                    faults.append(f"{module.place}:{node.lineno} {node.name}")
    report("A socket event names its permission (law 5).", faults)


def test_raw_sql_stands_in_core_and_reports_only():
    faults = []
    for module in modules():
        if module.slice in ("core", "reports"):
            continue
        faults += [
            f"{module.place}:{found.line} imports text"
            for found in imports_of(module)
            if found.module.startswith("sqlalchemy") and found.name == "text"
        ]
        faults += [
            f"{module.place}:{node.lineno} uses __table__"
            for node in ast.walk(module.tree)
            if isinstance(node, ast.Attribute) and node.attr == "__table__"
        ]
    report("text() and __table__ go around the filter (law 6).", faults)
