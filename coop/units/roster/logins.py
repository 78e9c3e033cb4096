"""Whose sign-in names a roster may touch: those of people who have not opened their account and belong to no other unit.

Whoever could change an address by spreadsheet could have a reset sent there, and so become somebody else.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from coop.core.sentences import say
from coop.units.roster.columns import HEADINGS
from coop.units.roster.rows import Plan, Problem, Step
from coop.units.wishes import UNPROVEN

DETAILS = frozenset(HEADINGS[column] for column in ("name", "phone", "email", "username"))


def protect(
    plan: Plan, *, editable: Collection[int], taken: Mapping[str, Collection[str]], unproven: Collection[str] = ()
) -> Plan:
    """The same plan, with a problem where a row would change a sign-in name that is not the unit's to change, would bring in or
    change somebody by an ``unproven`` one, which another unit has registered and nobody has opened, or would give a user name
    that another account has; ``taken`` lists with each name its account's other ones."""
    problems = [
        problem for step in plan.steps if (problem := _unproven(step, unproven) or _problem(step, editable, taken))
    ]
    if not problems:
        return plan
    failed = {problem.row_number for problem in problems}
    steps = tuple(Step(step.row, "problem") if step.row.number in failed else step for step in plan.steps)
    living = {step.row.branch[:depth] for step in steps if step.outcome != "problem" for depth in range(1, 9)}
    founded = tuple(branch for branch in plan.new_branches if branch[0] in living)
    return Plan(steps, founded, tuple(sorted((*plan.problems, *problems), key=lambda problem: problem.row_number)))


def _unproven(step: Step, unproven: Collection[str]) -> Problem | None:
    for column in ("phone", "email"):
        if step.outcome in ("create", "update") and getattr(step.row, column) in unproven:
            return Problem(step.row.number, HEADINGS[column], UNPROVEN[column])
    return None


def _problem(step: Step, editable: Collection[int], taken: Mapping[str, Collection[str]]) -> Problem | None:
    row = step.row
    if step.outcome == "update" and step.person_id not in editable and DETAILS & set(step.changes):
        columns = "、".join(change for change in step.changes if change in DETAILS)
        return Problem(row.number, columns, say("账号已经由本人启用，%(columns)s只能由本人修改。", columns=columns))
    others = taken.get(row.username or "")
    is_new = step.outcome == "create" and step.person_id is None
    if is_new and others is not None and not {row.phone, row.email} & set(others):
        sentence = say("用户名“%(name)s”已经有人用了，请换一个。", name=row.username)
        return Problem(row.number, HEADINGS["username"], sentence)
    return None
