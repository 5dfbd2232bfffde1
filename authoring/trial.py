"""One item on trial: made from any seed and swept over some, out of the course's files or out of an author's kernel."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from ..errors import AuthorError
from ..mastery.values import Misconception
from .assemble import Place
from .bank import ItemBank
from .contents import Contents, read_contents
from .evidence import Evidence, sweep_item
from .faults import nearest
from .items import AuthoredItem
from .made import ItemInfo, Made
from .rules import RULES
from .schema import tables
from .shelf import Shelf, shelve
from .sweep import Outcome, sweep

SEEDS = 25
"""How many seeds a quick look takes."""

SECONDS = 2.0
"""How long a question may take."""


class Trial(Protocol):
    """An item that can be tried. `info` is None for one that makes no question at all."""

    @property
    def info(self) -> ItemInfo | None:
        """What the item is."""
        ...

    @property
    def faults(self) -> tuple[AuthorError, ...]:
        """What kept it from being loaded."""
        ...

    def make(self, seed: int) -> Made:
        """Its question of this seed. Raises AuthorError when it can't make it."""
        ...

    def sweep(self) -> Outcome:
        """What a quick look over `SEEDS` seeds shows."""
        ...


class Own:
    """Items that a kernel holds, over those of the same name in the course's files."""

    def __init__(self, items: Mapping[str, AuthoredItem], course: Path) -> None:
        known = set(names(course, "misconception"))
        # The digest only has to differ from that of what was here before.
        digests = (f"kernel {id(item.make):x}" for item in items.values())
        shelves = [
            shelve([item], Place("", 0, digest, known)) for item, digest in zip(items.values(), digests, strict=True)
        ]
        self._shelves = dict(zip(items, shelves, strict=True))

    @property
    def items(self) -> tuple[ItemInfo, ...]:
        """What is known of those that can make questions."""
        return tuple(info for shelf in self._shelves.values() for info in shelf.infos)

    def make(self, item_id: str, seed: int) -> Made:
        """The question of an item that is here."""
        return self._shelves[item_id].make(item_id, seed)[0]

    def trial(self, item_id: str) -> KernelTrial:
        """One of them, to be tried."""
        return KernelTrial(item_id, self._shelves[item_id])


@dataclass(frozen=True)
class KernelTrial:
    """An item whose code lives in this very process."""

    id: str
    shelf: Shelf

    @property
    def info(self) -> ItemInfo | None:
        """What the item is."""
        return next(iter(self.shelf.infos), None)

    @property
    def faults(self) -> tuple[AuthorError, ...]:
        """What kept it from being loaded, without a place: its author sees the cell."""
        return tuple(_placeless(fault) for fault in self.shelf.faults)

    def make(self, seed: int) -> Made:
        """Its question of this seed."""
        return self.shelf.make(self.id, seed)[0]

    def sweep(self) -> Outcome:
        """What a quick look shows."""
        return sweep(self.shelf, self.id, range(SEEDS), SECONDS)


@dataclass(frozen=True)
class SavedTrial:
    """An item of the course's files, made by the worker of the bank there is at the time."""

    info: ItemInfo
    bank: Callable[[], ItemBank]
    faults: tuple[AuthorError, ...] = ()

    def make(self, seed: int) -> Made:
        """Its question of this seed."""
        return self.bank().make(self.info.id, seed)

    def sweep(self) -> Outcome:
        """What a quick look shows."""
        return sweep_item(self.bank(), self.info, SEEDS)


class Over:
    """A bank with a kernel's items over its own."""

    def __init__(self, bank: ItemBank, own: Own) -> None:
        self._bank, self._own = bank, own
        self._taken = {info.id for info in own.items}
        self.items = (*(info for info in bank.items if info.id not in self._taken), *own.items)

    def make(self, item_id: str, seed: int) -> Made:
        """The question of the kernel's item, else of the file's."""
        return (self._own if item_id in self._taken else self._bank).make(item_id, seed)


def quick_faults(trial: Trial, course: Path) -> tuple[list[AuthorError], int]:
    """What a quick look finds amiss with an item, by the rules of `gapless check`; and how many questions it made."""
    info = trial.info
    if info is None:
        return list(trial.faults), 0
    contents, _ = read_contents(course)
    outcome = trial.sweep()
    evidence = Evidence(contents, [], outcomes={info.id: outcome}, items={info.id: info})
    rules = [rule for rule in RULES if rule.id in outcome.found or rule.id == "hole-below"]
    found = [_fault(rule.remedy, broken) for rule in rules for broken in rule.find(evidence)]
    return [*_unknown_skill(info, contents), *trial.faults, *map(_placeless, found)], outcome.questions


def names(course: Path, section: str) -> dict[str, Mapping[str, Any]]:
    """The `[[section]]` tables of course.toml by their ids, as far as it can be read."""
    entries = tables(read_contents(course)[0].toml, section)
    return {entry["id"]: entry for entry in entries if isinstance(entry.get("id"), str)}


def misconceptions(course: Path) -> dict[str, Misconception]:
    """The misconceptions of course.toml that say all they should."""
    keys = ("id", "title", "hole", "says", "move")
    whole = (entry for entry in names(course, "misconception").values() if all(map(entry.get, keys)))
    return {entry["id"]: Misconception(*[str(entry[key]) for key in keys]) for entry in whole}  # pyright: ignore[reportArgumentType]  the five keys are the five first fields


def _unknown_skill(info: ItemInfo, contents: Contents) -> Iterable[AuthorError]:
    known = [entry["id"] for entry in tables(contents.toml, "skill") if isinstance(entry.get("id"), str)]
    if info.skill not in known:
        yield AuthorError(f"There is no skill {info.skill!r}.", nearest(info.skill, known), key=info.id)


def _fault(remedy: str, broken: Any) -> AuthorError:
    return broken if isinstance(broken, AuthorError) else AuthorError(broken[0], remedy, key=broken[3])


def _placeless(fault: AuthorError) -> AuthorError:
    return AuthorError(fault.what, fault.remedy, key=fault.key)
