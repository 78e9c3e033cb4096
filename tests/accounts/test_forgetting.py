"""What is over leaves the database by itself: whoever comes to the door next sweeps it out."""

from datetime import timedelta
from uuid import uuid4

from flask import Flask
from sqlalchemy import select

from coop.accounts.models import ABSOLUTE, WebSession
from coop.core.clock import now
from coop.core.scope import everything
from coop.core.sent import Once
from coop.extensions import db
from tests import factories as make
from tests.cast import Cast


def test_sessions_past_their_end_and_forms_sent_long_ago_go_with_the_next_try(app: Flask, cast: Cast, enter):
    at, long_ago = now(), now() - ABSOLUTE - timedelta(minutes=1)
    with everything("test", quiet=True):
        for mark, end, sent in (("old", at - timedelta(seconds=1), long_ago), ("new", at + ABSOLUTE, at - timedelta(days=13))):
            make.add(WebSession(token_hash=f"{mark}{uuid4().hex}", user_id=cast.ben.id, ends_at=end, device=mark))
            make.add(Once(key=mark, user_id=cast.ben.id, location="/", at=sent))
            make.add(Once(key=mark, user_id=None, location="/apply", at=sent))
        make.save()
    enter(app.test_client(), "nobody", "wrong")
    with everything("test", quiet=True):
        assert db.session().scalars(select(WebSession.device).distinct()).all() == ["new"]
        assert db.session().scalars(select(Once.key)).all() == ["new", "new"]
