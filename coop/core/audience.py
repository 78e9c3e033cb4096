"""The one vocabulary of visibility: a short string that names a set of readers.

``unit:7`` everybody of a unit · ``branch:31`` everybody of a branch · ``officers:31`` its secretary, deputy and clerk ·
``partnership:3`` everybody of the joined parties · ``user:5`` one person · ``operators`` who run the platform ·
``network`` everybody signed in · ``public``.
"""

OPERATORS = "operators"
NETWORK = "network"
PUBLIC = "public"
KINDS = ("user", "officers", "branch", "partnership", "unit", OPERATORS, NETWORK, PUBLIC)


def unit(unit_id: int) -> str:
    return f"unit:{unit_id}"


def branch(branch_id: int) -> str:
    return f"branch:{branch_id}"


def officers(branch_id: int) -> str:
    return f"officers:{branch_id}"


def partnership(partnership_id: int) -> str:
    return f"partnership:{partnership_id}"


def user(user_id: int) -> str:
    return f"user:{user_id}"


def kind_of(audience: str) -> str:
    """The word before the colon; refuses what is not in the vocabulary."""
    kind = audience.partition(":")[0]
    if kind not in KINDS:
        raise ValueError(f"no such audience: {audience!r}")
    return kind


def id_of(audience: str) -> int | None:
    """The number behind the colon, or None for ``operators``, ``network`` and ``public``."""
    number = audience.partition(":")[2]
    return int(number) if number else None


def is_bounded(audience: str) -> bool:
    """Whether belonging to it says something: everybody belongs to the network and the public."""
    return audience not in (NETWORK, PUBLIC)
