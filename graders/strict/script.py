"""A handout as its author wrote it, read once: what is the student's to define, what is the author's own."""

from __future__ import annotations

import builtins
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .constructs import runs_text
from .names import Names, names_of

Cell = Mapping[str, Any]
Notebook = Mapping[str, Any]

MARKS = ("### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS")
"""nbgrader's marks around what students are not handed out."""


@dataclass
class Script:
    """One notebook of a handout.

    `open` are the names that may be the student's at all, `theirs` those that are where one of the author's cells runs,
    by its grade id. `imports` and `helpers` are the author's outside of locked cells:
    the verdict's process runs its own. `solved` tells whether the author's own solution is there.
    """

    cells: Mapping[str, Cell]
    marks: tuple[str, str] = MARKS
    open: frozenset[str] = frozenset()
    theirs: dict[str, frozenset[str]] = field(default_factory=dict)
    imports: tuple[str, ...] = ()
    helpers: dict[str, str] = field(default_factory=dict)
    solved: Notebook | None = None

    def steps(self, notebook: Notebook) -> list[dict[str, Any]]:
        """A notebook's code cells as steps for the verdict's process. Of a repeated grade id only the last counts."""
        last = {id_: at for at, cell in enumerate(notebook["cells"]) if (id_ := grade_id(cell))}
        return [
            self._step(at, cell, grade_id(cell) if last.get(grade_id(cell)) == at else "")
            for at, cell in enumerate(notebook["cells"])
            if (self.cells.get(grade_id(cell)) or cell).get("cell_type") == "code"
        ]

    def _step(self, at: int, cell: Cell, id_: str) -> dict[str, Any]:
        own = self.cells.get(id_)
        if own is None or not is_authors(own):
            return {"at": at, "source": text_of(cell), "grade_id": id_, "role": "student", "weak": "", "classes": []}
        source = text_of(own)
        names = names_of(source)
        visible = names_of(shown(source, self.marks)).imports if facts(own).get("grade") else ()
        return {
            "at": at,
            "source": source,
            "grade_id": id_,
            "role": "test" if facts(own).get("grade") else "locked",
            "weak": "",
            "uses": sorted(names.uses),
            "binds": sorted(names.binds | names.imported),
            "classes": list(names.classes),
            "imports": list(visible),
            "theirs": sorted(self.theirs.get(id_, self.open)),
        }


def read_script(author: Notebook | None, cells: Mapping[str, Cell], marks: tuple[str, str] = MARKS) -> Script:
    """Read a handout: its cells by grade id, and the whole notebook as the author has it, where it is at hand."""
    script = Script(cells, marks)
    around = [cell for cell in (author or {"cells": []})["cells"] if cell.get("cell_type") == "code"]
    plain = [text_of(cell) for cell in around if not grade_id(cell) and not facts(cell)]
    answers = [text_of(cell) for cell in (*around, *cells.values()) if facts(cell).get("solution")]
    defined = _union(names_of(source).binds for source in answers)
    outside = [names_of(source) for source in (*plain, *answers)]
    for source in plain:
        script.helpers |= {name: text for name, text in names_of(source).functions.items() if name not in defined}
    script.imports = tuple(dict.fromkeys(line for names in outside for line in names.imports))
    own = (_union(names.imported for names in outside) - defined) | set(script.helpers)
    script.solved = author if author and _is_solved(around, cells) else None
    script.open = _union(names_of(source).binds for source in plain) | defined
    if script.solved is None:
        script.open |= _free(cells)
    script.open -= own
    _read_owners(script, [*around, *(cell for id_, cell in cells.items() if id_ not in set(map(grade_id, around)))])
    return script


def _read_owners(script: Script, around: Iterable[Cell]) -> None:
    """Whose a name is where an author's cell runs: whoever bound it last, in the order the author wrote."""
    authors: set[str] = set()
    for cell in around:
        own = script.cells.get(grade_id(cell))
        if own is not None and is_authors(own):
            names = names_of(text_of(own))
            script.theirs[grade_id(cell)] = script.open - authors
            authors |= names.binds | names.imported
        else:
            both = (text_of(cell), text_of(own)) if own is not None else (text_of(cell),)
            authors -= _union(names_of(source).binds for source in both)


def weak_by_text(script: Script) -> dict[str, str]:
    """The tests that would run a student's text as code, by grade id, with the reason.

    They never run in the verdict's process.
    """
    found = ((id_, runs_text(text_of(cell))) for id_, cell in script.cells.items() if is_test(cell))
    return {id_: why for id_, why in found if why}


def is_authors(cell: Cell) -> bool:
    """Whether a cell is run as the author wrote it, whatever stands in the submission."""
    kept = facts(cell)
    return not kept.get("solution") and bool(kept.get("grade") or kept.get("locked"))


def is_test(cell: Cell) -> bool:
    """Whether this is a code cell that grades and is no answer itself."""
    kept = facts(cell)
    return bool(kept.get("grade")) and not kept.get("solution") and cell.get("cell_type") == "code"


def facts(cell: Cell) -> Mapping[str, Any]:
    """What nbgrader keeps with a cell."""
    metadata = cell.get("metadata")
    kept = metadata.get("nbgrader") if isinstance(metadata, Mapping) else None
    return kept if isinstance(kept, Mapping) else {}


def grade_id(cell: Cell) -> str:
    """A cell's id in the gradebook; "" for none."""
    id_ = facts(cell).get("grade_id")
    return id_ if isinstance(id_, str) else ""


def text_of(cell: Cell) -> str:
    """A cell's text."""
    text = cell.get("source", "")
    return text if isinstance(text, str) else "".join(map(str, text))


def shown(source: str, marks: tuple[str, str]) -> str:
    """A cell's text without what is hidden from students."""
    hidden = hidden_lines(source, marks)
    return "\n".join(line for number, line in enumerate(source.split("\n"), 1) if number not in hidden)


def hidden_lines(source: str, marks: tuple[str, str]) -> frozenset[int]:
    """The numbers of the hidden lines of a cell, the marks among them; the first line is 1."""
    return frozenset(_hidden(source, marks))


def _hidden(source: str, marks: tuple[str, str]) -> Iterator[int]:
    inside = False
    for number, line in enumerate(source.split("\n"), 1):
        inside = inside or marks[0] in line
        if inside:
            yield number
        inside = inside and marks[1] not in line


def _is_solved(around: list[Cell], cells: Mapping[str, Cell]) -> bool:
    answers = [cell for cell in around if facts(cell).get("solution")]
    return any(text_of(cell) != text_of(cells.get(grade_id(cell), cell)) for cell in answers)


def _free(cells: Mapping[str, Cell]) -> frozenset[str]:
    """Names that tests use and that no cell of the author's own binds."""
    own = [names_of(text_of(cell)) for cell in cells.values() if not facts(cell).get("solution")]
    bound = _union(names.binds | names.imported for names in own)
    return _union(names.uses for names in own) - bound - set(dir(builtins))


def _union(parts: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*parts)


__all__ = ["MARKS", "Names", "Script", "read_script"]
