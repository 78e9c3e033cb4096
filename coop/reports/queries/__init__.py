"""What the desk and the timeline of a partnership are read from."""

from coop.reports.queries.desk import Desk, desk_of, figures_of
from coop.reports.queries.story import story_of

__all__ = ["Desk", "desk_of", "figures_of", "story_of"]
