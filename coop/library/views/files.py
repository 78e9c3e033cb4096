"""Downloads: asked at the gate each time, sent as a file and never as a page (F-05 to F-07)."""

import structlog
from flask import send_file
from werkzeug.wrappers import Response

from coop.core.errors import NotSignedIn, Refused
from coop.core.files.store import StoredBytesDamaged
from coop.core.sentences import say
from coop.core.web.access import current_scope, public, requires
from coop.extensions import files
from coop.library.models import Attachment
from coop.library.policy import Permission
from coop.library.queries.entries import get_attachment
from coop.library.queries.opened import find_opened_file
from coop.library.views.blueprint import library

log = structlog.get_logger()


class FileDamaged(Refused):
    status = 500
    sentence = say("这个文件在存储里已经损坏，请联系平台管理员从备份恢复。")


@library.get("/attachments/<int:id>")
@public
def download(id: int) -> Response:
    """For who is signed in the files of what they see, for everybody those of what is public."""
    return _download(id=id) if current_scope().user_id else _download_publicly(id)


def _download_publicly(attachment_id: int) -> Response:
    attachment = find_opened_file(attachment_id)
    if attachment is None:
        raise NotSignedIn
    return _sent(attachment)


@requires(Permission.ATTACHMENT_SEE, of=get_attachment)
def _download(attachment: Attachment) -> Response:
    return _sent(attachment)


def _sent(attachment: Attachment) -> Response:
    """The bytes as they were brought, whole or not at all, under the name their owner gave them."""
    try:
        stream = files.open(attachment.stored)
    except StoredBytesDamaged as damage:
        log.error("stored file is damaged", attachment=attachment.id, key=attachment.key)
        raise FileDamaged from damage
    response = send_file(
        stream, mimetype="application/octet-stream", as_attachment=True, download_name=attachment.name, etag=False
    )
    response.call_on_close(stream.close)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
