"""The compiler: a tuple of passes over one draft."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from luoshi.compiler.assemble import assemble
from luoshi.compiler.bodies import read_bodies
from luoshi.compiler.citations import read_citations
from luoshi.compiler.consultation import read_consultation
from luoshi.compiler.draft import Draft
from luoshi.compiler.facts import read_facts
from luoshi.compiler.incentives import read_incentives
from luoshi.compiler.lines import split_lines, split_sentences
from luoshi.compiler.outline import outline
from luoshi.compiler.provisions import read_provisions
from luoshi.compiler.registers import read_registers
from luoshi.compiler.tables import read_grids, tasks_from_tables
from luoshi.compiler.targets import targets_from_tables, targets_from_text
from luoshi.compiler.tasks import tasks_from_text
from luoshi.compiler.time_limits import read_time_limits
from luoshi.kernel.collection import collector_at_rest
from luoshi.packs.model import Pack
from luoshi.texts.model import Source, join_sources
from luoshi.texts.repairs import repair

Pass = Callable[[Draft], Draft]

PASSES: tuple[Pass, ...] = (
    split_lines,
    read_grids,
    outline,
    split_sentences,
    read_facts,
    tasks_from_tables,
    tasks_from_text,
    targets_from_text,
    targets_from_tables,
    read_incentives,
    read_time_limits,
    read_registers,
    read_provisions,
    read_bodies,
    read_citations,
    read_consultation,
)


def draft_of(sources: Sequence[Source], passes: Sequence[Pass] = PASSES) -> Draft:
    """Run ``passes`` over the sources as one document."""
    source, offsets = join_sources(sources)
    with collector_at_rest():
        draft = Draft(source=source, sources=tuple(sources), offsets=offsets, repaired=repair(source.raw))
        for run in passes:
            draft = run(draft)
    return draft


def compile_sources(sources: Sequence[Source]) -> Pack:
    """Compile the files of one document, in order, to a policy pack (without findings: see ``lint``)."""
    return assemble(draft_of(sources))
