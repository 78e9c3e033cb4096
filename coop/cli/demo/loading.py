"""Brings the demonstration into an empty house: all of it in one transaction, then what follows from it."""

import unicodedata
from collections.abc import Callable

from coop.cli.demo import chatter, news, pacts, plans, settling, shelf, signs
from coop.cli.demo.stage import Stage
from coop.cli.preparing import count_accounts
from coop.core import outbox
from coop.core.actions import transaction
from coop.core.errors import Conflict
from coop.core.scope import everything
from coop.core.sentences import say
from coop.extensions import security
from coop.settings import Settings

OCCUPIED = say("数据文件夹里已经有真实数据，不能载入演示数据。请另给一个空的 COOP_DATA_DIR。")
STEPS: tuple[Callable[[Stage], None], ...] = (
    settling.settle, pacts.pair_up, plans.plan, shelf.fill, chatter.talk, news.tell,
)  # fmt: skip
#: Whose desk shows what: the sheet names them in this order.
SHOWN = (
    "林秀英", "韩冬", "丁小满", "柯蕾", "陈立", "田润芝", "童心", "叶知秋", "孟庆海", "卢静", "江雨桐", "苏梅", "平台管理员",
)  # fmt: skip
ROLES = {"secretary": "书记", "deputy": "副书记", "clerk": "内勤", "committee": "委员", "member": "成员", "guest": "来宾"}


def load_demo(settings: Settings) -> None:
    """A house that has the demonstration keeps it; one with people of its own refuses."""
    if signs.are_kept(settings):
        return
    if count_accounts():
        raise Conflict(OCCUPIED)
    password = signs.password_for(settings)
    stage = Stage(password_hash=str(security.pwd_context.hash(unicodedata.normalize("NFKC", password))))
    with everything("loading the demonstration"), transaction():
        for step in STEPS:
            step(stage)
        people = [(stage.people[name].username or "", _role(stage, name)) for name in SHOWN]
    outbox.drain()
    with everything("loading the demonstration"), transaction():
        news.age(stage)
    signs.keep(settings, password, people)


def _role(stage: Stage, name: str) -> str:
    """北方机械 铸造车间支部 内勤 林秀英"""
    home = stage.homes.get(name)
    if home is None:
        return name
    role = next(role for (key, role), person in stage.roles.items()
                if person.name == name and stage.branches[key].id == home.id)  # fmt: skip
    extra = {"卢静": "、单位管理员", "江雨桐": "、单位管理员", "苏梅": "、单位管理员", "孟庆海": "、委员会"}.get(name, "")
    return f"{home.unit.label} {home.name} {ROLES[role]}{extra} {name}"
