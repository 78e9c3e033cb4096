"""The reference model of T-03: who sees what, said again in a hundred lines that share nothing with the house's own code."""

from dataclasses import dataclass, field

OFFICERS = ("secretary", "deputy", "clerk")


@dataclass(frozen=True)
class Branch:
    """A node of a unit's tree; the officers of a committee hold all below it. An unlisted one is its unit's own affair."""

    number: int
    unit: int
    parent: int | None
    is_committee: bool
    is_listed: bool


@dataclass
class Place:
    branch: int
    role: str
    is_active: bool


@dataclass
class Person:
    number: int
    places: list[Place]
    unit_role: tuple[int, str] | None = None


@dataclass
class Pact:
    """A partnership: its parties' branches and how far each has come."""

    number: int
    parties: dict[int, str]


@dataclass(frozen=True)
class Plan:
    """An activity: the branches asked to host it, the first of which had the idea, and what they answered."""

    number: int
    hosts: dict[int, str]
    is_scheduled: bool
    shown_to: str
    pact: int | None
    guest: int


@dataclass
class Entry:
    number: int
    branch: int
    state: str
    author: int
    reviewer: int
    audiences: set[str]


@dataclass
class Model:
    branches: dict[int, Branch] = field(default_factory=dict)
    suspended: set[int] = field(default_factory=set)
    people: list[Person] = field(default_factory=list)
    pacts: dict[int, Pact] = field(default_factory=dict)
    plans: list[Plan] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)

    def below(self, branch: int) -> set[int]:
        children = {node.number for node in self.branches.values() if node.parent == branch}
        return children.union(*map(self.below, children))

    def circles(self, who: Person) -> set[str]:
        """Every audience the person belongs to. A guest has one branch and nothing around it."""
        held, joined = {"public", f"user:{who.number}"}, set()
        for place in who.places:
            branch = self.branches[place.branch]
            if not place.is_active or branch.unit in self.suspended:
                continue
            held.add(f"branch:{branch.number}")
            if place.role == "guest":
                continue
            held |= {"network", f"unit:{branch.unit}"} | ({f"officers:{branch.number}"} if place.role in OFFICERS else set())
            under = self.below(branch.number) if branch.is_committee and place.role in (*OFFICERS, "committee") else set()
            held |= {f"{kind}:{number}" for number in under for kind in ("branch", "officers")}
            joined |= {branch.number, *under}
        unit, role = who.unit_role or (0, "")
        if unit and unit not in self.suspended:
            own = {node.number for node in self.branches.values() if node.unit == unit}
            held |= {"network", f"unit:{unit}"} | {f"branch:{number}" for number in own}
            held |= {f"officers:{number}" for number in own if role == "committee"}
            joined |= own if role == "committee" else set()
        met = {pact.number for pact in self.pacts.values() for branch in joined if pact.parties.get(branch) == "joined"}
        return held | {f"partnership:{number}" for number in met}

    def of_entry(self, entry: Entry) -> set[str]:
        """Published: whom it was shared with. Before: its branch's officers, its author, and who was asked to review it."""
        if entry.state == "published":
            return entry.audiences
        return {f"officers:{entry.branch}", f"user:{entry.author}"} | (
            {f"user:{entry.reviewer}"} if entry.state == "in_review" else set()
        )

    def opens(self, entry: Entry) -> bool:
        """Whether somebody without an account reads it: it is out, for the public, and its unit is in use."""
        is_out = entry.state == "published" and "public" in entry.audiences
        return is_out and self.branches[entry.branch].unit not in self.suspended

    def of_plan(self, plan: Plan) -> set[str]:
        """The officers of whoever was asked; once the date stands the partnership, the unit or the branches that host it."""
        asked = {f"officers:{host}" for host in plan.hosts}
        if not plan.is_scheduled:
            return asked
        if plan.pact:
            return asked | {f"partnership:{plan.pact}"}
        if plan.shown_to == "unit":
            return asked | {f"unit:{self.branches[next(iter(plan.hosts))].unit}"}
        return asked | {f"branch:{host}" for host, answer in plan.hosts.items() if answer != "declined"}

    def of_pact(self, pact: Pact) -> set[str]:
        """Members of the joined parties; of an invited one the officers."""
        return {f"partnership:{pact.number}"} | {f"officers:{b}" for b, state in pact.parties.items() if state == "invited"}

    def of_branch(self, branch: Branch) -> set[str]:
        """Its unit or the network, its guests, and whoever meets it in a partnership."""
        met = [self.of_pact(pact) for pact in self.pacts.values() if branch.number in pact.parties]
        return {"network" if branch.is_listed else f"unit:{branch.unit}", f"branch:{branch.number}"}.union(*met)
