"""Laws 1 to 3: the slices stand in one line, show each other four files, and never in a circle."""

from tests.law.house import GROUND, PACKAGE, PUBLIC_FILES, SLICES, Import, Module, imports_of, modules, report

ALL = (*SLICES, "wiring")


def slice_of(name: str) -> str | None:
    """The slice a dotted module name lies in; None for what stands beside the slices."""
    parts = name.split(".")
    return parts[1] if len(parts) > 1 and parts[0] == "coop" and (PACKAGE / parts[1]).is_dir() else None


def inside() -> list[tuple[Module, Import]]:
    """Each import of one part of the house by another; the entry points stand above the law."""
    return [
        (module, found)
        for module in modules()
        for found in imports_of(module)
        if found.module.split(".")[0] == "coop" and module.name not in ("coop", "coop.__main__")
    ]


def test_every_folder_of_the_house_is_a_slice_in_the_line():
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    report("A folder under coop/ is not in the line of slices.", [f"coop/{name}" for name in folders - set(SLICES)])


def test_a_slice_imports_only_from_its_left():
    faults = []
    for module, found in inside():
        source, target = module.slice, slice_of(found.module)
        if source and target and SLICES.index(target) > SLICES.index(source):
            faults.append(f"{module.place}:{found.line} imports {found.module}: {source} stands left of {target}")
    report("Upwards one speaks by events only (law 1).", faults)


def test_nothing_below_imports_the_wiring():
    faults = [
        f"{module.place}:{found.line}"
        for module, found in inside()
        if found.module in ("coop.wiring", "coop") and module.name != "coop.wiring" and module.slice not in ("cli",)
    ]
    report("coop.wiring and create_app are for the entry points and the command line (law 1).", faults)


def test_ground_files_know_only_core():
    faults = [
        f"{module.place}:{found.line} imports {found.module}"
        for module, found in inside()
        if module.name in GROUND and slice_of(found.module) not in (None, "core")
    ]
    report("Settings and extensions are ground for every slice and know none.", faults)


def test_across_slices_only_four_files_are_public():
    faults = []
    for module, found in inside():
        target = slice_of(found.module)
        crosses = target and target not in ("core", module.slice) and module.slice
        if crosses and found.module.split(".")[2:3] not in [[name] for name in PUBLIC_FILES]:
            faults.append(f"{module.place}:{found.line} imports {found.module}")
    report(f"Across slices only {', '.join(PUBLIC_FILES)} are public (law 2).", faults)


def test_only_the_wiring_imports_reactions():
    faults = [
        f"{module.place}:{found.line} imports {found.module}"
        for module, found in inside()
        if "reactions" in found.module.split(".") and module.name != "coop.wiring" and module.kind != "reactions"
    ]
    report("Reactions are found by the wiring and called by events.", faults)


def test_no_import_stands_inside_a_function():
    faults = [
        f"{module.place}:{found.line} imports {found.module}"
        for module in modules()
        for found in imports_of(module)
        if found.lazy and module.name != "coop.wiring"
    ]
    report("An import inside a function hides a dependency (law 3).", faults)


def test_no_import_runs_in_a_circle():
    graph = {
        module.name: sorted({found.module for found in imports_of(module) if not found.type_only} - {module.name})
        for module in modules()
    }
    report("Modules import each other in a circle (law 3).", [" → ".join(circle) for circle in circles(graph)])


def circles(graph: dict[str, list[str]]) -> list[list[str]]:
    """One example of each way around: depth first, a circle is a step back onto the path."""
    found, done = [], set()

    def follow(name: str, path: list[str]) -> None:
        if name in path:
            found.append([*path[path.index(name) :], name])
        elif name in graph and name not in done:
            for target in graph[name]:
                follow(target, [*path, name])
            done.add(name)

    for name in graph:
        follow(name, [])
    return found


def test_the_search_for_circles_finds_one():
    assert circles({"a": ["b"], "b": ["c"], "c": ["b"], "d": ["a"]}) == [["b", "c", "b"]]
    assert circles({"a": ["b", "c"], "b": ["c"], "c": []}) == []
