"""One try at the door: whose name was given, from where, on which device; and how the door answers."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from coop.accounts.lockout import neighbourhood


@dataclass(frozen=True, slots=True)
class Trial:
    """``about`` names an account or a name that nobody has; the two are counted alike (A-04). Each door counts for itself."""

    about: str
    address: str | None
    device_id: int | None = None
    door: str = "sign-in"

    @property
    def keys(self) -> tuple[str, ...]:
        """What is counted: a device that the account knows counts for itself, so that nobody else can shut it out."""
        if self.device_id:
            return (f"{self.door}:device:{self.device_id}",)
        return (self.account, self.place) if self.about else (self.place,)

    @property
    def account(self) -> str:
        return f"{self.door}:{self.about}"

    @property
    def place(self) -> str:
        return f"{self.door}:address:{neighbourhood(self.address)}"


@dataclass(frozen=True, slots=True)
class Browser:
    """The digest of the number that a browser keeps for us, and what people call such a browser."""

    number: str
    name: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """Until when the door stays shut: for this visitor, who may be told, or for the account, which nobody is told."""

    visitor_until: datetime | None = None
    account_until: datetime | None = None

    @property
    def is_shut(self) -> bool:
        return bool(self.visitor_until or self.account_until)


def about_user(user_id: int) -> str:
    return f"user:{user_id}"


def about_name(name: str) -> str:
    """A name that no account goes by; only its digest is kept, as people type passwords into the wrong field."""
    return f"name:{digest(name)[:40]}"


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
