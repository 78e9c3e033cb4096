"""The people every test knows.

Ana 安娜 secretary and Ben 贲 member of 第三支部 in unit North; Chen 陈 secretary in unit South, partnered with North;
Dara 达拉 secretary in unit East, partnered with nobody; Eve the committee of North; Nora North's administrator,
Cleo 柯蕾 the clerk of Chen's branch; Otto the platform's operator. ``pact`` is the active partnership of Ana's and Chen's
branches. ``tests/factories.py`` makes whatever else a test needs.
"""

from dataclasses import dataclass
from secrets import token_urlsafe

from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import Signer

from coop.accounts.models import User, WebSession
from coop.accounts.sessions import ABSOLUTE, fingerprint
from coop.core.clock import now
from coop.core.scope import Scope, everything, scope_of
from coop.extensions import db
from coop.partnerships.models import Partnership
from coop.units.models import Branch, Unit
from tests import factories as make


@dataclass(frozen=True)
class Person:
    """Somebody of the cast: an id that outlives sessions, a scope on demand and a browser of their own."""

    id: int
    name: str

    @property
    def user(self) -> User:
        return db.session().get(User, self.id)

    @property
    def scope(self) -> Scope:
        """As a request of this person would compute it now."""
        user = self.user
        return scope_of(user.id, is_operator=user.is_operator)

    def visit(self, app: Flask) -> FlaskClient:
        """A browser that is signed in, as after the sign-in page."""
        client = app.test_client()
        client.set_cookie(app.config["SESSION_COOKIE_NAME"], sign_in(app, self.id))
        return client


@dataclass(frozen=True)
class Cast:
    north: Unit
    south: Unit
    east: Unit
    third: Branch
    second: Branch
    port: Branch
    gate: Branch
    pact: Partnership
    ana: Person
    ben: Person
    bella: Person
    chen: Person
    cleo: Person
    dara: Person
    eve: Person
    nora: Person
    otto: Person


def settle() -> Cast:
    """Three units with their people, committed."""
    north, south, east = make.unit("北方机械"), make.unit("南港物流"), make.unit("东城中学")
    root = make.branch(north, "党委", kind="committee")
    third, second = make.branch(north, "第三支部", parent=root), make.branch(north, "第二支部", parent=root)
    port, gate = make.branch(south, "第一支部"), make.branch(east, "教工支部")
    people = {
        "ana": make.member(third, "安娜", "secretary"),
        "ben": make.member(third, "贲小满", "member"),
        "bella": make.member(second, "白露", "secretary"),
        "chen": make.member(port, "陈立", "secretary"),
        "cleo": make.member(port, "柯蕾", "clerk"),
        "dara": make.member(gate, "达拉", "secretary"),
        "eve": make.unit_role(north, "艾芙", "committee"),
        "nora": make.unit_role(north, "诺拉", "admin"),
        "otto": make.user("欧拓", is_operator=True),
    }
    db.session().flush()
    cast = Cast(
        north=north, south=south, east=east, third=third, second=second, port=port, gate=gate,
        pact=make.partnership(third, port),
        **{key: Person(user.id, user.name) for key, user in people.items()},
    )  # fmt: skip
    make.save()
    return cast


def sign_in(app: Flask, user_id: int) -> str:
    """Start a session for that person; returns the value of its cookie."""
    token = token_urlsafe(32)
    with app.app_context(), everything("signing in for a test", quiet=True):
        row = WebSession(token_hash=fingerprint(token), user_id=user_id, ends_at=now() + ABSOLUTE, device="test")
        db.session().add(row)
        make.save()
    return Signer(app.secret_key, salt="visit").sign(token).decode()
