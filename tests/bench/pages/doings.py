"""What the branches do: activities with their hosts and registrations, channels with messages, notifications, the trail."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count

from coop.activities.models import Activity, Duty, Host, Registration
from coop.core import audience, clock
from coop.core.events import Deed
from coop.core.tenancy import Share
from coop.discussion.models import Channel, Message, Reading
from coop.notifications.models import Notification
from tests.bench.pages.population import Pacts, Row, Size, insert, parties_of, secretary_of, unit_of
from tests.bench.pages.words import Writer

LONG_TALK, SHORT_TALK = 2_000, 10
COMING_PER_HOST = 4


def do_things(size: Size, writer: Writer) -> None:
    pacts = [(number, parties_of(size, number)) for number in range(1, size.partnerships + 1)]
    held = [(number, *pact) for number, pact in enumerate((pact for pact in pacts for _ in range(size.activities_each)), 1)]
    insert(Activity, (activity(*row, writer) for row in held))
    insert(Host, hosts(held))
    insert(Share, (share for row in held for share in activity_shares(*row)))
    insert(Registration, registrations(held))
    insert(Duty, (duty for row in held for duty in duties(*row)))
    insert(Channel, channels(size, pacts, writer))
    insert(Message, messages(size, pacts, writer))
    insert(Reading, readings(pacts))
    insert(Notification, notifications(size))
    insert(Deed, deeds(pacts))


Held = list[tuple[int, int, list[int]]]


def state_of(number: int) -> str:
    """Two of five were held, two are coming, one is still proposed."""
    return ("proposed", "scheduled", "scheduled", "held", "held")[number % 5]


def when(number: int) -> datetime:
    days = number % 90 + 1
    day = clock.today() + timedelta(days=-days if state_of(number) == "held" else days)
    return clock.at_place(day, 9 + number % 8)


def activity(number: int, pact: int, sides: list[int], writer: Writer) -> Row:
    begins = when(number)
    is_open = state_of(number) != "proposed"
    return {
        "id": number, "title": writer.title()[:80], "about": writer.text(4), "place": f"{writer.one('一二三四')}号会议室",
        "kind": "theme_day", "starts_at": begins, "ends_at": begins + timedelta(hours=2), "state": state_of(number),
        "scheduled_at": clock.now() if is_open else None, "partnership_id": pact, "branch_id": sides[0],
        "unit_id": unit_of(sides[0]), "created_by_id": secretary_of(sides[0]), "shown_to": "partnership",
        "audience": audience.partnership(pact) if is_open else audience.officers(sides[0]),
        "duties": {"host": 1, "minutes": 1, "photos": 2}, "uid": f"{number:032x}",
        "agenda": [{"minutes": 30 * step, "what": writer.title()[:40], "who": writer.person()} for step in range(4)],
    }  # fmt: skip


def hosts(held: Held) -> Iterator[Row]:
    numbers = count(1)
    for number, pact, sides in held:
        is_open = state_of(number) != "proposed"
        for branch in sides:
            yield {
                "id": next(numbers), "activity_id": number, "branch_id": branch, "unit_id": unit_of(branch), "quota": 30,
                "state": "confirmed" if is_open or branch == sides[0] else "invited", "waiting": 0,
                "registered": COMING_PER_HOST if is_open else 0, "answered_at": clock.now(),
                "audience": audience.partnership(pact) if is_open else audience.officers(sides[0]),
            }  # fmt: skip


def activity_shares(number: int, _: int, sides: list[int]) -> Iterator[Row]:
    for branch in sides:
        yield {"kind": "activity", "subject_id": number, "audience": audience.officers(branch)}


def registrations(held: Held) -> Iterator[Row]:
    for host in hosts(held):
        for place in range(host["registered"]):
            user = secretary_of(host["branch_id"]) + 3 + place
            yield {
                "activity_id": host["activity_id"], "host_id": host["id"], "branch_id": host["branch_id"],
                "unit_id": host["unit_id"], "user_id": user, "audience": audience.user(user), "state": "registered",
            }  # fmt: skip


def duties(number: int, pact: int, sides: list[int]) -> Iterator[Row]:
    for place, kind in enumerate(("host", "minutes", "photos")):
        yield {
            "activity_id": number, "kind": kind, "user_id": secretary_of(sides[0]) + place, "branch_id": sides[0],
            "unit_id": unit_of(sides[0]), "audience": audience.partnership(pact),
        }  # fmt: skip


def talk_of(pact: int) -> int:
    return LONG_TALK if pact == 1 else SHORT_TALK


def channels(size: Size, pacts: Pacts, writer: Writer) -> Iterator[Row]:
    """Each partnership's, under the partnership's own number, then each branch's, where nobody has spoken yet."""
    for number, sides in pacts:
        yield {
            "id": number, "subject_kind": "partnership", "subject_id": number, "title": f"共建{number}的讨论",
            "partnership_id": number, "last_seq": talk_of(number), "message_count": talk_of(number),
            "last_line": writer.sentence()[:60], "last_at": clock.now(), "audience": audience.partnership(number),
            "unit_id": unit_of(sides[0]), "branch_id": sides[0],
        }  # fmt: skip
    for branch in range(1, size.branches + 1):
        yield {
            "id": size.partnerships + branch, "subject_kind": "branch", "subject_id": branch, "title": "支部的讨论",
            "partnership_id": None, "last_seq": 0, "message_count": 0, "last_line": "", "last_at": None,
            "audience": audience.branch(branch), "unit_id": unit_of(branch), "branch_id": branch,
        }  # fmt: skip


def messages(size: Size, pacts: Pacts, writer: Writer) -> Iterator[Row]:
    numbers = count(1)
    for pact, sides in pacts:
        began = clock.now() - timedelta(minutes=talk_of(pact))
        for seq in range(1, talk_of(pact) + 1):
            branch = sides[seq // 3 % len(sides)]
            sender, number = secretary_of(branch) + seq % 10, next(numbers)
            yield {
                "id": number, "channel_id": pact, "seq": seq, "number": seq, "sender_id": sender, "client_id": f"{number:036d}",
                "sender_name": writer.person(), "sender_line": f"{branch}支部 书记", "text": writer.text(1 + seq % 2),
                "at": began + timedelta(minutes=seq), "audience": audience.partnership(pact), "unit_id": unit_of(sides[0]),
                "branch_id": sides[0],
            }  # fmt: skip


def readings(pacts: Pacts) -> Iterator[Row]:
    """Every secretary has read all but the last four messages."""
    for pact, sides in pacts:
        for branch in sides:
            seen = talk_of(pact) - 4
            yield {"user_id": secretary_of(branch), "channel_id": pact, "last_seq": seen, "count": seen}


def notifications(size: Size) -> Iterator[Row]:
    """One for everybody, forty for each of the first branch's people and the ten that follow them."""
    for user in range(1, size.people + 1):
        for number in range(40 if user <= 20 else 1):
            yield {
                "user_id": user, "key": f"deed:{number}", "kind": "activity", "topic": f"activity:{number + 1}",
                "template": "%(title)s 已经定下", "values": {"title": "联合主题党日"}, "url": f"/activities/{number + 1}",
                "audience": audience.user(user), "state": "unread" if number % 2 else "read", "is_new": bool(number % 2),
            }  # fmt: skip


def deeds(pacts: Pacts) -> Iterator[Row]:
    told = ("PartnershipProposed", "PartyInvited", "PartyAgreed", "PartyJoined", "PartyJoined", "PartnershipActivated")
    for pact, sides in pacts:
        for name in told:
            yield {
                "name": f"partnerships.{name}", "actor_id": secretary_of(sides[0]), "unit_id": unit_of(sides[0]),
                "subject_kind": "partnership", "subject_id": pact, "audience": audience.partnership(pact),
                "facts": {"partnership_id": pact, "branch_id": sides[-1]},
            }  # fmt: skip
