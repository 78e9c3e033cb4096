"""What a roster says, as values: one row per line of the sheet, problems beside it, and what the unit has already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from coop.core.errors import FileRefused
from coop.core.sentences import Sentence

BranchPath = tuple[str, ...]  # ("党委", "机关总支", "第一支部"), names from the top

KINDS = {
    "党委": "committee", "党总支": "general_branch", "党支部": "branch", "党小组": "group", "联合支部": "joint",
    "临时支部": "temporary", "团支部": "youth", "工会": "union", "社区": "community", "团队": "team",
}  # fmt: skip
ROLES = {
    "书记": "secretary", "副书记": "deputy", "内勤": "clerk", "委员": "committee", "成员": "member", "来宾": "guest",
}  # fmt: skip


EXAMPLE_NAME = "张三（示例，请删除）"  # the template's example; read over where somebody left it in


class RosterRefused(FileRefused):
    """The file as a whole gives no rows, and `sentence` says why."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why one row cannot be imported; `column` is the heading as we write it, empty where it is about the whole row."""

    row_number: int
    column: str
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Row:
    """One person in one branch, or (without a name) one branch; a value that could not be read is None."""

    number: int
    branch: BranchPath
    name: str | None = None
    phone: str | None = None  # E.164
    email: str | None = None
    username: str | None = None
    branch_kind: str | None = None
    role: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None

    @property
    def logins(self) -> tuple[tuple[str, str], ...]:
        """(heading, value) of each sign-in name that the row gives."""
        pairs = (("手机号", self.phone), ("邮箱", self.email), ("用户名", self.username))
        return tuple((heading, value) for heading, value in pairs if value)


@dataclass(frozen=True, slots=True)
class Roster:
    """A file that was read: its rows, its problems so far, and its cells as they stood (for the error file)."""

    header: tuple[str, ...]
    cells: Mapping[int, tuple[str, ...]]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Post:
    """What a person is in one branch."""

    role: str
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom the unit has already."""

    id: int
    name: str
    phone: str | None = None
    email: str | None = None
    username: str | None = None
    posts: Mapping[BranchPath, Post] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of one row; `changes` names the headings that would change, `person_id` whom they belong to."""

    row: Row
    outcome: str  # create, update, unchanged, problem
    person_id: int | None = None
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole import before it happens: a dry run shows it, the real run carries it out."""

    steps: tuple[Step, ...]
    new_branches: tuple[tuple[BranchPath, str], ...]  # with their kind, parents first
    problems: tuple[Problem, ...]

    def count(self, outcome: str) -> int:
        """How many rows meet that outcome."""
        return sum(step.outcome == outcome for step in self.steps)


@dataclass(frozen=True, slots=True)
class Known:
    """What the unit has: branches with their kind, people with their posts. Nobody of another unit belongs in here:
    a dry run must not tell who is registered elsewhere."""

    branches: Mapping[BranchPath, str] = field(default_factory=dict)
    people: tuple[Person, ...] = ()
