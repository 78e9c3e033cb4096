"""Rows for tests, each complete and plausible. Call them inside ``everything("…")``; ``save()`` commits what was made."""

from datetime import timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from coop.accounts.models import ACTIVE, User
from coop.core import audience, clock
from coop.core.tenancy import share
from coop.extensions import db
from coop.partnerships.models import Partnership, Party
from coop.units.models import Branch, Membership, Unit, UnitRole

numbers = count(1)
PASSWORD = "长而好记的一句话-2026"


def save() -> None:
    """Commit what a test has made."""
    db.session().commit()


def add(row: Any) -> Any:
    session = db.session()
    session.add(row)
    session.flush()
    return row


def user(name: str, **fields: Any) -> User:
    number = next(numbers)
    given = {"phone": f"+86139{number:08d}", "state": ACTIVE, "fs_uniquifier": uuid4().hex}
    return add(User(name=name, **(given | fields)))


def unit(name: str, **fields: Any) -> Unit:
    return add(Unit(name=name, **({"short_name": name[:10], "state": "active", "audience": audience.NETWORK} | fields)))


def branch(of: Unit, name: str, *, parent: Branch | None = None, **fields: Any) -> Branch:
    given = {"audience": audience.NETWORK, "parent_id": parent.id if parent else None}
    return add(Branch(unit_id=of.id, name=name, **(given | fields)))


def membership(of: Branch, person: User, role: str = "member", **fields: Any) -> Membership:
    given = {"state": "active", "audience": audience.branch(of.id), "unit_id": of.unit_id}
    return add(Membership(branch_id=of.id, user_id=person.id, role=role, **(given | fields)))


def member(of: Branch, name: str, role: str = "member", **fields: Any) -> User:
    """A new person with a place in that branch."""
    person = user(name, **fields)
    membership(of, person, role)
    return person


def unit_role(of: Unit, name: str, role: str) -> User:
    """A new person with a role for the whole unit and no branch."""
    person = user(name)
    add(UnitRole(unit_id=of.id, user_id=person.id, role=role, audience=audience.unit(of.id)))
    return person


def partnership(*branches: Branch, name: str = "安全互促共建", **fields: Any) -> Partnership:
    """An active partnership of these branches, the first of which proposed it; every member belongs to it at once."""
    first = branches[0]
    today = clock.today()
    given = {
        "aims": "互学互促，一起把隐患查清", "starts_on": today, "ends_on": today + timedelta(days=365),
        "answer_until": today + timedelta(days=14), "state": "active", "proposed_by_id": user("发起人").id,
        "audience": "", "unit_id": first.unit_id, "branch_id": first.id,
    }  # fmt: skip
    made = add(Partnership(name=name, **(given | fields)))
    made.audience = audience.partnership(made.id)
    for joined in branches:
        party(made, joined)
    return made


def party(of: Partnership, joined: Branch, state: str = "joined", **fields: Any) -> Party:
    share(joined, of.audience)
    if state in ("invited", "agreed"):
        share(of, audience.officers(joined.id))
    joined_at = clock.now() if state in ("joined", "left") else None
    given = {"audience": of.audience, "unit_id": joined.unit_id, "state": state, "joined_at": joined_at}
    return add(Party(partnership_id=of.id, branch_id=joined.id, **(given | fields)))
