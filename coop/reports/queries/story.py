"""What a partnership did together, whichever part of the house it was done in."""

from collections.abc import Iterable
from typing import Any

from coop.activities.queries import doings_of, figures_of
from coop.core import audience
from coop.library.queries.entries import published_in
from coop.partnerships.models import Partnership
from coop.reports.story import LONGEST, NEXT, Story, told


def story_of(partnership: Partnership, deeds: Iterable[Any]) -> Story:
    """Activities and entries as far as the reader sees them, among the deeds on the partnership itself."""
    doings = doings_of(partnership.id, coming=NEXT, over=LONGEST)
    shared = published_in(audience.partnership(partnership.id), most=LONGEST)
    return told(partnership, doings, figures_of(partnership.id), shared, deeds)
