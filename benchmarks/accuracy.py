"""Score the compiler against the labels beside the repository, and write the figures into docs/accuracy.md.

    python benchmarks/accuracy.py [--check]

The labels and documents are read from ``../shared``; where they are absent it says so and ends well. With
``--check`` it writes nothing, and fails when a figure is below what the project promises.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
PAGE = ROOT / "docs" / "accuracy.md"
BEGIN, END = "<!-- figures: written by benchmarks/accuracy.py -->", "<!-- end of figures -->"
SETS = {"policies": ("gold", "policies"), "policies/html": ("gold/html", "policies/html")}


@dataclass(frozen=True, slots=True)
class Promise:
    """What a list must reach on both sets."""

    f1: float
    strict: float | None = None


PROMISED = {
    "tasks": Promise(0.98, 0.98),
    "targets": Promise(0.95, 0.90),
    "incentives": Promise(0.85),
    "time_limits": Promise(0.95),
    "registers": Promise(0.80),
}
HIGH_IS_RIGHT, RIGHT_IS_HIGH = 0.98, 0.85


def score(gold: str, documents: str) -> dict[str, Any]:
    """The scorer's report on one set."""
    command = [
        sys.executable, str(SHARED / "tools" / "score.py"), "--gold", str(SHARED / gold), "--docs",
        str(SHARED / documents), "--json", "--", sys.executable, "-m", "luoshi.cli", "compile", "--format", "json",
    ]  # fmt: skip
    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    if not run.stdout:
        raise SystemExit(f"the scorer printed nothing:\n{run.stderr}")
    report: dict[str, Any] = json.loads(run.stdout)
    return report


def pooled(reports: dict[str, dict[str, Any]], name: str) -> tuple[float | None, float | None]:
    """How often `high` is right, and how often right is `high`, over all lists of a set."""
    sure = right = rated = 0.0
    for figures in reports[name]["lists"].values():
        strict = figures["strict_f1"] * (figures["predicted"] + figures["gold"]) / 2
        if figures["right_is_high"] is not None and figures["high_is_right"]:
            high_right = figures["right_is_high"] * strict
            right += high_right
            rated += strict
            sure += high_right / figures["high_is_right"]
    return (right / sure if sure else None), (right / rated if rated else None)


def faults(reports: dict[str, dict[str, Any]]) -> list[str]:
    """Every promise that is not kept, in words."""
    out = []
    for name, report in reports.items():
        if report["failed"]:
            out.append(f"{name}: failed on {', '.join(report['failed'])}")
        for kind, promise in PROMISED.items():
            figures = report["lists"][kind]
            if figures["f1"] < promise.f1:
                out.append(f"{name}: {kind} F1 {figures['f1']:.3f} is below {promise.f1}")
            if promise.strict and figures["strict_f1"] < promise.strict:
                out.append(f"{name}: {kind} strict F1 {figures['strict_f1']:.3f} is below {promise.strict}")
        high, kept = pooled(reports, name)
        if high is not None and high < HIGH_IS_RIGHT:
            out.append(f"{name}: of the items marked high {high:.3f} are right, promised {HIGH_IS_RIGHT}")
        if kept is not None and kept < RIGHT_IS_HIGH:
            out.append(f"{name}: of the right items {kept:.3f} are marked high, promised {RIGHT_IS_HIGH}")
    return out


def table(reports: dict[str, dict[str, Any]]) -> str:
    """The figures as Markdown."""
    rows = [
        "| set | list | labelled | read | F1 | promised | strict F1 | promised | high is right | right is high |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for name, report in reports.items():
        for kind, promise in PROMISED.items():
            f = report["lists"][kind]
            strict = f"{promise.strict:.2f}" if promise.strict else "–"
            calibration = [("–" if f[k] is None else f"{f[k]:.3f}") for k in ("high_is_right", "right_is_high")]
            rows.append(
                f"| {name} | {kind} | {f['gold']} | {f['predicted']} | {f['f1']:.3f} | {promise.f1:.2f} | "
                f"{f['strict_f1']:.3f} | {strict} | {calibration[0]} | {calibration[1]} |"
            )
        high, kept = pooled(reports, name)
        rows.append(f"| {name} | *all lists* | | | | | | | {high or 0:.3f} | {kept or 0:.3f} |")
    return "\n".join(rows)


def write(figures: str) -> None:
    """Put the figures between their marks in the page; everything else in it is written by hand."""
    text = PAGE.read_text(encoding="utf-8") if PAGE.exists() else f"# Accuracy 准确率\n\n{BEGIN}\n{END}\n"
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n{figures}\n{END}{after}", encoding="utf-8")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--check", action="store_true", help="write nothing; fail when a promise is not kept")
    given = options.parse_args()
    if not (SHARED / "tools" / "score.py").exists():
        print(f"没有标注({SHARED.name}/ 不在仓库旁),跳过打分 · no labels beside the repository, nothing was scored")
        return 0
    reports = {name: score(*place) for name, place in SETS.items()}
    figures = table(reports)
    print(figures)
    if not given.check:  # a check leaves the tree as it found it
        write(figures)
    broken = faults(reports)
    for fault in broken:
        print("未达到 · not reached:", fault)
    return 1 if given.check and broken else 0


if __name__ == "__main__":
    sys.exit(main())
