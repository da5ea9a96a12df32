"""How one item might fall into several."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_SENTENCES = re.compile(r"[^。;;]+[。;;]?")
SHORTEST, MOST = 6, 8


def suggested_parts(kind: str, data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The fields in which the parts of an item would differ: one part per sentence, else two with the same words.

    >>> suggested_parts("tasks", {"text": "开办企业三天办结。不动产登记五天办结。"})
    [{'text': '开办企业三天办结。'}, {'text': '不动产登记五天办结。'}]
    >>> suggested_parts("tasks", {"text": "开办企业三天办结"})
    [{'text': '开办企业三天办结'}, {'text': ''}]
    """
    text = str(data.get("text") or "").strip()
    found = [part.strip() for part in _SENTENCES.findall(text) if len(part.strip()) >= SHORTEST]
    if not 2 <= len(found) <= MOST:
        return [{"text": text}, {"text": ""}]
    return [{"text": part} | ({"title": None} if "title" in data else {}) for part in found]
