"""Coming in by a personal link or code: an invited person sets a first password, one who forgot sets a new one."""

from dataclasses import dataclass

from coop.accounts import queries
from coop.accounts.actions import accept_invitation, count_attempt, forgive, know_device, refuse_link, use_reset
from coop.accounts.doorway import too_often
from coop.accounts.models import ACTIVE, INVITATION, INVITED, PersonalLink, User
from coop.accounts.passwords import hashing, strength
from coop.accounts.passwords.context import words_about
from coop.accounts.slips import code_digest, token_digest
from coop.accounts.trials import Browser, Trial
from coop.core.clock import now
from coop.core.errors import Invalid
from coop.core.scope import Scope
from coop.core.sentences import say

SPENT = say("这个链接或登录码不对、已经用过或者过期了。请核对一遍，或向发给您的人再要一个。")


@dataclass(frozen=True, slots=True)
class Key:
    """What somebody holds: the secret of a link, or a code that they typed, and from where."""

    secret: str
    address: str | None
    is_code: bool = False

    @property
    def digest(self) -> str:
        return code_digest(self.secret) if self.is_code else token_digest(self.secret)

    @property
    def trial(self) -> Trial:
        """Nobody is named by a key: tries count by address, and one right key clears the mistakes made there."""
        return Trial("", self.address, door="link")


def find_open(key: Key) -> PersonalLink | None:
    """The link that the key still opens: unused, in time, and bound to the name that its person had when it was issued."""
    link = queries.find_link(key.digest)
    return link if link and _is_open(link) else None


def show(key: Key, *, by: Scope) -> PersonalLink:
    """The link behind a key; each wrong one counts, and five in a quarter of an hour shut this entrance."""
    waiting = count_attempt(key.trial, by=by)
    if waiting.is_shut:
        raise too_often(waiting)
    link = find_open(key)
    if link is None:
        refuse_link(queries.find_link(key.digest), by=by)
        raise Invalid(SPENT, field="code")
    forgive(key.trial, by=by)
    return link


def enter(key: Key, password: str, browser: Browser, *, by: Scope) -> User:
    """The person behind the key, in from now on with this password; a password too weak leaves the key unused."""
    link = show(key, by=by)
    strength.demand(password, words_about(link.user))
    spend = accept_invitation if link.kind == INVITATION else use_reset
    user = spend(link, password_hash=hashing.keep(password), by=by)
    know_device(user, browser=browser, by=by)
    return user


def _is_open(link: PersonalLink) -> bool:
    awaited = INVITED if link.kind == INVITATION else ACTIVE
    is_bound = link.address == link.user.sign_in_name
    return link.used_at is None and link.ends_at > now() and link.user.state == awaited and is_bound
