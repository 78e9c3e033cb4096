"""What is handed to a person once: a link for the phone's camera and a short code for typing. Both lead to the same door."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from coop.accounts.models import INVITATION, User
from coop.accounts.trials import digest

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's alphabet: no I, L, O, U to misread
CODE_LENGTH = 12  # 60 bits: out of reach where five tries a quarter of an hour are heard
GROUP = 4
MISREAD = str.maketrans("ILO", "110")


@dataclass(frozen=True, slots=True)
class Slip:
    """The only moment at which link and code are known; the database keeps digests."""

    user: User
    kind: str
    token: str
    code: str
    ends_at: datetime

    @property
    def path(self) -> str:
        """Where the link leads on this site; the page that shows it adds the address in front."""
        return f"/{'join' if self.kind == INVITATION else 'reset'}/{self.token}"

    @property
    def typed(self) -> str:
        """7K3M-Q9T2-XW4B: in groups, as one copies it from paper."""
        return "-".join(self.code[start : start + GROUP] for start in range(0, CODE_LENGTH, GROUP))


def draw(user: User, kind: str, ends_at: datetime) -> Slip:
    """256 random bits for the link, 60 for the code."""
    code = "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))
    return Slip(user, kind, secrets.token_urlsafe(32), code, ends_at)


def token_digest(token: str) -> str:
    return digest(f"link:{token}")


def code_digest(typed: str) -> str:
    """The digest of a code however it was typed: small letters, gaps, O for 0, I for 1."""
    code = "".join(mark for mark in typed.upper().translate(MISREAD) if mark in LETTERS)
    return digest(f"code:{code[: CODE_LENGTH + 1]}")
