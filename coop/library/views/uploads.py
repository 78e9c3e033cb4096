"""Files as they arrive with a form: looked at, read, kept; what is kept already travels on as a signed word."""

from collections.abc import Iterable
from typing import BinaryIO, cast

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.datastructures import FileStorage

from coop.core.errors import FileRefused, Invalid
from coop.core.files.kinds import HEAD, confirm, kind_of
from coop.core.files.store import StoredBytes, shown_name
from coop.core.sentences import say
from coop.core.text.markdown import demand_size
from coop.core.web.access import current_scope
from coop.extensions import files
from coop.library.documents.reading import READABLE, Document, read_document
from coop.library.kinds import Brought


def read_source(file: FileStorage) -> tuple[Document, Brought]:
    """The text of a .txt, .md or .docx for the form, and its original, kept; refuses at the field ``source``."""
    try:
        document = read_document(file.filename or "", cast(BinaryIO, file.stream))
        demand_size(document.markdown, field="source")
        file.stream.seek(0)
        return document, Brought(files.put(cast(BinaryIO, file.stream)), shown_name(file.filename or ""))
    except FileRefused as refused:
        raise Invalid(refused.sentence, field="source") from refused


def take_files(uploaded: Iterable[FileStorage | str]) -> list[Brought]:
    """Every chosen file, kept, with the words found inside; one that cannot be taken stops all, at the field ``files``."""
    chosen = [file for file in uploaded if isinstance(file, FileStorage) and file.filename]
    try:
        return [_take(file, cast(BinaryIO, file.stream)) for file in chosen]
    except FileRefused as refused:
        raise Invalid(refused.sentence, field="files") from refused


def _take(file: FileStorage, stream: BinaryIO) -> Brought:
    name = shown_name(file.filename or "")
    kind = kind_of(name, stream.read(HEAD))
    confirm(kind, stream)
    text = read_document(name, _rewound(stream)).markdown if kind.extension in READABLE else ""
    return Brought(files.put(_rewound(stream)), name, text)


def _rewound(stream: BinaryIO) -> BinaryIO:
    stream.seek(0)
    return stream


def seal(brought: Brought) -> str:
    """A word that carries a kept file through a form; it opens for the person who brought the file and nobody else."""
    return _sealer().dumps([brought.stored.key, brought.stored.sha256, brought.stored.size, brought.name])


def unseal(words: Iterable[str]) -> list[Brought]:
    """The files behind such words; a forged or foreign one is refused (T-05)."""
    try:
        opened = [_sealer().loads(word) for word in words if word]
    except BadData as error:
        raise Invalid(say("附件已失效，请重新选择文件。"), field="files") from error
    return [Brought(StoredBytes(key, sha256, size), name) for key, sha256, size, name in opened]


def _sealer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt=f"library-file-{current_scope().user_id}")
