"""How deeds on an activity end: with a word of what became true, or first with the page that asks why."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import flash, render_template, url_for

from coop.activities.forms import ReasonForm
from coop.activities.models import Activity
from coop.core.web.replies import redirect_to


def done(activity: Activity, said: str, *, to: str = ".show", anchor: str | None = None) -> Any:
    """Say so, and show the activity, or the page of it that ``to`` names."""
    flash(said, "good")
    return redirect_to(url_for(to, id=activity.id, _anchor=anchor))


@dataclass(frozen=True, slots=True)
class Words:
    """What the page is called, what stands on its button, what will happen, and what is said once it has."""

    title: str
    button: str
    note: str
    said: str


def ask_reason(activity: Activity, deed: Callable[[str], object], words: Words, *, to: str = ".show") -> Any:
    """Somebody else has to live with this deed: the page says what will happen and asks why; with an answer it is done."""
    form = ReasonForm()
    if form.submitted():
        deed(form.reason.data or "")
        return done(activity, words.said, to=to)
    page = render_template("activities/reason.html", form=form, activity=activity, words=words)
    return page, 422 if form.is_submitted() else 200
