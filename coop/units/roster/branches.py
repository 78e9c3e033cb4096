"""Branches that a roster names: what exists, what has to be founded first, and where a name alone is not enough."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from coop.core.sentences import say
from coop.units.roster.columns import HEADINGS
from coop.units.roster.rows import KINDS, BranchPath, Problem, Row
from coop.units.roster.values import kind_by_name

_SHOWN = {kind: heading for heading, kind in KINDS.items()}


def resolve(rows: Iterable[Row], known: Mapping[BranchPath, str]) -> tuple[dict[int, BranchPath], list[Problem]]:
    """The full path of each row's branch; a lone name is looked up among all ends of paths, and refused if two fit."""
    rows = list(rows)
    ends: dict[str, set[BranchPath]] = defaultdict(set)
    for path in {*known, *(row.branch for row in rows if len(row.branch) > 1)}:
        for depth in range(1, len(path) + 1):
            ends[path[depth - 1]].add(path[:depth])
    found: dict[int, BranchPath] = {}
    problems: list[Problem] = []
    for row in rows:
        candidates = ends[row.branch[0]] if len(row.branch) == 1 and row.branch not in known else set()
        if len(candidates) > 1 and row.branch not in candidates:
            problems.append(_ambiguous(row, candidates))
        elif row.branch:
            found[row.number] = row.branch if row.branch in candidates else next(iter(candidates), row.branch)
    return found, problems


def _ambiguous(row: Row, candidates: set[BranchPath]) -> Problem:
    shown = "、".join("/".join(path) for path in sorted(candidates)[:4])
    sentence = say("叫“%(name)s”的组织不止一个（%(shown)s），请写完整路径。", name=row.branch[0], shown=shown)
    return Problem(row.number, HEADINGS["branch"], sentence)


def kinds_stated(rows: Iterable[Row], paths: Mapping[int, BranchPath]) -> dict[BranchPath, dict[str, list[int]]]:
    """For each branch the kinds that rows give it, and which rows do."""
    stated: dict[BranchPath, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if row.branch_kind and row.number in paths:
            stated[paths[row.number]][row.branch_kind].append(row.number)
    return stated


def contradictions(
    stated: Mapping[BranchPath, Mapping[str, list[int]]], known: Mapping[BranchPath, str]
) -> Iterator[Problem]:
    """Rows that call one branch two kinds of thing, or other than it is registered."""
    for path, kinds in stated.items():
        every = set(kinds) | ({known[path]} if path in known else set())
        if len(every) > 1:
            shown = "、".join(sorted(_SHOWN[kind] for kind in every))
            sentence = say("“%(branch)s”的组织类型前后不一致：%(shown)s。", branch="/".join(path), shown=shown)
            wrong = (number for kind, numbers in kinds.items() if known.get(path) != kind for number in numbers)
            yield from (Problem(number, HEADINGS["kind"], sentence) for number in wrong)


def to_found(
    paths: Iterable[BranchPath], stated: Mapping[BranchPath, Mapping[str, list[int]]], known: Mapping[BranchPath, str]
) -> tuple[tuple[BranchPath, str], ...]:
    """Branches that do not exist yet with every missing one above them, parents first."""
    wanted = {path[:depth] for path in paths for depth in range(1, len(path) + 1)} - set(known)
    kinds = {path: next(iter(stated.get(path, ())), kind_by_name(path[-1])) for path in wanted}
    return tuple((path, kinds[path]) for path in sorted(wanted, key=lambda path: (len(path), path)))
