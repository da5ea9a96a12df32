"""File names as people read them, and as every file system takes them."""

from __future__ import annotations

import hashlib
import re

LONGEST = 180
"""Bytes of a name; with the endings that are put behind it, and those of a file being written, under 255."""

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")


def readable_name(name: str) -> str:
    """A file's name without control characters; one in GBK, as old archives leave it on disk, in its own words.

    >>> readable_name("意见.txt".encode("gbk").decode("utf-8", "surrogateescape"))
    '意见.txt'
    >>> readable_name("a\\x1b[31m\\n.txt")
    'a_[31m_.txt'
    """
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        try:
            name = name.encode("utf-8", "surrogateescape").decode("gb18030")
        except UnicodeError:
            name = name.encode("utf-8", "replace").decode("utf-8")
    return _CONTROL.sub("_", name)


def short_name(name: str) -> str:
    """A name cut to ``LONGEST`` bytes, with a digest of the whole, so that two long names stay two.

    >>> short_name("意见")
    '意见'
    >>> len(short_name("长" * 83).encode()) <= LONGEST, short_name("长" * 83) == short_name("长" * 84)
    (True, False)
    """
    content = name.encode("utf-8")
    if len(content) <= LONGEST:
        return name
    digest = hashlib.sha256(content).hexdigest()[:8]
    return content[: LONGEST - len(digest) - 1].decode("utf-8", "ignore") + "-" + digest
