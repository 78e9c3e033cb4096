"""Units, their branches and people, and the partnerships between branches. Numbers follow from one another by formula."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from coop.accounts.models import ACTIVE, User
from coop.core import audience, clock
from coop.core.tenancy import Share
from coop.extensions import db
from coop.partnerships.models import Liaison, Partnership, Party
from coop.units.models import Branch, Membership, Unit
from tests.bench.pages.words import PLACES, THEMES, TRADES, Writer

ROLES = ("secretary", "deputy", "clerk") + ("member",) * 7
Row = dict[str, Any]


@dataclass(frozen=True)
class Size:
    """How much there is of everything; each unit has ten branches, each branch ten people."""

    units: int = 200
    partnerships: int = 1_000
    activities_each: int = 5
    entries: int = 20_000
    busy_partnerships: int = 12

    @property
    def branches(self) -> int:
        return self.units * 10

    @property
    def people(self) -> int:
        return self.branches * 10

    @property
    def activities(self) -> int:
        return self.partnerships * self.activities_each


def insert(model: Any, rows: Iterator[Row] | list[Row], *, at_once: int = 5_000) -> None:
    """Write rows past the session, a few thousand at a time."""
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == at_once:
            db.session().connection().execute(model.__table__.insert(), batch)
            batch = []
    if batch:
        db.session().connection().execute(model.__table__.insert(), batch)


def unit_of(branch: int) -> int:
    return (branch - 1) // 10 + 1


def secretary_of(branch: int) -> int:
    return (branch - 1) * 10 + 1


def is_root(branch: int) -> bool:
    return branch % 10 == 1


def populate(size: Size, writer: Writer) -> None:
    insert(Unit, units(size))
    insert(Branch, branches(size, writer))
    insert(User, people(size, writer))
    insert(Membership, memberships(size))
    pacts = [(number, parties_of(size, number)) for number in range(1, size.partnerships + 1)]
    insert(Partnership, (partnership(number, sides, writer) for number, sides in pacts))
    insert(Party, parties(pacts))
    insert(Share, shares(pacts))
    insert(Liaison, liaisons(pacts))


def units(size: Size) -> Iterator[Row]:
    for number in range(1, size.units + 1):
        name = PLACES[number % 20] + TRADES[number // 20 % 20]
        yield {
            "id": number, "name": f"{name}{number}单位", "short_name": f"{name}{number}", "state": "active",
            "audience": audience.NETWORK,
        }  # fmt: skip


def branches(size: Size, writer: Writer) -> Iterator[Row]:
    for number in range(1, size.branches + 1):
        place = number % 10
        yield {
            "id": number, "unit_id": unit_of(number), "audience": audience.NETWORK, "domains": ["safety"],
            "name": "党委" if is_root(number) else f"第{'一二三四五六七八九十'[place]}支部",
            "kind": "committee" if is_root(number) else "branch",
            "parent_id": None if is_root(number) else number - (number - 1) % 10,
            "strengths": writer.sentence(), "needs": writer.sentence(), "venues": "会议室",
        }  # fmt: skip


def people(size: Size, writer: Writer) -> Iterator[Row]:
    for number in range(1, size.people + 1):
        yield {
            "id": number, "name": writer.person(), "phone": f"+8613{number:09d}", "state": ACTIVE,
            "fs_uniquifier": f"person-{number}",
        }  # fmt: skip


def memberships(size: Size) -> Iterator[Row]:
    for number in range(1, size.people + 1):
        branch = (number - 1) // 10 + 1
        yield {
            "user_id": number, "branch_id": branch, "unit_id": unit_of(branch), "audience": audience.branch(branch),
            "role": ROLES[(number - 1) % 10], "state": "active", "order": (number - 1) % 10,
        }  # fmt: skip


def parties_of(size: Size, number: int) -> list[int]:
    """Two or three branches of different units; the second branch of all takes part in the first few partnerships."""
    plain = [branch for branch in range(2, size.branches + 1) if not is_root(branch)]
    first = 2 if number <= size.busy_partnerships else plain[number * 7 % len(plain)]
    others = [plain[(number * 7 + step) % len(plain)] for step in (905, 1311)]
    return [first, *[other for other in others if unit_of(other) != unit_of(first)][: 1 + (number % 3 == 1)]]


def partnership(number: int, sides: list[int], writer: Writer) -> Row:
    today = clock.today()
    return {
        "id": number, "name": f"{writer.one(THEMES)}互促共建{number}", "aims": writer.text(3), "domains": ["safety", "service"],
        "starts_on": today - timedelta(days=90), "ends_on": today + timedelta(days=275), "state": "active",
        "answer_until": today - timedelta(days=80), "proposed_by_id": secretary_of(sides[0]),
        "audience": audience.partnership(number), "unit_id": unit_of(sides[0]), "branch_id": sides[0],
    }  # fmt: skip


Pacts = list[tuple[int, list[int]]]


def parties(pacts: Pacts) -> Iterator[Row]:
    numbers = iter(range(1, 10**9))
    for number, sides in pacts:
        for branch in sides:
            yield {
                "id": next(numbers), "partnership_id": number, "branch_id": branch, "unit_id": unit_of(branch),
                "state": "joined", "joined_at": clock.now(), "approved_by_id": secretary_of(branch),
                "audience": audience.partnership(number),
            }  # fmt: skip


def shares(pacts: Pacts) -> Iterator[Row]:
    for number, sides in pacts:
        for branch in sides:
            yield {"kind": "branch", "subject_id": branch, "audience": audience.partnership(number)}


def liaisons(pacts: Pacts) -> Iterator[Row]:
    for party in parties(pacts):
        user = secretary_of(party["branch_id"]) + 2
        yield {
            "party_id": party["id"], "user_id": user, "branch_id": party["branch_id"], "unit_id": party["unit_id"],
            "audience": party["audience"], "is_backup": False,
        }  # fmt: skip
