"""The story that must run: from an empty folder to branches that talk, meet and find what the others know."""

from collections.abc import Callable
from pathlib import Path

from tests.browser.story import house, pairing, shelf, stranger, talk, theme_day
from tests.browser.story.stage import Story
from tests.browser.visitor import Visitor
from tests.servers.application import Served

CHAPTERS = (house.tell, pairing.tell, theme_day.tell, talk.tell, shelf.tell, stranger.tell)


def test_the_story_runs(serve: Callable[..., Served], visit: Callable[..., Visitor], tmp_path: Path):
    story = Story(serve(), visit, tmp_path)
    for tell in CHAPTERS:
        tell(story)
    for name, visitor in story.people.items():
        assert not visitor.foreign, name
    print(f"story: {story.steps} steps passed")
