"""The same form sent twice is one deed: the second answer is the first one's address."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from uuid import uuid4

from flask import make_response, request
from sqlalchemy import select
from werkzeug.wrappers import Response

from coop.core.actions import transaction
from coop.core.database import stand_in_line
from coop.core.sent import Once
from coop.core.web.access import current_scope
from coop.core.web.replies import redirect_to
from coop.extensions import db

FIELD = "once"
View = TypeVar("View", bound=Callable[..., Any])


class _NotDone(Exception):
    """Carries a page that is no redirect out of the transaction, which then undoes everything."""

    def __init__(self, response: Response) -> None:
        self.response = response


def once_key() -> str:
    """A fresh key for a form's hidden field; a form shown again keeps the key that it came with."""
    return request.form.get(FIELD) or uuid4().hex


def once(view: View) -> View:
    """Carry out a POST at most once per key and person. Only a redirect counts as done; any other answer undoes all."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        key = request.form.get(FIELD, "")[:64]
        if request.method != "POST" or not key:
            return view(*args, **kwargs)
        try:
            return _carry_out(key, lambda: make_response(view(*args, **kwargs)))
        except _NotDone as page:
            return page.response

    return guarded  # type: ignore[return-value]


def _carry_out(key: str, run: Callable[[], Response]) -> Response:
    user_id = current_scope().user_id
    with transaction():
        stand_in_line(db.session(), f"once:{user_id}:{key}")
        earlier = db.session().scalar(select(Once.location).where(Once.key == key, Once.user_id == user_id))
        if earlier:
            return redirect_to(earlier)
        response = run()
        location = response.headers.get("HX-Redirect") or response.headers.get("Location")
        if not location:
            raise _NotDone(response)
        db.session().add(Once(key=key, user_id=user_id, location=location))
        return response
