"""What a partnership did together, whichever part of the house it was done in."""

from collections.abc import Iterable
from typing import Any

from coop.activities.queries import activities_of_partnership
from coop.core import audience
from coop.library.queries.entries import published_in
from coop.partnerships.models import Partnership
from coop.reports.story import Story, told

MOST = 100


def story_of(partnership: Partnership, deeds: Iterable[Any]) -> Story:
    """Activities and entries as far as the reader sees them, among the deeds on the partnership itself."""
    shared = published_in(audience.partnership(partnership.id))
    return told(partnership, activities_of_partnership(partnership.id, most=MOST), shared, deeds)
