"""Channels by their numbers: a channel of the cast's partnership and one of Dara's that could leak."""

import pytest
from sqlalchemy import inspect

from coop.core.scope import entering, everything
from coop.discussion import queries
from coop.discussion.actions import open_channel
from tests.cast import Cast
from tests.live import live

__all__ = ["live"]


@pytest.fixture
def pact_channel(cast: Cast) -> int:
    """Where Ana's and Chen's branches talk."""
    return open_channel_about(cast.ana.scope, "partnership", cast.pact)


@pytest.fixture
def third_channel(cast: Cast) -> int:
    """Where 第三支部 talks among itself."""
    return open_channel_about(cast.ana.scope, "branch", cast.third)


@pytest.fixture
def east_channel(cast: Cast) -> int:
    """Dara's own, of which nobody else may hear."""
    return open_channel_about(cast.dara.scope, "branch", cast.gate)


def open_channel_about(scope, kind: str, about) -> int:
    """``about`` is a row of the cast, whose number is known even where nobody is looking."""
    with everything("opening a channel for a test", quiet=True):
        subject = queries.get_subject(kind, inspect(about).identity[0])
    channel = open_channel(subject, by=scope)
    with entering(scope):
        return channel.id
