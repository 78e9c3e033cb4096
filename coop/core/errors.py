"""The ways in which a deed is refused; each carries a sentence for the person and a status for the wire."""

from coop.core.sentences import say


class Refused(Exception):
    """A deed was not done, and nothing changed. ``sentence`` is what the person reads."""

    status = 400
    sentence: str = say("请求无法处理。")

    def __init__(self, sentence: str | None = None, *, field: str | None = None) -> None:
        self.sentence = sentence or type(self).sentence
        self.field = field
        super().__init__(self.sentence)


class Invalid(Refused):
    """What was typed cannot stand; ``field`` names where the sentence belongs."""

    status = 422


class FileRefused(Invalid):
    """What somebody brought is not taken; the sentence tells them why in words that they can act on."""

    def __init__(self, sentence: str, *, field: str | None = "file") -> None:
        super().__init__(sentence, field=field)


class NotSignedIn(Refused):
    status = 401
    sentence: str = say("请先登录。")


class Forbidden(Refused):
    """The thing is known to the reader, the deed is not theirs."""

    status = 403
    sentence: str = say("您的角色不能办理这件事。")


class NotFound(Refused):
    """There is no such thing, or it was never shared with the reader: both answer alike."""

    status = 404
    sentence: str = say("没有找到您要的内容。")


class Conflict(Refused):
    """Somebody was quicker, or the state has moved on."""

    status = 409
    sentence: str = say("情况已经变化，请刷新后再看。")


class TooMany(Refused):
    status = 429
    sentence: str = say("操作太频繁，请稍后再试。")

    def __init__(self, sentence: str | None = None, *, retry_after: int = 60) -> None:
        super().__init__(sentence)
        self.retry_after = retry_after


class Busy(Refused):
    status = 503
    sentence: str = say("系统正忙，您的内容没有丢，请稍后再试。")


class NoScope(RuntimeError):
    """A query ran without anyone looking: a bug, never an empty list."""


class OutsideScope(RuntimeError):
    """A write reached for a row of somebody else: a bug in the deed, stopped at the flush."""
