"""What somebody types into the library's form, and the files they choose."""

import io
from typing import Any

from tests.cast import Cast
from tests.library.writing import number_of


def typed(cast: Cast, **changes: Any) -> dict[str, Any]:
    """The form as a secretary fills it in, without a token: the suite's settings ask for none."""
    given = {
        "title": "一张清单管到底", "kind": "case", "body": "隐患当天上墙。", "audiences": f"branch:{number_of(cast.third)}",
        "branch_id": number_of(cast.third), "step": "save",
    }  # fmt: skip
    return given | changes


def file(name: str, content: bytes | str) -> tuple[io.BytesIO, str]:
    return io.BytesIO(content.encode() if isinstance(content, str) else content), name
