from luoshi.compiler.pipeline import compile_sources
from luoshi.texts.model import Source


def test_every_line_is_kept_in_the_outline() -> None:
    raw = "一、总体要求\n加快发展。到2020年,达到50亿元;\n"
    pack = compile_sources([Source(name="a.txt", raw=raw, sha256="", reader="text/1")])
    assert "".join(c.own.of(raw) for c in pack.clauses) == raw
