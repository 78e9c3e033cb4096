"""Worlds made at random for T-03: what Hypothesis draws becomes the reference model, and the model becomes rows.

Rows are written in bulk, as the deeds would have left them: thousands of worlds must fit into minutes.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import Connection, insert

from coop.accounts.models import User, WebSession
from coop.accounts.sessions import ABSOLUTE, fingerprint
from coop.activities.models import Activity, CalendarFeed, Expense, Host, Registration
from coop.core.clock import now, today
from coop.core.files.store import StoredBytes
from coop.core.tenancy import ScopeEpoch, Share
from coop.discussion.models import Channel, Message
from coop.library.models import Attachment, Entry, EntryVersion
from coop.notifications.models import Notification
from coop.partnerships.models import Partnership, Party
from coop.units.models import Branch, Membership, Unit, UnitRole
from tests.authz import reference as ref

ROLES = ("secretary", "deputy", "clerk", "committee", "member", "guest")
CHANGES = ("nothing", "nothing", "end", "leave", "narrow", "suspend")
TABLES = {
    "e": Entry, "o": EntryVersion, "a": Attachment, "v": Activity, "h": Host, "r": Registration, "x": Expense, "c": Channel,
    "m": Message, "p": Partnership, "q": Party, "n": Notification, "b": Branch, "s": Membership,
}  # fmt: skip
Draw = Callable[[st.SearchStrategy[Any]], Any]
number = {most: st.integers(0, most) for most in range(10)}
role, state = st.sampled_from(ROLES), st.sampled_from(("draft", "in_review", "published", "published", "published"))
chance, change = st.booleans(), st.sampled_from(CHANGES)
standing, answer = st.sampled_from(("joined", "left", "invited")), st.sampled_from(("confirmed", "confirmed", "declined"))


@dataclass
class World:
    """The model, the channels that stand in it with their audience, and what changes after everybody has come in."""

    model: ref.Model = field(default_factory=ref.Model)
    channels: dict[int, tuple[str, int, str]] = field(default_factory=dict)
    change: tuple[str, int] = ("nothing", 0)

    @property
    def seats(self) -> list[tuple[ref.Person, ref.Place]]:
        return [(person, place) for person in self.model.people for place in person.places]

    def audiences(self) -> dict[str, set[str]]:
        """Of every row that could leak, by the letter of its table and its number, who may see it."""
        model, seen = self.model, {}
        for entry in model.entries:
            seen |= dict.fromkeys((f"e{entry.number}", f"o{entry.number}", f"a{entry.number}"), model.of_entry(entry))
        hosts = [(plan, host) for plan in model.plans for host in plan.hosts]
        seen |= {f"h{place}": model.of_plan(plan) for place, (plan, _) in enumerate(hosts, 1)}
        for plan in model.plans:
            officers = {f"officers:{host}" for host in plan.hosts}
            seen |= {f"v{plan.number}": model.of_plan(plan), f"x{plan.number}": officers}
            seen[f"r{plan.number}"] = officers | {f"user:{plan.guest}"}
        for place, (_, _, audience) in self.channels.items():
            seen |= {f"c{place}": {audience}, f"m{place}": {audience}}
        seen |= {f"p{pact.number}": model.of_pact(pact) for pact in model.pacts.values()}
        parties = [(pact, *party) for pact in model.pacts.values() for party in pact.parties.items()]
        for place, (pact, branch, state) in enumerate(parties, 1):
            seen[f"q{place}"] = model.of_pact(pact) | ({f"officers:{branch}"} if state != "invited" else set())
        seen |= {f"b{branch.number}": model.of_branch(branch) for branch in model.branches.values()}
        for place, (person, seat) in enumerate(self.seats, 1):
            seen[f"s{place}"] = {f"branch:{seat.branch}", f"user:{person.number}"}
        return seen | {f"n{person.number}": {f"user:{person.number}"} for person in model.people}

    def allowed(self, who: ref.Person) -> set[str]:
        held = self.model.circles(who)
        return {code for code, audiences in self.audiences().items() if held & audiences}

    def named(self, who: ref.Person) -> set[str]:
        """What may stand in a text that they read: with each thing goes the name of whose it is, with each person where
        they have ever been."""
        allowed = self.allowed(who)
        owners = {f"b{place.branch}" for place in who.places}
        owners |= {f"b{entry.branch}" for entry in self.model.entries if f"e{entry.number}" in allowed}
        return allowed | owners | {f"b{host}" for plan in self.model.plans if f"v{plan.number}" in allowed for host in plan.hosts}


@st.composite
def worlds(draw: Draw) -> World:
    world = World()
    model = world.model
    for unit in range(1, draw(number[2]) + 2):
        for _ in range(draw(number[1]) + 1):
            siblings = [node.number for node in model.branches.values() if node.unit == unit]
            parent = draw(st.sampled_from(siblings)) if siblings and draw(chance) else None
            made = ref.Branch(len(model.branches) + 1, unit, parent, draw(chance), draw(chance))
            model.branches[made.number] = made
    branch = st.sampled_from(sorted(model.branches))
    model.people = [a_person(draw, place, branch, model) for place in range(1, draw(number[3]) + 3)]
    person = number[len(model.people) - 1].map(lambda place: place + 1)
    for place in range(1, (draw(number[2]) if len(model.branches) > 1 else 0) + 1):
        parties = draw(st.lists(branch, min_size=2, max_size=3, unique=True))
        model.pacts[place] = ref.Pact(place, {parties[0]: "joined"} | {party: draw(standing) for party in parties[1:]})
    model.plans = [a_plan(draw, place, branch, person, model) for place in range(1, draw(number[1]) + 2)]
    model.entries = [an_entry(draw, place, branch, person, model) for place in range(1, draw(number[2]) + 2)]
    about = [("branch", place, f"branch:{place}") for place in model.branches]
    about += [("partnership", place, f"partnership:{place}") for place in model.pacts]
    about += [
        ("activity", plan.number, f"partnership:{plan.pact}" if plan.pact else f"branch:{next(iter(plan.hosts))}")
        for plan in model.plans
    ]
    world.channels = dict(enumerate(about, 1))
    world.change = draw(change), draw(number[9])
    return world


def a_person(draw: Draw, place: int, branch: Any, model: ref.Model) -> ref.Person:
    """One or two seats, or none and an office of a whole unit."""
    if draw(number[5]) == 0:
        return ref.Person(place, [], (model.branches[draw(branch)].unit, "committee" if draw(chance) else "admin"))
    seats = draw(st.lists(branch, min_size=1, max_size=2, unique=True))
    return ref.Person(place, [ref.Place(seat, draw(role), draw(number[5]) > 0) for seat in seats])


def a_plan(draw: Draw, place: int, branch: Any, person: Any, model: ref.Model) -> ref.Plan:
    """In a partnership its joined parties host, without one branches of one unit."""
    pact = draw(st.sampled_from(sorted(model.pacts))) if model.pacts and draw(chance) else None
    first = draw(branch)
    near = [node.number for node in model.branches.values() if node.unit == model.branches[first].unit]
    choice = [b for b, state in model.pacts[pact].parties.items() if state == "joined"] if pact else [first, *near]
    others = [host for host in dict.fromkeys(choice[1:]) if host != choice[0] and draw(chance)]
    shown = "partnership" if pact else ("hosts" if draw(chance) else "unit")
    hosts = {choice[0]: "confirmed"} | {host: draw(answer) for host in others}
    return ref.Plan(place, hosts, draw(number[2]) > 0, shown, pact, draw(person))


def an_entry(draw: Draw, place: int, branch: Any, person: Any, model: ref.Model) -> ref.Entry:
    of = draw(branch)
    choices = ["network", f"unit:{model.branches[of].unit}", f"branch:{of}", f"officers:{of}"]
    choices += ["public", *(f"partnership:{pact}" for pact in model.pacts)]
    audiences = draw(st.lists(st.sampled_from(choices), min_size=1, max_size=3, unique=True))
    return ref.Entry(place, of, draw(state), draw(person), draw(person), set(audiences))


def token_of(person: ref.Person) -> str:
    return f"{person.number:032d}"


def write(world: World, connection: Connection, stored: StoredBytes) -> None:
    """Every row of the world, under the numbers that the model gave them."""
    model = world.model
    rows: dict[Any, list[dict[str, Any]]] = {ScopeEpoch: [{"id": 1, "value": 1}], Share: []}
    for make in (_people, _places, _pacts, _plans, _talk):
        rows |= make(world, rows[Share])
    rows |= _library(model, rows[Share], stored)
    rows[Share] = [dict(found) for found in {tuple(share.items()): None for share in rows[Share]}]
    ordered = sorted(rows, key=lambda table: table.metadata.sorted_tables.index(table.__table__))
    for table in ordered:
        if rows[table]:
            connection.execute(insert(table.__table__), rows[table])


def _share(kind: str, subject: int, audience: str) -> dict[str, Any]:
    return {"kind": kind, "subject_id": subject, "audience": audience}


def _of(model: ref.Model, branch: int, audience: str) -> dict[str, Any]:
    return {"branch_id": branch, "unit_id": model.branches[branch].unit, "audience": audience}


def _people(world: World, _: list[dict[str, Any]]) -> dict[Any, list[dict[str, Any]]]:
    people, ends = world.model.people, now() + ABSOLUTE
    told = {"key": "deed:1", "kind": "x", "topic": "x", "url": "/me", "values": {}}
    return {
        User: [{"id": p.number, "name": "某人", "state": "active", "fs_uniquifier": str(p.number)} for p in people],
        WebSession: [{"token_hash": fingerprint(token_of(p)), "user_id": p.number, "ends_at": ends} for p in people],
        CalendarFeed: [{"user_id": p.number, "token_hash": sha256(token_of(p).encode()).hexdigest(),
                        "audience": f"user:{p.number}"} for p in people],
        Notification: [{"id": p.number, "user_id": p.number, "audience": f"user:{p.number}",
                        "template": f"暗号n{p.number}号", **told} for p in people],
        UnitRole: [{"unit_id": p.unit_role[0], "user_id": p.number, "role": p.unit_role[1],
                    "audience": f"unit:{p.unit_role[0]}"} for p in people if p.unit_role],
    }  # fmt: skip


def _places(world: World, shares: list[dict[str, Any]]) -> dict[Any, list[dict[str, Any]]]:
    nodes, seats = world.model.branches.values(), list(enumerate(world.seats, 1))
    for seat in (place for _, (_, place) in seats if place.role == "guest"):
        shares.append(_share("branch", seat.branch, f"branch:{seat.branch}"))
        shares.append(_share("unit", world.model.branches[seat.branch].unit, f"branch:{seat.branch}"))
    return {
        Unit: [{"id": unit, "name": f"单位{unit}", "state": "active", "audience": "network"} for unit in {n.unit for n in nodes}],
        Branch: [{"id": n.number, "name": f"暗号b{n.number}号", "unit_id": n.unit, "parent_id": n.parent,
                  "kind": "committee" if n.is_committee else "branch",
                  "audience": "network" if n.is_listed else f"unit:{n.unit}"} for n in nodes],
        Membership: [{"id": place, "user_id": person.number, "role": seat.role, "state": "active" if seat.is_active else "ended",
                      **_of(world.model, seat.branch, f"branch:{seat.branch}")} for place, (person, seat) in seats],
    }  # fmt: skip


def _pacts(world: World, shares: list[dict[str, Any]]) -> dict[Any, list[dict[str, Any]]]:
    model, pacts, parties = world.model, [], []
    days = {"starts_on": today(), "ends_on": today() + timedelta(days=300), "answer_until": today() + timedelta(days=9)}
    for pact in model.pacts.values():
        own = f"partnership:{pact.number}"
        pacts.append({"id": pact.number, "name": f"暗号p{pact.number}号", "aims": "互学", "state": "active", "proposed_by_id": 1,
                      **days, **_of(model, next(iter(pact.parties)), own)})  # fmt: skip
        asked = [f"officers:{branch}" for branch, state in pact.parties.items() if state == "invited"]
        shares += [_share("partnership", pact.number, officers) for officers in asked]
        for branch, state in pact.parties.items():
            parties.append({"id": len(parties) + 1, "partnership_id": pact.number, "state": state, **_of(model, branch, own)})
            shares += [_share("branch", branch, readers) for readers in (own, *asked)]
    return {Partnership: pacts, Party: parties}


def _plans(world: World, shares: list[dict[str, Any]]) -> dict[Any, list[dict[str, Any]]]:
    model, rows = world.model, {table: [] for table in (Activity, Host, Registration, Expense)}
    begin = now() + timedelta(days=3)
    for plan in model.plans:
        place, first = plan.number, next(iter(plan.hosts))
        seen, *more = sorted(model.of_plan(plan) - {f"officers:{host}" for host in plan.hosts}) or [f"officers:{first}"]
        shares += [_share("activity", place, name) for name in (*more, *(f"officers:{host}" for host in plan.hosts))]
        rows[Activity].append({
            "id": place, "title": f"暗号v{place}号", "starts_at": begin, "ends_at": begin + timedelta(hours=1),
            "created_by_id": 1, "shown_to": plan.shown_to, "partnership_id": plan.pact,
            "scheduled_at": now() if plan.is_scheduled else None,
            "state": "scheduled" if plan.is_scheduled else "proposed", **_of(model, first, seen),
        })  # fmt: skip
        rows[Registration].append({
            "id": place, "activity_id": place, "guest_name": f"暗号r{place}号", "brought_by_id": plan.guest,
            "state": "registered", "host_id": len(rows[Host]) + 1, **_of(model, first, f"user:{plan.guest}"),
        })  # fmt: skip
        rows[Expense].append({"id": place, "activity_id": place, "item": f"暗号x{place}号", "written_by_id": 1,
                              **_of(model, first, f"officers:{first}")})  # fmt: skip
        for host, said in plan.hosts.items():
            rows[Host].append({"id": len(rows[Host]) + 1, "activity_id": place, "state": said, **_of(model, host, seen)})
    return rows


def _talk(world: World, _: list[dict[str, Any]]) -> dict[Any, list[dict[str, Any]]]:
    rows: dict[Any, list[dict[str, Any]]] = {Channel: [], Message: []}
    for place, (kind, subject, audience) in world.channels.items():
        owner = subject if kind == "branch" else next(iter(
            world.model.pacts[subject].parties if kind == "partnership" else world.model.plans[subject - 1].hosts))  # fmt: skip
        pact = int(audience.partition(":")[2]) if audience.startswith("partnership") else None
        of = _of(world.model, owner, audience)
        rows[Channel].append({
            "id": place, "subject_kind": kind, "subject_id": subject, "title": f"暗号c{place}号", "partnership_id": pact,
            "last_seq": 1, "message_count": 1, "last_line": f"暗号m{place}号", "last_at": now(), **of,
        })  # fmt: skip
        rows[Message].append({
            "id": place, "channel_id": place, "seq": 1, "number": 1, "sender_id": 1, "client_id": str(place),
            "sender_name": "某人", "sender_line": "", "text": f"暗号m{place}号", **of,
        })  # fmt: skip
    return rows


def _library(model: ref.Model, shares: list[dict[str, Any]], stored: StoredBytes) -> dict[Any, list[dict[str, Any]]]:
    rows: dict[Any, list[dict[str, Any]]] = {Entry: [], EntryVersion: [], Attachment: []}
    for entry in model.entries:
        place, is_out = entry.number, entry.state == "published"
        seen, *more = sorted(entry.audiences) if is_out else [f"officers:{entry.branch}", *sorted(
            model.of_entry(entry) - {f"officers:{entry.branch}"})]  # fmt: skip
        shares += [_share(kind, place, name) for kind in ("entry", *([] if is_out else ["entry_version"])) for name in more]
        of = _of(model, entry.branch, seen)
        text = {"title": f"暗号e{place}号", "state": entry.state, "author_id": entry.author}
        out = {"is_published": is_out, "published_at": now() if is_out else None}
        rows[Entry].append({"id": place, "version_id": place, "published_at": out["published_at"], **text, **of})
        rows[EntryVersion].append({"id": place, "entry_id": place, "number": 1, **text, **out, **of})
        rows[Attachment].append({
            "id": place, "entry_id": place, "version_id": place, "key": stored.key, "sha256": stored.sha256, "size": stored.size,
            "name": f"暗号a{place}号.txt", "text": "暗号在附件里", "is_published": is_out, **of,
        })  # fmt: skip
    return rows
