"""Who is asking: turns the found sign-in into Flask-Login's user and into the scope that everything is asked under."""

from flask import Flask, g, request

from coop.accounts.models import User
from coop.accounts.queries import SignIn
from coop.core.events import Origin, origins
from coop.core.scope import ANONYMOUS, Scope, look_as, scope_of
from coop.extensions import db, security

MOST_KEPT = 5000
kept: dict[int, tuple[int, Scope]] = {}


def init_app(app: Flask) -> None:
    """Nothing here asks Flask-Principal, which Flask-Security brings along: it need not build an identity per request."""
    security.login_manager.user_loader(load_user)
    app.before_request_funcs[None].remove(security.principal._on_before_request)
    app.before_request(identify)
    app.teardown_request(forget)


def identify() -> None:
    """Set ``g.scope``, look through it, and write down where this request's deeds come from."""
    if "database_away" in g:
        g.sign_in, g.scope = None, ANONYMOUS
        raise g.database_away
    found: SignIn | None = g.get("sign_in")
    g.scope = scope_for(found.user, found.epoch) if found else ANONYMOUS
    look_as(db.session(), g.scope)
    if found:
        # Flask-Login would find the same person by a longer way, with a hash over the browser's name.
        g._login_user = found.user
    origins.set(
        Origin(
            user_id=g.scope.user_id,
            address=request.remote_addr,
            session_mark=found.session.token_hash[:16] if found else None,
            request_id=g.get("request_id"),
        )
    )


def forget(_: BaseException | None) -> None:
    """What this thread does next comes from somewhere else."""
    origins.set(None)


def load_user(uniquifier: str) -> User | None:
    found: SignIn | None = g.get("sign_in")
    return found.user if found and found.user.fs_uniquifier == uniquifier else None


def scope_for(user: User, epoch: int) -> Scope:
    """The person's scope, computed anew only when somebody's belonging changed since it was kept."""
    hit = kept.get(user.id)
    if hit and hit[0] == epoch and hit[1].is_operator == user.is_operator:
        return hit[1]
    if len(kept) >= MOST_KEPT:
        kept.clear()
    scope = scope_of(user.id, is_operator=user.is_operator)
    kept[user.id] = (epoch, scope)
    return scope
