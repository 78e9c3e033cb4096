"""Where a page may send the browser afterwards: a path of this very site, whatever the address asks for (W-04)."""

import unicodedata
from urllib.parse import unquote, urlsplit

LONGEST = 2000
HOME = "/"


def same_site(wanted: str | None, otherwise: str = HOME) -> str:
    """The wanted path with its query if it surely stays on this site, else ``otherwise`` (ASVS 3.7.2, CWE-601).

    Judged as it stands, as Unicode folds it and as often as somebody on the way might decode it; a browser reads
    backslashes as slashes, drops tabs and line ends, and takes two slashes in front for another host.
    """
    target = wanted or ""
    if len(target) > LONGEST or not _stays(target):
        return otherwise
    return target


def _stays(target: str) -> bool:
    form = target
    for _ in range(3):
        if not _is_plain_path(form) or not _is_plain_path(unicodedata.normalize("NFKC", form)):
            return False
        form = unquote(form)
    return form == unquote(form) and _is_plain_path(form)


def _is_plain_path(form: str) -> bool:
    path = form.partition("?")[0].partition("#")[0]
    if not path.startswith("/") or "//" in path or "\\" in form or ";" in path:
        return False
    if any(unicodedata.category(mark)[0] == "C" for mark in form) or any(mark.isspace() for mark in path):
        return False
    try:
        parts = urlsplit(form)
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc
