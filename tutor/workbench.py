"""An author's bench: the items a kernel holds and those of the course's files, shown and checked."""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping
from itertools import count
from pathlib import Path

from ..authoring import ItemBank, check_course, course_version
from ..authoring.faults import ItemFault, nearest, refuse_on_pages
from ..authoring.folder import find_course
from ..authoring.items import AuthoredItem, start_collecting
from ..authoring.trial import Own, SavedTrial, Trial
from ..errors import OperatorError
from .preview import Preview


class Workbench:
    """Shows items of the course that `start` is in. `own` are those of the kernel, by name; it is filled by `take`.

    Outside a course `folder` is None: items can be defined there, and showing one raises OperatorError.
    """

    def __init__(self, own: MutableMapping[str, AuthoredItem], start: Path | str | None = None) -> None:
        refuse_on_pages()
        self._own, self._start = own, start
        self._seeds: dict[str, count[int]] = {}
        self._bank: ItemBank | None = None
        self._version = ""
        try:
            self.folder: Path | None = find_course(start)
        except OperatorError:
            self.folder = None

    def watch(self) -> list[AuthoredItem]:
        """A list that gets the items which are declared from now on, until the next watch."""
        return start_collecting()

    def take(self, items: Iterable[AuthoredItem]) -> list[str]:
        """Let these stand for the items of the same name in the course's files; their names, each once."""
        fresh = {item.id: item for item in items}
        self._own.update(fresh)
        return list(fresh)

    def preview(self, name: str, seed: int | None = None) -> Preview:
        """An item at a seed, by default the one after the seed it was shown at last. Raises GaplessError."""
        folder = find_course(self._start)
        shown = next(self._seeds.setdefault(name, count())) if seed is None else seed
        if name in self._own:
            return Preview(name, Own({name: self._own[name]}, folder).trial(name), folder, shown)
        return Preview(name, self._saved(name), folder, shown)

    def check(self, seeds: int) -> str:
        """What a check of the course's saved files finds, without running its lessons."""
        folder = find_course(self._start)
        faults = check_course(folder, seeds, lesson_runner=lambda course, file: [])
        if faults:
            return "\n".join([f"{len(faults)} to mend in {folder}:", *map(str, faults)])
        return f"No fault in {seeds} questions of every saved item. `gapless check` runs the lessons as well."

    def close(self) -> None:
        """Forget which seeds were shown, and end the process that makes saved items."""
        self._seeds.clear()
        if self._bank is not None:
            self._bank.close()
        self._bank, self._version = None, ""

    def _saved(self, name: str) -> Trial:
        bank = self._bank_now()
        info = next((each for each in bank.items if each.id == name), None)
        mine = tuple(fault for fault in bank.faults if fault.key == name)
        if info is not None:
            return SavedTrial(info, self._bank_now, mine)
        raise (
            mine[0]
            if mine
            else ItemFault("There is no such item.", nearest(name, {i.id for i in bank.items}), key=name)
        )

    def _bank_now(self) -> ItemBank:
        """The bank of the course's files as they are saved now."""
        folder = find_course(self._start)
        version = course_version(folder)
        if self._bank is None or version != self._version:
            fresh = ItemBank(folder)
            if self._bank is not None:
                self._bank.close()
            self._bank, self._version = fresh, version
        return self._bank
