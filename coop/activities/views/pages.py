"""One activity: its page, its history, its entry for a calendar."""

from dataclasses import dataclass
from uuid import UUID

from flask import Response, current_app, render_template, url_for

from coop.activities import lifecycle
from coop.activities.forms.labels import DEEDS
from coop.activities.ics import Entry, calendar_of
from coop.activities.models import Activity, Host, Registration
from coop.activities.policy import Permission, is_host_member, is_writable
from coop.activities.queries.activities import deeds_on, duties_of, get_activity, places_of
from coop.activities.queries.names import names_of
from coop.activities.views.blueprint import bp
from coop.core import authz
from coop.core.clock import now
from coop.core.scope import Scope
from coop.core.web.access import current_scope, requires
from coop.partnerships.models import Partnership

CALENDAR = "text/calendar; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Hands:
    """A duty as the page says it: how many it asks for, whose they are, and whether the reader's are among them."""

    kind: str
    cap: int
    people: list[str]
    is_mine: bool

    @property
    def is_short(self) -> bool:
        return len(self.people) < self.cap


@bp.get("/activities/<int:id>")
@requires(Permission.ACTIVITY_SEE, of=get_activity)
def show(activity: Activity) -> str:
    """Title and state, who can see it, hosts, one primary deed, agenda, registration, duties, history."""
    scope = current_scope()
    own, guests = (None, []) if activity.is_planned else places_of(activity.id, scope.user_id)
    may_manage = authz.permits(Permission.ACTIVITY_MANAGE, activity, scope)
    may_come, is_open = is_host_member(scope, activity), _is_open(activity)
    return render_template(
        "activities/show.html", activity=activity, own=own, guests=guests, may_manage=may_manage, may_come=may_come,
        is_open=is_open, asked=_asked(activity, scope), queues=_queues(activity, scope), lifecycle=lifecycle,
        primary=_primary(activity, own, may_manage=may_manage, may_register=may_come and is_open),
        duties=_duties(activity, scope.user_id), has_begun=activity.has_begun, talk_url=_talk_url(activity),
        partnership=_partnership_of(activity, scope),
    )  # fmt: skip


def _partnership_of(activity: Activity, scope: Scope) -> Partnership | None:
    """Where it was agreed, for whoever belongs there: an activity may be shown to more, and to hosts that have left since."""
    found = activity.partnership
    return found if found and found.audience in scope.audiences else None


@bp.get("/activities/<int:id>/history")
@requires(Permission.ACTIVITY_SEE, of=get_activity)
def history(activity: Activity) -> str:
    """What happened to it, as a part of its page that loads when somebody gets there."""
    # What only the house does to itself, as coming due of a reminder, has no word and is nobody's news.
    deeds = [deed for deed in deeds_on(activity.id) if deed.name.rpartition(".")[2] in DEEDS]
    return render_template("activities/_history.html", deeds=deeds, names=names_of(deed.actor_id for deed in deeds))


@bp.get("/activities/<int:id>.ics")
@requires(Permission.ACTIVITY_SEE, of=get_activity)
def entry(activity: Activity) -> Response:
    """The one activity for a calendar program."""
    body = calendar_of([entry_of(activity)], name=activity.title)
    disposition = f"attachment; filename=activity-{activity.id}.ics"
    return Response(body, content_type=CALENDAR, headers={"Content-Disposition": disposition})


def entry_of(activity: Activity) -> Entry:
    return Entry(
        uid=str(UUID(activity.uid)), sequence=activity.sequence, title=activity.title, starts_at=activity.starts_at,
        ends_at=activity.ends_at, changed_at=activity.changed_at, state=activity.state, place=activity.place,
        about=activity.about, url=url_for("activities.show", id=activity.id, _external=True),
    )  # fmt: skip


def _talk_url(activity: Activity) -> str | None:
    """Where people talk about it; that place stands to the right of this slice and may not be there."""
    if activity.is_planned or "discussion.about" not in current_app.view_functions:
        return None
    return url_for("discussion.about", kind="activity", number=activity.id)


def _asked(activity: Activity, scope: Scope) -> list[Host]:
    """The hosts for which the reader may answer a proposal that stands now."""
    if activity.state != lifecycle.PROPOSED or not is_writable(scope, activity):
        return []
    return [
        host for host in activity.hosts if host.is_invited and scope.has_role(host.branch_id, "secretary", "deputy")
    ]


def _queues(activity: Activity, scope: Scope) -> bool:
    """Whether the seats of the reader's own branch are taken, so that who registers now waits for one."""
    own = next((host for host in activity.active_hosts if host.branch_id in scope.own_branch_ids), None)
    return own is not None and own.quota is not None and own.registered >= own.quota


def _is_open(activity: Activity) -> bool:
    """Whether one may register at this moment."""
    return activity.is_scheduled and activity.is_writable and activity.closes_at > now()


def _primary(activity: Activity, own: Registration | None, *, may_manage: bool, may_register: bool) -> str:
    """The one deed that the page offers first; empty where there is none."""
    if may_manage and activity.state == lifecycle.DRAFT:
        return "propose"
    if may_manage and activity.state == lifecycle.POSTPONED:
        return "move"
    if may_manage and activity.is_scheduled and activity.ends_at <= now():
        return "hold"
    if may_register and (own is None or not own.counts):
        return "register"
    return ""


def _duties(activity: Activity, user_id: int | None) -> list[Hands]:
    """Each duty that is asked for, with those who have taken it on."""
    taken = duties_of(activity.id) if activity.duties else []
    by_kind = {kind: [duty for duty in taken if duty.kind == kind] for kind in activity.duties}
    return [
        Hands(kind, activity.duties[kind], [duty.name for duty in on_it], any(duty.user_id == user_id for duty in on_it))
        for kind, on_it in by_kind.items()
    ]
