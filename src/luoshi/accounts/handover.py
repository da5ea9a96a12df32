"""Handing a post over: what moves with it is told by the apps above, which register here.

An app registers in its ``AppConfig.ready``::

    handover.register(Moving("tasks.task", Phrase("在办任务", "Open tasks"), open_tasks_of_post))

``list_items(actor, post, only)`` gives the items that the post bears on the actor's day; with ``only`` (ids of an
earlier handover) these, whatever has become of them. ``move(actor, post, giver, taker)`` is called inside the act,
where something is bound to the person and not to the post (a personal draft), and writes its own events.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from luoshi.accounts.models import Person, Post
from luoshi.kernel.actors import Actor
from luoshi.kernel.speech import Phrase

Text = str | Phrase


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that moves: its id within its kind, its title, where it stands, its next date, its page."""

    pk: int
    title: Text
    note: Text = ""
    due: date | None = None
    url: str = ""


Lister = Callable[[Actor, Post, Collection[int] | None], Iterable[Item]]
Mover = Callable[[Actor, Post, Person, Person], None]


@dataclass(frozen=True, slots=True)
class Moving:
    """A kind of things that move with a post: ``kind`` as in the journal (``tasks.task``)."""

    kind: str
    name: Phrase
    list_items: Lister
    move: Mover | None = None
    order: int = 100


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the handover sheet with its items."""

    kind: str
    name: Phrase
    items: Sequence[Item] = field(default_factory=tuple)


_REGISTERED: dict[str, Moving] = {}


def register(moving: Moving) -> None:
    """Let a kind of things move with posts; one with a known kind replaces it."""
    _REGISTERED[moving.kind] = moving


def registered() -> list[Moving]:
    """What is registered, in the order of the sheet."""
    return sorted(_REGISTERED.values(), key=lambda moving: (moving.order, moving.kind))


def sections_of(actor: Actor, post: Post, only: dict[str, list[int]] | None = None) -> list[Section]:
    """What moves with a post, kind by kind; with ``only`` (ids by kind) what moved in an earlier handover."""
    found = []
    for moving in registered():
        if only is None:
            items = tuple(moving.list_items(actor, post, None))
        elif only.get(moving.kind):
            items = tuple(moving.list_items(actor, post, only[moving.kind]))
        else:
            items = ()
        found.append(Section(moving.kind, moving.name, items))
    return found
