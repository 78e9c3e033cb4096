"""Discussion: whoever is called by name hears of it, and whoever's words were removed."""

from coop.core.events import Deed, on
from coop.core.sentences import say
from coop.discussion.events import MemberMentioned, MessageRemoved
from coop.notifications import queries
from coop.notifications.telling import tell


@on(MemberMentioned)
def mentioned(event: MemberMentioned, deed: Deed) -> None:
    sentence = say("%(person)s在讨论里提到了您", person=queries.person_name(deed.actor_id))
    tell([event.user_id], deed, sentence, f"/channels/{event.channel_id}?message={event.message_id}", kind="discussion")


@on(MessageRemoved)
def removed(event: MessageRemoved, deed: Deed) -> None:
    sentence = say("您的一条消息被移除，原因写在原处")
    tell([event.author_id], deed, sentence, f"/channels/{event.channel_id}", kind="discussion")
