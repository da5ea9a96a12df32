"""The ``luoshi`` command."""

from __future__ import annotations

import json
import sys
from pathlib import Path


def main() -> int:
    from luoshi.compiler.pipeline import compile_sources
    from luoshi.packs.files import as_data
    from luoshi.texts.reading import read

    pack = compile_sources([read(Path(sys.argv[-1]))])
    print(json.dumps(as_data(pack), ensure_ascii=False))
    return 0
