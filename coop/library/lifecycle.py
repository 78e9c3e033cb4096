"""The way of an entry and of each of its versions; every deed asks here whether it may be done now."""

DRAFT, IN_REVIEW, RETURNED, PUBLISHED, FEATURED = "draft", "in_review", "returned", "published", "featured"
SUPERSEDED, WITHDRAWN = "superseded", "withdrawn"
WAITING, APPROVED = "waiting", "approved"

#: A version that may still be written on; a returned one stays as it was and is continued in a new version.
WRITABLE = frozenset({DRAFT})
#: States of an entry in which its chosen audiences see it.
LIVING = frozenset({PUBLISHED, FEATURED, SUPERSEDED})

#: deed → the states of the entry in which it may be done.
DEEDS = {
    "edit": {DRAFT, RETURNED, PUBLISHED, FEATURED, WITHDRAWN},
    "submit": {DRAFT, RETURNED, PUBLISHED, FEATURED, WITHDRAWN},
    "withdraw": {PUBLISHED, FEATURED, SUPERSEDED, IN_REVIEW, DRAFT, RETURNED},
    "feature": {PUBLISHED},
    "unfeature": {FEATURED},
    "supersede": {PUBLISHED, FEATURED},
    "share": {PUBLISHED, FEATURED},
}


def may(deed: str, state: str) -> bool:
    """Whether an entry in this state is ready for the deed."""
    return state in DEEDS[deed]


def after_submission(state: str) -> str:
    """What others see stays while a new version of it is under review."""
    return state if state in LIVING else IN_REVIEW


def after_return(state: str) -> str:
    return state if state in LIVING else RETURNED


def after_approval(state: str) -> str:
    """A featured entry keeps its honour through a new version."""
    return state if state in LIVING else PUBLISHED


def follows(version_states: list[str]) -> bool:
    """Whether a new version may begin: none before it is still a draft or under review."""
    return not {DRAFT, IN_REVIEW} & set(version_states)
