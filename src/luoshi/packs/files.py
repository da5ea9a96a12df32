"""Packs as files."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from luoshi.kernel.spans import Span
from luoshi.packs.model import Pack


def as_data(pack: Pack) -> dict[str, Any]:
    """The pack as plain data for JSON and YAML: spans as ``[start, end]``, tuples as lists."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: plain(v) for k, v in value.items()}
        if isinstance(value, (list, tuple)):
            return [plain(v) for v in value]
        return value

    def factory(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        data = dict(pairs)
        return [data["start"], data["end"]] if set(data) == {"start", "end"} else data  # type: ignore[return-value]

    return plain(asdict(pack, dict_factory=factory))  # type: ignore[no-any-return]


__all__ = ["Span", "as_data"]
