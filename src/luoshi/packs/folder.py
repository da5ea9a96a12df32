"""A folder of packs: what a document is called there, and how a new compilation joins what people did before.

Beside ``NAME.pack.yaml``, which people read and edit, stand ``NAME.corrections.yaml`` with the records of what they
corrected, and ``.luoshi/NAME.<digest>.json`` with what the compiler gave when the pack was written (the base). The
pack names its base, and its base is written before it and removed after it is replaced, so that a run cut off at any
moment leaves a folder that the next run understands.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from luoshi.kernel.speech import Phrase
from luoshi.packs.comments import Comments, comments_in, with_comments
from luoshi.packs.correction_files import load_corrections, save_corrections
from luoshi.packs.corrections import Conflict, Correction, replay
from luoshi.packs.edits import FIXED, Author, take_up
from luoshi.packs.files import Loaded, as_data, dump_yaml, loaded_from, parse_file, read_text, write_text
from luoshi.packs.keys import all_keys, by_key, carry_keys, items_of, retire, with_lists
from luoshi.packs.matching import squeeze
from luoshi.packs.model import ITEM_LISTS, Pack
from luoshi.packs.nodes import NOT_JSON, Mapping, PackError, node_of, plain_value

HIDDEN = ".luoshi"
TELLING = 12  # characters of a clause that two documents do not share by chance
OTHER_DOCUMENT = Phrase(
    "这里已有另一份文件的同名政策包(《{before}》),与这一份(《{now}》)没有相同的条款。为免更正失效,未作任何改动。"
    "请换一个文件夹或文件名;确要替换,请先把旧的政策包移走",
    "a pack of another document is here by the same name ({before}); it shares no clause with this one ({now}). So that "
    "corrections keep their items nothing was written. Use another folder or file name; to replace it, move the old pack away",
)
EMPTIED = Phrase(
    "文件是空的。请从备份恢复;没有备份就删去它再编译,已记入 .corrections.yaml 的更正仍会保留",
    "the file is empty. Restore it from a copy; without one delete it and compile again: what is recorded in "
    ".corrections.yaml stays",
)
NO_BASE = Phrase(
    "找不到上次的编译结果({base}),已用本次编译结果代替来辨认人工更正;请核对新增的更正记录",
    "the last compilation ({base}) is missing; this one was used instead to tell what people changed: check the records",
)


@dataclass(frozen=True, slots=True)
class Base:
    """What the compiler gave when the pack was written, and the keys that may not be given again."""

    pack: Pack
    retired: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Settled:
    """A new compilation with all that people did before: ``pack`` has the corrections in force, ``base`` not.

    ``new``: corrections found in the edited file by this run. ``conflicts`` and ``orphans``: see ``Replayed``.
    """

    pack: Pack
    base: Base
    corrections: tuple[Correction, ...] = ()
    new: tuple[Correction, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    orphans: tuple[Correction, ...] = ()
    remarks: tuple[tuple[Phrase, dict[str, str]], ...] = ()
    comments: Comments = field(default_factory=dict)  # that people wrote into the file


def pack_path(folder: Path, name: str) -> Path:
    return folder / f"{name}.pack.yaml"


def corrections_path(folder: Path, name: str) -> Path:
    return folder / f"{name}.corrections.yaml"


def settle(folder: Path, name: str, fresh: Pack, author: Author) -> Settled:
    """Join a fresh compilation with the pack, the edits and the corrections in the folder. Writes nothing.

    Raises ``PackError`` when the pack or its corrections cannot be read: then nothing may be written over them.
    """
    records = load_corrections(corrections_path(folder, name))
    path = pack_path(folder, name)
    if not path.exists():
        replayed = replay(fresh, records)
        return Settled(replayed.pack, Base(fresh), records, (), replayed.conflicts, replayed.orphans)
    text = read_text(path)
    if not text.strip():
        raise emptied(path)
    edited = parse_file(text, path)
    if unrelated(edited.pack, fresh):
        raise _other_document(path, edited.pack, fresh)
    remarks: list[tuple[Phrase, dict[str, str]]] = []
    base = load_base(folder, name, edited.base)
    if base is None:
        remarks.append((NO_BASE, {"base": edited.base or "?"}))
        fresh = loaded_from(node_of(as_data(fresh))).pack  # in the very types that a file gives
        base = Base(carry_keys(edited.pack, fresh))
        edited = _against(base.pack, records, edited)
    try:
        taken = take_up(base.pack, records, edited, author, base.retired)
    except PackError as error:
        error.file = str(path)
        raise
    keyed = carry_keys(base.pack, fresh, base.retired)
    replayed = replay(keyed, taken)
    return Settled(
        replayed.pack,
        Base(keyed, retire(base.pack, keyed, base.retired)),
        taken,
        tuple(r for r in taken if r not in records),
        replayed.conflicts,
        replayed.orphans,
        tuple(remarks),
        comments_in(text, edited.pack),
    )


def _against(compiled: Pack, records: tuple[Correction, ...], edited: Loaded) -> Loaded:
    """An edited pack whose own compilation is lost, as an edit of this one.

    What the compiler alone writes is taken from this compilation. An item that is not in it is kept like one that a
    person added: whether one did, nothing tells any more, and nothing may be lost.
    """
    shown = replay(compiled, records).pack
    known = {key: name for pack in (compiled, shown) for key, (name, _) in by_key(pack).items()}
    paths = {clause.path for clause in compiled.clauses}
    lists = {
        name: [
            item
            if known.get(item.key) == name
            else replace(item, key="", clause=item.clause if item.clause in paths else "")
            for item in items_of(edited.pack, name)
        ]
        for name in ITEM_LISTS
    }
    fixed = {section: getattr(shown, section) for section in FIXED}
    return replace(edited, pack=replace(with_lists(edited.pack, lists), **fixed))


def unrelated(before: Pack, now: Pack) -> bool:
    """Whether two packs are of documents that have nothing to do with each other: neither title nor any clause.

    To compile one into the other's place would retire every key, and corrections hang on keys.
    """
    if before.document.title == now.document.title or not (all_keys(before) and items_in(now)):
        return False
    known = {squeeze(clause.text) for clause in before.clauses if len(clause.text) >= TELLING}
    return not any(squeeze(clause.text) in known for clause in now.clauses if len(clause.text) >= TELLING)


def items_in(pack: Pack) -> bool:
    return any(items_of(pack, name) for name in ITEM_LISTS)


def _other_document(path: Path, before: Pack, now: Pack) -> PackError:
    was, given = (" ".join((pack.document.title or "?").split())[:40] for pack in (before, now))
    error = PackError(OTHER_DOCUMENT, before=was, now=given)
    error.file = str(path)
    return error


def emptied(path: Path) -> PackError:
    """The error for a pack file without content, as a broken editor leaves it."""
    error = PackError(EMPTIED)
    error.file = str(path)
    return error


def keep(folder: Path, name: str, settled: Settled, written: Pack, head: str) -> Path:
    """Write ``written`` (the settled pack with its findings) as YAML, with its base and corrections; its path.

    In this order: corrections, base, pack, then old bases go. Every file is replaced whole.
    """
    save_corrections(corrections_path(folder, name), settled.corrections)
    digest = save_base(folder, name, settled.base)
    path = pack_path(folder, name)
    write_text(path, with_comments(dump_yaml(written, base=digest, head=head), written, settled.comments))
    for old in _bases(folder, name):
        if old.name != _base_name(name, digest):
            old.unlink(missing_ok=True)
    return path


def save_base(folder: Path, name: str, base: Base) -> str:
    """Write a base under the digest of its content, which is returned."""
    content = json.dumps({"compiled": as_data(base.pack), "retired": sorted(base.retired)}, ensure_ascii=False)
    digest = hashlib.sha256(content.encode("utf-8")).hexdigest()[:12]
    path = folder / HIDDEN / _base_name(name, digest)
    if not path.exists():
        write_text(path, content + "\n")
    return digest


def load_base(folder: Path, name: str, digest: str | None) -> Base | None:
    """The base that a pack names; None where it is not in the folder."""
    path = folder / HIDDEN / _base_name(name, digest or "")
    if not digest or not re.fullmatch("[0-9a-f]{12}", digest) or not path.exists():
        return None
    try:
        root = node_of(json.loads(read_text(path)))
        if not isinstance(root, Mapping):
            raise PackError(NOT_JSON, problem="?")
        retired = plain_value(root.fields["retired"])
        return Base(loaded_from(root.fields["compiled"]).pack, frozenset(retired))
    except PackError as error:
        error.file = str(path)
        raise
    except (ValueError, KeyError) as error:
        broken = PackError(NOT_JSON, problem=str(error))
        broken.file = str(path)
        raise broken from None


def _base_name(name: str, digest: str) -> str:
    return f"{name}.{digest}.json"


def _bases(folder: Path, name: str) -> list[Path]:
    pattern = re.compile(re.escape(name) + r"\.[0-9a-f]{12}\.json")
    return [path for path in (folder / HIDDEN).iterdir() if pattern.fullmatch(path.name)]
