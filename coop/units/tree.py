"""The tree of a unit as pure values: what stands below what, and which moves would make a circle."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

DEEPEST = 8  # as deep as a roster's path may be


class Node(Protocol):
    """Whatever stands in a tree: a branch, or a value in a test."""

    id: int
    name: str
    parent_id: int | None


@dataclass(frozen=True, slots=True)
class Place:
    """A node and how far below the top it stands, from 0."""

    node: Node
    depth: int


def outline(nodes: Iterable[Node]) -> list[Place]:
    """Every node once, parents before children, siblings in the given order; one whose parent is missing is a top."""
    nodes = list(nodes)
    known = {node.id for node in nodes}
    below: dict[int | None, list[Node]] = {}
    for node in nodes:
        below.setdefault(node.parent_id if node.parent_id in known else None, []).append(node)
    waiting = [Place(node, 0) for node in reversed(below.get(None, []))]
    found: list[Place] = []
    while waiting:
        place = waiting.pop()
        found.append(place)
        waiting += [Place(node, place.depth + 1) for node in reversed(below.get(place.node.id, []))]
    return found


def ids_below(node_id: int, parents: Mapping[int, int | None]) -> set[int]:
    """All descendants of a node, itself not among them; ``parents`` says of each node what it stands under."""
    found: set[int] = set()
    grown = True
    while grown:
        more = {child for child, parent in parents.items() if parent == node_id or parent in found} - found
        found |= more
        grown = bool(more)
    return found


def depth_of(node_id: int | None, parents: Mapping[int, int | None]) -> int:
    """How many nodes stand on the way down to it, itself counted; 0 for none."""
    depth = 0
    while node_id is not None and depth <= len(parents):
        depth, node_id = depth + 1, parents.get(node_id)
    return depth


def may_move(node_id: int, under: int | None, parents: Mapping[int, int | None]) -> bool:
    """Whether the node may stand there: not below itself, and its lowest descendant not deeper than eight."""
    below = ids_below(node_id, parents)
    if under == node_id or under in below:
        return False
    height = max((depth_of(child, parents) for child in below), default=depth_of(node_id, parents))
    height -= depth_of(node_id, parents) - 1
    return depth_of(under, parents) + height <= DEEPEST
