"""A house with something of everything in it, made by the deeds of its people; the proofs of who sees what walk through it.

Names of things are the words of the matrix: ``joint`` is an activity of Ana's and Chen's branches, ``draft`` Ana's entry
that nobody has released, ``cellar`` a branch that North keeps to itself. ``missing`` never existed.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from typing import Any

from flask import Flask
from sqlalchemy import select

from coop.accounts.models import LOCKED, WebSession
from coop.activities.actions import bring_guest, write_expense
from coop.core import audience, clock
from coop.core.outbox import drain
from coop.core.scope import ANONYMOUS, entering, everything
from coop.extensions import db, files
from coop.library.kinds import Brought
from coop.library.models import Attachment
from coop.notifications.models import Notification
from coop.partnerships.actions import make_motion
from coop.partnerships.models import Motion, Party
from coop.units.actions.applications import apply_for_unit
from coop.units.actions.imports import check_roster
from coop.units.models import Membership, RosterImport, Unit, UnitApplication, UnitRole
from coop.units.wishes import UnitWish
from tests import factories as make
from tests.activities import making
from tests.cast import Cast, Person, settle
from tests.discussion.conftest import open_channel_about
from tests.discussion.talking import post
from tests.library import writing
from tests.partnerships import asking
from tests.units.test_imports import book

#: The columns of the matrix, in the order of a table that is read from the nearest to the farthest.
PEOPLE = ("ana", "ben", "bella", "eve", "nora", "chen", "cleo", "dara", "gina", "gus", "otto", "lock", "anon")
SECRET = "东城绝密"


@dataclass
class World:
    """The people and, by its name in the matrix, the number of each thing."""

    cast: Cast
    people: dict[str, Person]
    things: dict[str, int] = field(default_factory=lambda: {"missing": 987_654, "none": 0})


def build(app: Flask) -> World:
    """Everything that the matrix names, committed, with all reactions run."""
    with everything("building a world", quiet=True):
        cast = detached(settle())
        people = {name: getattr(cast, name) for name in PEOPLE if hasattr(cast, name)} | newcomers(cast)
    world = World(cast, people)
    for part in (units, partnerships, activities, library, discussion, of_dara):
        part(world)
    drain()
    with everything("building a world", quiet=True):
        notes = {row.user_id: row.id for row in db.session().scalars(select(Notification).order_by(Notification.id))}
        world.things["note"] = notes[cast.ana.id]
        db.session.remove()
    return world


def detached(cast: Cast) -> Cast:
    """Its rows keep their numbers and names whoever looks."""
    for name in ("north", "south", "east", "third", "second", "port", "gate", "pact"):
        row = getattr(cast, name)
        db.session().refresh(row)
        db.session().expunge(row)
    return cast


def newcomers(cast: Cast) -> dict[str, Person]:
    """Gina whose membership ended, Gus the guest, Lo whose account is locked while a session of theirs lives."""
    gina = make.user("纪安")
    make.membership(cast.third, gina, state="ended")
    gus = make.member(cast.third, "顾来宾", "guest")
    lock = make.member(cast.third, "罗锁", state=LOCKED)
    made = {"gina": gina, "gus": gus, "lock": lock}
    make.save()
    return {name: Person(user.id, user.name) for name, user in made.items()}


def units(world: World) -> None:
    cast, things = world.cast, world.things
    with everything("building a world", quiet=True):
        cellar = make.branch(cast.north, "地下室支部", audience=audience.unit(cast.north.id))
        asked = make.membership(cast.third, make.user("应邀"), state="invited", called="应邀")
        applied = make.membership(cast.third, make.user("申请"), state="applied")
        mates = {row.user_id: row.id for row in db.session().scalars(select(Membership))}
        things |= {
            "north": cast.north.id, "east": cast.east.id, "third": cast.third.id, "second": cast.second.id, "port": cast.port.id,
            "cellar": cellar.id, "asked": asked.id, "applied": applied.id, "seat": mates[cast.ben.id],
        }  # fmt: skip
        elsewhere = make.membership(cast.second, make.user("二支部应邀"), state="invited", called="二支部应邀")
        things |= {"elsewhere": elsewhere.id, "role": _role_of(make.unit_role(cast.north, "诺副", "admin").id)}
        make.save()
    apply_for_unit(None, UnitWish("西山医院", "hospital", "西山区", "卫国", "+8613700000001", None, "想结对"), by=ANONYMOUS)
    row = ("季新", "13900009999", "", "", "第三支部", "成员")
    with entering(cast.nora.scope):
        unit = db.session().get_one(Unit, things["north"])
        check_roster(unit, "名单.xlsx", BytesIO(book(row)), updates=False, by=cast.nora.scope)
    with everything("building a world", quiet=True):
        things["application"] = db.session().scalar(select(UnitApplication.id))
        things["import"] = db.session().scalar(select(RosterImport.id))
        sessions = select(WebSession.id).where(WebSession.user_id == cast.ana.id)
        make.add(_session_of(cast.ana))
        things["session"] = db.session().scalar(sessions.order_by(WebSession.id))
        make.save()


def _role_of(user_id: int) -> int:
    return db.session().scalars(select(UnitRole.id).where(UnitRole.user_id == user_id)).one()


def _session_of(person: Person) -> WebSession:
    """Another device of that person."""
    return WebSession(token_hash="0" * 64, user_id=person.id, ends_at=clock.now() + timedelta(days=1), device="手机")


def partnerships(world: World) -> None:
    """``pact`` is alive and waits for Ana's consent to a pause; ``plea`` is Bella's proposal that waits for Chen,
    ``declined`` her branch's own no to one of his."""
    cast, things = world.cast, world.things
    things["pact"], mine, theirs = asking.partnered(cast)
    things |= {"mine": mine.id, "theirs": theirs.id}
    make_motion(theirs, "pause", "港区大修，先停一停", by=cast.chen.scope)
    past = asking.propose(cast.chen, cast.port, cast.second, name="没有答应的结对")
    things["declined"] = asking.party_of(past, cast.second).id
    asking.decline(cast.bella, past, cast.second)
    things["plea"] = asking.propose(cast.bella, cast.second, cast.port, name="二支部想结对")
    with everything("building a world", quiet=True):
        things["motion"] = db.session().scalar(select(Motion.id))
    things["invited"] = asking.party_of(things["plea"], cast.port).id
    things["inviting"] = asking.party_of(things["plea"], cast.second).id


def activities(world: World) -> None:
    """``joint`` stands in the calendar of both branches, ``solo`` in that of Ana's alone, ``plan`` waits for Chen."""
    cast, things = world.cast, world.things
    things["joint"] = making.scheduled(cast, takes_guests=True, duties={"minutes": 1})
    things["solo"] = making.own(cast, title="三支部内部学习")
    things["plan"] = making.proposed(cast, title="还没定的共建活动")
    things["host"] = making.host_of(things["plan"], cast.port).id
    with making.acting(cast.ben, things["joint"]) as (activity, by):
        things["visitor"] = bring_guest(activity, "来宾某", "1234", by=by).id
    with making.acting(cast.ana, things["joint"]) as (activity, by):
        things["bill"] = write_expense(activity, "场地", cast.third.id, planned_cents=100, actual_cents=None, by=by).id


def library(world: World) -> None:
    """``lore`` is for Ana's branch, ``common`` for the partnership, ``open`` for the network,
    ``aired`` with its ``sheet`` for everybody; ``draft`` waits for Eve."""
    cast, things = world.cast, world.things
    brought = [Brought(files.put(BytesIO("一号隐患".encode())), "清单.txt")]
    things["lore"] = writing.published(cast, title="只给三支部看的经验", audiences=writing.only(cast.third))
    things["common"] = writing.published(cast, title="两边都能看的经验", audiences=writing.space(cast), brought=brought)
    things["open"] = writing.published(cast, title="全网都能看的经验", audiences=writing.NETWORK)
    aired = {"title": "谁都能看的经验", "audiences": ["public"], "brought": brought}
    things["aired"] = writing.published(cast, **aired)
    things["draft"] = writing.draft(cast, title="还没写完的经验")
    things["sent"] = writing.draft(cast, title="等艾芙看的经验")
    things["review"] = writing.submit(cast.ana, things["sent"], cast.eve)
    with everything("building a world", quiet=True):
        files_of = select(Attachment.id).order_by(Attachment.id)
        things["file"] = db.session().scalar(files_of.where(Attachment.entry_id == things["common"]))
        things["sheet"] = db.session().scalar(files_of.where(Attachment.entry_id == things["aired"]))


def discussion(world: World) -> None:
    cast, things = world.cast, world.things
    things["hall"] = open_channel_about(cast.ana.scope, "partnership", cast.pact)
    things["room"] = open_channel_about(cast.ana.scope, "branch", cast.third)
    things["said"] = post(things["room"], cast.ben.scope, "三支部自己的话")["id"]
    things["heard"] = post(things["hall"], cast.ana.scope, "两边都听得到的话")["id"]


def of_dara(world: World) -> None:
    """What East has and nobody else may hear of: each thing carries the word that no page of others may show."""
    cast, things = world.cast, world.things
    room = open_channel_about(cast.dara.scope, "branch", cast.gate)
    things |= {"gate": cast.gate.id, "dara_room": room, "dara_said": post(room, cast.dara.scope, SECRET + "的话")["id"]}
    with everything("building a world", quiet=True):
        hidden = make.branch(cast.east, SECRET + "支部", audience=audience.unit(cast.east.id))
        ally = make.branch(cast.east, "后勤支部")
        boss = make.membership(ally, make.member(cast.gate, "戴审", "committee"), "secretary")
        pact = make.partnership(cast.gate, ally, name=SECRET + "共建", scope="internal")
        things |= {"dara_branch": hidden.id, "dara_pact": pact.id, "dara_ally": ally.id}
        reviewer = Person(boss.user_id, "戴审")
        make.save()
    with entering(cast.dara.scope):
        by = cast.dara.scope
        solo = making.plan_activity(making.ground(cast.gate), making.plan(title=SECRET + "活动"), by=by)
        bill = write_expense(solo, SECRET + "开支", things["gate"], planned_cents=1, actual_cents=None, by=by)
        things |= {"dara_solo": solo.id, "dara_host": solo.hosts[0].id, "dara_bill": bill.id}
    how: dict[str, Any] = {"by": cast.dara, "branch": cast.gate, "title": SECRET + "经验", "tags": [SECRET]}
    things["dara_lore"] = writing.published(cast, reviewer=reviewer, **how)
    things["dara_draft"] = writing.draft(cast, **how)
    seats = select(Membership.id).where(Membership.branch_id == cast.gate.id)
    with everything("building a world", quiet=True):
        things["dara_seat"] = db.session().scalar(seats.order_by(Membership.id))
        things["dara_role"] = _role_of(make.unit_role(cast.east, "戴管", "admin").id)
        make.save()
        things["dara_party"] = db.session().scalar(select(Party.id).where(Party.partnership_id == pact.id))
