"""How a page is asked for: every view says who may open it, loads its subject under the reader's scope and asks the gate."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import g

from coop.core import authz
from coop.core.authz import Permission
from coop.core.errors import NotSignedIn
from coop.core.scope import ANONYMOUS, Scope

View = TypeVar("View", bound=Callable[..., Any])


def current_scope() -> Scope:
    """Who is looking in this request; nobody in particular before sign-in."""
    return g.get("scope", ANONYMOUS)


def public(view: View) -> View:
    """Anybody may open it, signed in or not. A test prints the whole list of these."""
    view.access = "public"  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Anybody with an account may open it: the page shows only what is theirs."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if current_scope().user_id is None:
            raise NotSignedIn
        return view(*args, **kwargs)

    guarded.access = "signed_in"  # type: ignore[attr-defined]
    return guarded  # type: ignore[return-value]


def requires(
    permission: Permission, *, of: Callable[[int], Any] | None = None
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Ask the gate before the view runs; with ``of`` the address's ``id`` becomes the loaded subject, or 404.

    ``@requires(Permission.PARTNERSHIP_SEE, of=get_partnership) def show(partnership)``
    """

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            scope = current_scope()
            if scope.user_id is None:
                raise NotSignedIn
            if of is None:
                authz.demand(permission, None, scope)
                return view(*args, **kwargs)
            subject = of(kwargs.pop("id"))
            authz.demand(permission, subject, scope)
            return view(subject, *args, **kwargs)

        guarded.access = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def may(permission: Permission, subject: Any = None) -> bool:
    return authz.permits(permission, subject, current_scope())
