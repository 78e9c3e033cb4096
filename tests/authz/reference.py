"""The reference model of T-03: who sees what, said again in a few lines that share nothing with the house's own code."""

from dataclasses import dataclass, field

OFFICERS = ("secretary", "deputy", "clerk")


@dataclass(frozen=True)
class Member:
    """One person's only place: a branch of a unit, a role, and whether it is still theirs."""

    unit: int
    branch: int
    role: str
    is_active: bool


@dataclass(frozen=True)
class Pact:
    """A partnership: its parties' branches and how far each has come."""

    number: int
    parties: tuple[tuple[int, str], ...]


@dataclass
class Model:
    pacts: list[Pact] = field(default_factory=list)

    def circles(self, who: Member) -> set[str]:
        """Every audience the person belongs to. A guest has one branch and nothing around it."""
        if not who.is_active:
            return {"public"}
        if who.role == "guest":
            return {"public", f"branch:{who.branch}"}
        around = {"public", "network", f"unit:{who.unit}", f"branch:{who.branch}"}
        if who.role in OFFICERS:
            around.add(f"officers:{who.branch}")
        return around | {f"partnership:{pact.number}" for pact in self.pacts if (who.branch, "joined") in pact.parties}

    def sees(self, who: Member, audiences: set[str]) -> bool:
        """A thing is seen by whoever belongs to one of its audiences."""
        return bool(self.circles(who) & audiences)

    def sees_pact(self, who: Member, pact: Pact) -> bool:
        """Members of a joined party; of an invited one the officers."""
        asked = {f"officers:{branch}" for branch, state in pact.parties if state == "invited"}
        return self.sees(who, {f"partnership:{pact.number}"} | asked)
