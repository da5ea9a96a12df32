"""Pages by cursor: the key of the last row seen, so that rows that come or go meanwhile are neither skipped nor repeated."""

from __future__ import annotations

import base64
import binascii

from luoshi.api.entering import Denied
from luoshi.kernel.speech import Phrase

MOST = 200
_WRONG = Phrase("cursor 不是本接口给出的值。", "The cursor is none that this interface gave.")


def written(key: int) -> str:
    """A key as a cursor.

    >>> read(written(17))
    17
    """
    return base64.urlsafe_b64encode(f"v1:{key}".encode()).decode().rstrip("=")


def read(cursor: str) -> int:
    """The key in a cursor. Raises ``Denied`` (422)."""
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
    except (ValueError, binascii.Error):
        raise Denied(422, _WRONG) from None
    mark, _, number = text.partition(":")
    if mark != "v1" or not number.isdecimal() or len(number) > 18:
        raise Denied(422, _WRONG)
    return int(number)
