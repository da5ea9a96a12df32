"""Packs of every shape the model allows, made from its type hints, go through a file and back."""

from __future__ import annotations

import dataclasses
import types
import typing
from typing import Any, Literal, Union

import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from luoshi.compiler.pipeline import compile_sources
from luoshi.kernel.spans import Span
from luoshi.packs.comments import comments_in
from luoshi.packs.fields import DATES, hints_of
from luoshi.packs.files import as_data, dump_json, dump_yaml, parse
from luoshi.packs.keys import give_keys
from luoshi.packs.model import Pack
from luoshi.packs.schema import schema
from luoshi.texts.reading import read_bytes

WORDS = st.sampled_from(
    ["no", "Yes", "on", "null", "~", "", "2018-06-30", "017", "1_000", "1e3", "0o17", "12:30:45", "0x1F", ".5", "=",
     "- a", "a: b", "# 注", "甲、乙", "[a]", "{b}", "*c", "&d", "!e", "%f", "@g", "`h`", "'i'", '"j"', "<<", "k\n l",
     " 前空", "后空 ", "\t制表", "行\n\n行\n", "\u3000全角", "\r\n", "\u2028", "\x85", "\ufeff", "…", "---", "...",
     "=SUM(A1)", "# 井", "a # b", "x:\n# y", "'# z'", '"# w', "k: '# v", "|", "a: |\n # u", "长 # " * 30, "长" * 80, "长: " * 40]
)  # fmt: skip
TEXT = st.one_of(WORDS, st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20))
LIGHT = settings(
    max_examples=25,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Values of a type of the model."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (Union, types.UnionType):
        return st.one_of(*(values(option) for option in arguments))
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin is tuple:
        if arguments[-1] is Ellipsis:
            return st.lists(values(arguments[0]), max_size=2).map(tuple)
        return st.tuples(*(values(a) for a in arguments))
    if origin is dict:
        return st.dictionaries(TEXT, values(arguments[1]), max_size=2)
    if hint is Span:
        return st.tuples(st.integers(0, 10**7), st.integers(0, 500)).map(lambda t: Span(t[0], t[0] + t[1]))
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return records(hint)
    simple: dict[Any, st.SearchStrategy[Any]] = {
        str: TEXT, int: st.integers(-(10**9), 10**9), bool: st.booleans(), type(None): st.none(),
        float: st.floats(allow_nan=False, allow_infinity=False),
    }  # fmt: skip
    return simple[hint]


def records(record: type) -> st.SearchStrategy[Any]:
    """Records of a class of the model."""
    days = st.one_of(st.none(), st.dates().map(str))
    fields = {
        name: days if (record.__name__, name) in DATES else values(hint) for name, hint in hints_of(record).items()
    }
    return st.builds(record, **fields)


def packs() -> st.SearchStrategy[Pack]:
    """Whole packs."""
    return records(Pack).map(give_keys)


@LIGHT
@given(packs())
def test_a_pack_comes_back_from_yaml_as_it_was(pack: Pack) -> None:
    assert parse(dump_yaml(pack, base="abc", head="说明")).pack == pack


@LIGHT
@given(packs())
def test_a_pack_comes_back_from_json_as_it_was(pack: Pack) -> None:
    assert parse(dump_json(pack)).pack == pack


@LIGHT
@given(packs())
def test_any_other_yaml_reader_sees_text_as_text(pack: Pack) -> None:
    """PyYAML's own loader guesses by YAML 1.1 (yes, dates, octal, 12:30:45): nothing we write may mislead it."""
    seen = yaml.load(dump_yaml(pack), Loader=yaml.CSafeLoader)
    for ours, theirs in zip(as_data(pack)["tasks"], seen["tasks"], strict=True):
        assert {name: ours[name] for name in theirs} == theirs


@LIGHT
@given(packs())
def test_every_pack_follows_the_published_schema(pack: Pack) -> None:
    check = Draft202012Validator(schema())
    assert [error.message for error in check.iter_errors(as_data(pack))] == []
    assert [error.message for error in check.iter_errors(yaml.load(dump_yaml(pack, base="a"), yaml.CSafeLoader))] == []


@LIGHT
@given(packs(), WORDS)
def test_no_word_of_a_pack_is_taken_for_a_comment(pack: Pack, word: str) -> None:
    written = dump_yaml(pack, head=word.replace("\r", " "))
    assert comments_in(written, pack) == {}


def test_what_a_reader_remarked_comes_back() -> None:
    page = "<html><body><nav>首页 新闻 公开</nav><p>云溪市工作要点</p><p>1.推进各项改革任务落地见效。</p></body></html>"
    pack = compile_sources([read_bytes("页.html", page.encode("gb18030"))])
    assert parse(dump_yaml(pack)).pack.sources == pack.sources
