"""The pages of the discussion, and the address that every client falls back on."""

from typing import Any

from flask import Blueprint, jsonify, render_template, request, url_for
from werkzeug.wrappers import Response

from coop.core.clock import local
from coop.core.errors import NotFound
from coop.core.realtime.presence import demand_allowance
from coop.core.web.access import current_scope, may, requires, signed_in
from coop.core.web.replies import redirect_to
from coop.discussion import actions, queries
from coop.discussion.catching_up import catch_up
from coop.discussion.log import Line, lay_out
from coop.discussion.models import Channel, Message
from coop.discussion.policy import Permission
from coop.discussion.wire_form import as_entries
from coop.discussion.wording import LONGEST

PAGE = 50
MOST_ON_A_PAGE = 200
bp = Blueprint("discussion", __name__, url_prefix="/channels")


@bp.get("")
@signed_in
def index() -> str:
    """Whatever the reader takes part in, what moved last first."""
    scope = current_scope()
    waiting = queries.subjects_without_channel(scope)
    return render_template("discussion/index.html", listed=queries.my_channels(scope), waiting=waiting)


@bp.get("/part")
@signed_in
def part() -> str:
    """A partnership's or an activity's channel on their pages, or the way to open it; nothing for who has no say there."""
    kind = "activity" if "activity" in request.args else "partnership"
    number = request.args.get(kind, type=int) or 0
    subject = queries.get_subject(kind, number)
    if subject.audience not in current_scope().audiences:
        return ""
    channel = queries.find_channel_about(kind, number)
    shown = queries.latest(channel, limit=8 if kind == "partnership" else 4) if channel else []
    return render_template("discussion/_part.html", subject=subject, channel=channel, lines=lines_of(shown, None))


@bp.get("/about/<kind>/<int:number>")
@signed_in
def about(kind: str, number: int) -> Response:
    """The first visit opens the channel; it is the same for whoever comes first."""
    channel = actions.open_channel(queries.get_subject(kind, number), by=current_scope())
    return redirect_to(url_for(".show", id=channel.id))


@bp.get("/<int:id>")
@requires(Permission.CHANNEL_SEE, of=queries.get_channel)
def show(channel: Channel) -> str:
    """The last words and a little before the first new ones; useful before any script has run."""
    scope = current_scope()
    reading = queries.find_reading(channel, scope.user_id)
    read = reading.last_seq if reading else None
    unread = channel.message_count - (reading.count if reading else channel.message_count)
    rows = queries.latest(channel, limit=min(max(PAGE, unread + 10), MOST_ON_A_PAGE))
    return render_template(
        "discussion/show.html",
        channel=channel,
        lines=lines_of(rows, read),
        parties=queries.parties_of(channel),
        read=read or 0,
        is_first=not rows or rows[0].number <= 1,
        can_post=channel.is_open and may(Permission.MESSAGE_POST, channel),
        longest=LONGEST,
        officer_of=" ".join(str(post.branch_id) for post in scope.posts if scope.is_officer(post.branch_id)),
    )


def lines_of(rows: Any, read: int | None) -> list[Line]:
    return lay_out(rows, read=read, me=current_scope().user_id or 0, day_of=lambda at: local(at).date())


@bp.get("/<int:id>/entries")
@requires(Permission.CHANNEL_SEE, of=queries.get_channel)
def entries(channel: Channel) -> Response:
    """``after=`` fills a gap and is polled where no socket gets through; ``before=`` reads back."""
    before = request.args.get("before", type=int)
    if before is not None:
        rows = queries.messages_before(channel, before, limit=PAGE)
        return jsonify(entries=as_entries(rows), more=bool(rows) and rows[0].number > 1, head=channel.last_seq)
    return jsonify(catch_up(channel, max(0, request.args.get("after", 0, type=int))))


@bp.get("/<int:id>/people")
@requires(Permission.CHANNEL_SEE, of=queries.get_channel)
def people(channel: Channel) -> Response:
    """Whom one may call by name here."""
    names = queries.people_to_mention(channel)
    return jsonify(people=[{"id": number, "name": name} for number, name in names.items()])


@bp.post("/<int:id>/entries")
@requires(Permission.CHANNEL_SEE, of=queries.get_channel)
def create(channel: Channel) -> Response:
    """The same deed as over the socket, as often, for where none gets through and where no script runs."""
    demand_allowance(current_scope().user_id or 0, "post")
    mentions = [int(number) for number in request.form.get("mentions", "").split(",") if number.isdecimal()][:50]
    client_id, text = request.form.get("client_id", ""), request.form.get("text", "")
    entry = actions.post_message(channel, text=text, client_id=client_id, mentions=mentions, by=current_scope())
    return answer(entry)


@bp.post("/<int:id>/reading")
@requires(Permission.CHANNEL_SEE, of=queries.get_channel)
def read(channel: Channel) -> Response:
    """``seq`` has been seen, or with ``unread`` is to count as new again; ``total`` is for pages no hint has reached yet."""
    mark, scope = actions.mark_unread if request.form.get("unread") else actions.mark_read, current_scope()
    seq = mark(channel, seq=request.form.get("seq", 0, type=int), by=scope)
    return answer({"channel": channel.id, "seq": seq, "total": queries.unread_total(scope)})


@bp.post("/messages/<int:id>/edits")
@requires(Permission.MESSAGE_CHANGE, of=queries.get_message)
def edit(message: Message) -> Response:
    return answer(actions.edit_message(message, text=request.form.get("text", ""), by=current_scope()))


@bp.post("/messages/<int:id>/recalls")
@requires(Permission.MESSAGE_CHANGE, of=queries.get_message)
def recall(message: Message) -> Response:
    return answer(actions.recall_message(message, by=current_scope()))


@bp.post("/messages/<int:id>/removals")
@requires(Permission.MESSAGE_REMOVE, of=queries.get_message)
def remove(message: Message) -> Response:
    return answer(actions.remove_message(message, reason=request.form.get("reason", ""), by=current_scope()))


def answer(entry: dict[str, Any]) -> Response:
    """A script gets the entry, a person without scripts the channel again."""
    if request.accept_mimetypes.best == "application/json":
        return jsonify({"ok": True} | entry)
    if "channel" not in entry:
        raise NotFound
    return redirect_to(url_for(".show", id=entry["channel"]))
