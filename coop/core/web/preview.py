"""以对方身份查看 (Z17): a page as an ordinary member of a partner's branch finds it, and never more than one's own eyes see."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, g, request

from coop.core import audience
from coop.core.errors import NotFound
from coop.core.scope import Grants, Post, Scope, everything, look_as, sources
from coop.core.web.access import current_scope
from coop.extensions import db

NOBODY_IN_PARTICULAR = 0
FIELD = "as"
namers: list[Callable[[int], tuple[int, str] | None]] = []


@dataclass(frozen=True, slots=True)
class Preview:
    """Through whose eyes the page is shown: ``word`` is the address's ``branch:7``, ``label`` the branch's name."""

    word: str
    label: str


def init_app(app: Flask) -> None:
    app.before_request(put_on)
    app.jinja_env.globals.update(preview=lambda: g.get("preview"))


def named_by(namer: Callable[[int], tuple[int, str] | None]) -> Callable[[int], tuple[int, str] | None]:
    """Let a slice say which unit a branch belongs to and what it is called, under the reader's own scope."""
    namers[:] = [namer]
    return namer


def put_on() -> None:
    """Swap the scope of a GET that says ``?as=branch:7``. Whoever shares no partnership with that branch finds nothing."""
    word = request.args.get(FIELD, "")
    if request.method != "GET" or not word or not namers:
        return
    viewer = current_scope()
    kind, _, number = word.partition(":")
    found = namers[0](int(number)) if kind == "branch" and number.isdecimal() and len(number) < 10 else None
    if found is None or not may_preview(viewer):
        raise NotFound
    scope = seen_through(viewer, int(number), found[0])
    if not any(audience.kind_of(name) == "partnership" for name in scope.audiences):
        raise NotFound
    g.scope, g.preview = scope, Preview(word, found[1])
    look_as(db.session(), scope)


def may_preview(viewer: Scope) -> bool:
    """Officers share things, so they may look how it looks; so may a unit's committee."""
    officers = any(viewer.is_officer(post.branch_id) for post in viewer.posts)
    return officers or any(role == "committee" for _, role in viewer.unit_roles)


def seen_through(viewer: Scope, branch_id: int, unit_id: int) -> Scope:
    """What a plain member of that branch and the viewer both see: the intersection, with no post and no person.

    Without posts no page offers a deed and no rule about one's own branch opens a field that the viewer cannot open."""
    grants = Grants(audiences={audience.PUBLIC, audience.NETWORK, audience.unit(unit_id), audience.branch(branch_id)})
    grants.posts.append(Post(branch_id, unit_id, "member"))
    with everything("computing what a partner's member sees", quiet=True):
        for source in sources:
            source(NOBODY_IN_PARTICULAR, grants)
    return Scope(user_id=NOBODY_IN_PARTICULAR, audiences=viewer.audiences & frozenset(grants.audiences))
