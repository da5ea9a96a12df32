"""Speed, growth, memory and start-up of the compiler beside one word segmentation by jieba, in one run.

    python benchmarks/compile.py [--reduced] [--texts FILE...]

Texts: the documents of ``../shared/policies`` where they are, else those of ``examples/``; laid end to end as often as
a size asks for. Every figure is the median of its rounds. The full run writes its figures into docs/performance.md.
"""

from __future__ import annotations

import argparse
import gc
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from luoshi.compiler.assemble import assemble
from luoshi.compiler.lint import Checked, check
from luoshi.compiler.pipeline import draft_of
from luoshi.packs.files import dump_yaml
from luoshi.texts.model import Source
from luoshi.texts.reading import read

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "policies"
PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- figures: written by benchmarks/compile.py -->", "<!-- end of figures -->"
SIZES = (100_000, 1_000_000, 10_000_000)
REDUCED = (100_000, 300_000)
ROUNDS = 3
LEAST_RATIO, MOST_GROWTH, MOST_START = 0.3, 1.3, 0.5


def texts(given: Iterable[Path]) -> list[str]:
    """The raw texts to measure on."""
    files = list(given) or sorted(SHARED.glob("*.txt")) or sorted((ROOT / "examples").glob("*.txt"))
    return [read(file).raw for file in files]


def of_size(parts: list[str], characters: int) -> str:
    """At least ``characters`` of text: the documents laid end to end, again and again."""
    out: list[str] = []
    length = 0
    while length < characters:
        for part in parts:
            out.append(part)
            length += len(part) + 1
    return "\n".join(out)[:characters]


def median(run: Callable[[], object], rounds: int) -> float:
    """Median seconds of ``rounds`` runs."""
    taken = []
    for _ in range(rounds):
        gc.collect()
        began = time.perf_counter()
        run()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def source_of(text: str) -> Source:
    return Source(name="bench.txt", raw=text, sha256="", reader="text/1")


def extract(text: str) -> None:
    """The whole extraction, text in memory to pack, without lint and files."""
    assemble(draft_of([source_of(text)]))


def start_up(rounds: int, *arguments: str) -> float:
    """Seconds of a whole Python process with these arguments."""
    command = [sys.executable, *arguments]
    return median(lambda: subprocess.run(command, check=True, capture_output=True), rounds)


def peak_memory(characters: int) -> float:
    """Peak resident MB of a process of its own that compiles a text of that size, to the pack."""
    script = (
        "import sys;sys.path.insert(0,sys.argv[1]);import compile as bench;"
        "bench.extract(bench.of_size(bench.texts([]),int(sys.argv[2])));print(bench.resident())"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, str(Path(__file__).parent), str(characters)],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return float(run.stdout.split()[-1])


def resident() -> float:
    """Peak resident MB of this process. Linux's own mark is taken where there is one: ``getrusage`` counts the parent."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 if sys.platform == "linux" else 1024) / 1024


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--reduced", action="store_true", help="small sizes, one round, nothing written")
    options.add_argument("--texts", nargs="*", type=Path, default=[], help="files to measure on")
    given = options.parse_args()
    import jieba

    jieba.setLogLevel(60)
    jieba.lcut("预热词典")
    parts = texts(given.texts)
    sizes = REDUCED if given.reduced else SIZES
    rounds = 1 if given.reduced else ROUNDS
    rows = []
    rates: list[float] = []
    for size in sizes:
        text = of_size(parts, size)
        few = rounds if size < 10_000_000 else 1
        extraction = median(partial(extract, text), few)
        segmentation = median(partial(jieba.lcut, text), few)
        rates.append(size / extraction)
        rows.append((size, size / extraction, size / segmentation, segmentation / extraction))
        print(
            f"{size:>10,} characters: extraction {size / extraction:>9,.0f}/s, jieba.lcut {size / segmentation:>9,.0f}/s,"
            f" ratio {segmentation / extraction:.2f}",
            flush=True,
        )
    text = of_size(parts, sizes[0])

    def whole() -> None:
        draft = draft_of([source_of(text)])
        pack = assemble(draft)
        check([Checked(draft, pack, "bench.txt")])
        dump_yaml(pack)

    full = median(whole, rounds)
    growth = rates[0] / rates[-1]
    ratio = min(r[3] for r in rows)
    repeated = 1 if given.reduced else 7
    start = start_up(repeated, "-m", "luoshi.cli", "--version")
    loaded = start_up(repeated, "-c", "import luoshi.cli, luoshi.compiler.pipeline")
    memory = {size: peak_memory(size) for size in sizes}
    lines = [
        f"Python {platform.python_version()}, {platform.machine()}, medians of {rounds} rounds.",
        "",
        "| characters | extraction, characters/s | jieba.lcut, characters/s | ratio | peak memory, MB |",
        "|--:|--:|--:|--:|--:|",
        *(f"| {s:,} | {a:,.0f} | {b:,.0f} | {c:.2f} | {memory[s]:,.0f} |" for s, a, b, c in rows),
        "",
        f"- With lint and YAML, {sizes[0]:,} characters: {sizes[0] / full:,.0f} characters/s.",
        f"- Least ratio to one word segmentation: {ratio:.2f} (to reach: {LEAST_RATIO}).",
        f"- Time per character at {sizes[-1]:,} over that at {sizes[0]:,}: {growth:.2f} (to reach: at most {MOST_GROWTH}).",
        f"- Start-up of the command: {start:.2f} s to its first word, {loaded:.2f} s with the whole compiler loaded"
        f" (to reach: under {MOST_START} s).",
    ]
    print("\n".join(lines))
    if not given.reduced:
        write("\n".join(lines))
    return 0


def write(figures: str) -> None:
    """Put the figures between their marks in the page; everything else in it is written by hand."""
    text = PAGE.read_text(encoding="utf-8") if PAGE.exists() else f"# Performance 性能\n\n{BEGIN}\n{END}\n"
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n{figures}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
