"""The one check of a roster: a dry run and a real run ask the same function and get the same plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from coop.core.sentences import Sentence, say
from coop.units.roster.branches import contradictions, kinds_stated, resolve, to_found
from coop.units.roster.columns import HEADINGS
from coop.units.roster.rows import BranchPath, Known, Person, Plan, Problem, Row, Step
from coop.units.roster.values import written

_DETAILS = {"name": "name", "phone": "phone", "email": "email", "username": "username"}


def check(rows: Iterable[Row], known: Known, *, problems: Iterable[Problem] = (), update: bool = False) -> Plan:
    """What becomes of each row: create, update, unchanged or problem; `problems` are those met in reading.

    Rows with a problem found nothing and change nothing. Without `update` a row that differs from what the unit has is
    a problem; with it the row's filled cells win and its empty ones leave things as they are.
    """
    rows, found = list(rows), list(problems)
    paths, lost = resolve(rows, known.branches)
    stated = kinds_stated(rows, paths)
    found += [*lost, *contradictions(stated, known.branches), *_duplicates(rows, paths)]
    people = _Register(known.people)
    steps = [_Judgement(row, paths.get(row.number, ()), people, found, update=update).step() for row in rows]
    failed = {problem.row_number for problem in found}
    final = tuple(Step(step.row, "problem") if step.row.number in failed else step for step in steps)
    final = tuple(_founding(step, paths, known) for step in final)
    living = [paths[step.row.number] for step in final if step.outcome != "problem"]
    ordered = sorted(set(found), key=lambda problem: (problem.row_number, problem.column))
    return Plan(final, to_found(living, stated, known.branches), tuple(ordered))


def _founding(step: Step, paths: dict[int, BranchPath], known: Known) -> Step:
    """A row without a person founds its branch, or finds it founded; the row carries its full path from here on."""
    number = step.row.number
    row = replace(step.row, branch=paths.get(number, step.row.branch))
    outcome = step.outcome
    if row.name is None and outcome != "problem":
        outcome = "unchanged" if row.branch in known.branches else "create"
    return Step(row, outcome, step.person_id, step.changes)


def _duplicates(rows: list[Row], paths: dict[int, BranchPath]) -> Iterator[Problem]:
    """One sign-in name twice: both rows are named; only one person may stand once in each of several branches."""
    users: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        for login in row.logins:
            users[login].append(row)
    for (heading, value), sharing in users.items():
        same_person = len({row.name for row in sharing}) == 1
        several_branches = len({paths.get(row.number) for row in sharing}) == len(sharing)
        if len(sharing) > 1 and not (same_person and several_branches):
            numbers = "、".join(str(row.number) for row in sharing[:6])
            sentence = say(
                "%(heading)s“%(value)s”重复：第 %(numbers)s 行。", heading=heading, value=written(value), numbers=numbers
            )
            yield from (Problem(row.number, heading, sentence) for row in sharing)


class _Register:
    """Finds people by any of their sign-in names."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._by_login: dict[str, Person] = {}
        for person in people:
            for login in (person.phone, person.email, person.username):
                if login:
                    self._by_login[login.casefold()] = person

    def matching(self, row: Row) -> list[Person]:
        """The people whom a row's sign-in names belong to: none, one, or, where the row mixes people up, several."""
        found = {p.id: p for _, login in row.logins if (p := self._by_login.get(login.casefold()))}
        return list(found.values())


class _Judgement:
    """Compares one row with the person that it means."""

    def __init__(self, row: Row, path: BranchPath, people: _Register, found: list[Problem], *, update: bool) -> None:
        self._row, self._path, self._found, self._update = row, path, found, update
        self._matching = people.matching(row)

    def step(self) -> Step:
        """The outcome; the reason of a problem is added to those found."""
        if not self._matching:
            return Step(self._row, "create")
        if len(self._matching) > 1:
            names = "、".join(person.name for person in self._matching)
            return self._problem("name", say("这一行的登录信息分属不同的人：%(names)s。", names=names))
        return self._compare(self._matching[0])

    def _compare(self, person: Person) -> Step:
        changes = tuple(self._changes(person))
        if self._path not in person.posts and not changes:
            return Step(self._row, "create", person.id)
        if changes and not self._update:
            sentence = say("已有这个人（%(name)s），但%(changes)s不同。要更改请勾选“更新已有成员”。",
                           name=person.name, changes="、".join(changes))  # fmt: skip
            return self._problem("name", sentence)
        return Step(self._row, "update" if changes else "unchanged", person.id, changes)

    def _changes(self, person: Person) -> Iterator[str]:
        for attribute, column in _DETAILS.items():
            typed, has = getattr(self._row, attribute), getattr(person, attribute)
            if typed and typed != has:
                yield HEADINGS[column]
        post = person.posts.get(self._path)
        for attribute in ("role", "starts_on", "ends_on"):
            typed = getattr(self._row, attribute)
            if post and typed and typed != getattr(post, attribute):
                yield HEADINGS[attribute]

    def _problem(self, column: str, sentence: Sentence) -> Step:
        self._found.append(Problem(self._row.number, HEADINGS[column], sentence))
        return Step(self._row, "problem")
