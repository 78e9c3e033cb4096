"""Forms as people fill them in, by address: what the proofs of foreign numbers and of smuggled fields start from.

A word in braces is the number of that thing; ``{me:ana}`` the number of a person.
"""

import re
from collections.abc import Mapping
from datetime import timedelta

from coop.core import clock
from tests.authz.house import House

DAY = clock.today() + timedelta(days=30)
LATER = DAY + timedelta(days=200)
Fields = Mapping[str, str | list[str]]

PLAN: Fields = {
    "title": "共同排查", "kind": "theme_day", "day": DAY.isoformat(), "starts": "14:00", "ends": "16:00", "place": "三号库",
    "shown_to": "hosts", "hosts": ["{port}"],
}  # fmt: skip
PROPOSAL: Fields = {
    "branch": "{third}", "invitees": ["{gate}"], "name": "三方互促", "aims": "一起查隐患", "domains": ["safety"],
    "starts_on": DAY.isoformat(), "ends_on": LATER.isoformat(), "step": "send",
    "answer_until": (clock.today() + timedelta(days=10)).isoformat(),
}  # fmt: skip
ENTRY: Fields = {
    "kind": "case", "title": "新经验", "body": "正文", "branch_id": "{third}", "audiences": ["branch:{third}"], "step": "save",
}

#: (address, things in it, by whom) → what they typed.
FORMS: dict[tuple[str, tuple[str, ...], str], Fields] = {
    ("POST /partnerships/new", (), "ana"): PROPOSAL,
    ("POST /parties/<int:id>/motions/<kind>", ("mine", "admit"), "ana"): {"invitee": "{gate}", "reason": "很合适"},
    ("POST /parties/<int:id>/liaisons", ("mine",), "ana"): {"liaison": "{me:ana}", "backup": "{me:ben}"},
    ("POST /parties/<int:id>/roster", ("mine",), "ana"): {"roster": "officers"},
    ("POST /parties/<int:id>/departure", ("mine",), "ana"): {"reason": "任务有变"},
    ("POST /parties/<int:id>/refusal", ("invited",), "chen"): {"reason": "今年满了"},
    ("POST /activities/new", ("?partnership=pact",), "ana"): PLAN,
    ("POST /activities/new", (), "ana"): {**PLAN, "hosts": []},
    ("POST /activities/<int:id>/expenses", ("joint",), "ana"): {"item": "场地", "branch": "{third}", "planned": "12"},
    ("POST /activities/<int:id>/guests/new", ("joint",), "ben"): {"guest_name": "魏宾", "guest_contact": "4321"},
    ("POST /activities/<int:id>/cancellation", ("joint",), "ana"): {"reason": "台风"},
    ("POST /channels/<int:id>/entries", ("hall",), "ana"): {
        "text": "大家好", "client_id": "6f1c1a52-7d2b-4c5e-9b7e-0c9f4f0d2a11", "mentions": "{me:chen}",
    },
    ("POST /channels/messages/<int:id>/edits", ("said",), "ben"): {"text": "改过的话"},
    ("POST /library/new", (), "ana"): ENTRY,
    ("POST /library/<int:id>/edit", ("draft",), "ana"): ENTRY,
    ("POST /library/<int:id>/reviews/new", ("draft",), "ana"): {"reviewer_id": "{me:eve}"},
    ("POST /library/<int:id>/audiences", ("common",), "ana"): {"audiences": ["branch:{third}"]},
    ("POST /library/<int:id>/successor", ("common",), "ana"): {"successor_id": "{lore}"},
    ("POST /library/<int:id>/withdrawal", ("common",), "ana"): {"reason": "过时了"},
    ("POST /reviews/<int:id>/return", ("review",), "eve"): {"reason": "请补充数据"},
    ("POST /reviews/<int:id>/remarks", ("review",), "eve"): {"text": "数据从哪来"},
    ("POST /units/<int:id>/branches/new", ("north",), "nora"): {
        "name": "第九支部", "kind": "branch", "parent_id": "{third}",
    },
    ("POST /units/<int:id>/edit", ("north",), "nora"): {"short_name": "北机", "district": "滨海", "about": "造机械"},
    ("POST /units/<int:id>/roles", ("north",), "nora"): {"name": "常委", "phone": "13911112222", "role": "committee"},
    ("POST /units/<int:id>/roles/end", ("north",), "nora"): {"role_id": "{role}"},
    ("POST /units/<int:id>/slips", ("north",), "nora"): {"membership_id": ["{asked}"], "branch_id": "{third}"},
    ("POST /branches/<int:id>/slips", ("third",), "ana"): {"membership_id": ["{asked}"]},
    ("POST /branches/<int:id>/place", ("second",), "nora"): {"parent_id": "{third}"},
    ("POST /branches/<int:id>/edit", ("third",), "ana"): {"strengths": "讲师两名", "seen_by": "network", "liaison_role": "clerk"},
    ("POST /branches/<int:id>/people/new", ("third",), "ana"): {"name": "新来", "phone": "13911113333", "role": "member"},
    ("POST /memberships/<int:id>/end", ("seat",), "ana"): {"reason": "调离"},
    ("POST /memberships/<int:id>/office", ("seat",), "ana"): {"role": "clerk", "reason": "接任内勤"},
    ("POST /me/profile", (), "ana"): {"name": "安娜娜", "phone_reach": "private", "email_reach": "private"},
    ("POST /preferences", (), "ana"): {"locale": "en"},
}


def filled(house: House, fields: Fields) -> dict[str, str | list[str]]:
    """The same with numbers for words."""
    return {
        name: [_number(house, one) for one in value] if isinstance(value, list) else _number(house, value)
        for name, value in fields.items()
    }


def _number(house: House, value: str) -> str:
    return re.sub(r"\{(me:)?(\w+)\}", lambda found: _one(house, found[1], found[2]), value)


def _one(house: House, is_person: str | None, word: str) -> str:
    return str(house.world.people[word].id) if is_person else house.number(word)
