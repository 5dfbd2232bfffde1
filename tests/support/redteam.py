"""Attacks on the marks, written down as text: each replaces cells of one notebook that an honest student solved."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from corpus import Assignment, Notebook, id_of, made, read

FOLDER = Path(__file__).parents[1] / "graders" / "redteam"
TARGET = "mean"
HIDDEN = "THE-HIDDEN-WORD"


@dataclass(frozen=True)
class Attack:
    """What is put in place of an honest notebook's cells, by grade id; `extra` are cells at the end, by grade id."""

    technique: str
    title: str
    cells: dict[str, str]
    extra: tuple[tuple[str, str], ...]

    def notebook(self, victim: Assignment) -> Notebook:
        """The notebook of the attacker."""
        notebook = victim.release
        for cell, (head, text) in zip(notebook["cells"], victim.cells, strict=True):
            if head.startswith("solution"):
                cell["source"] = text
            cell["source"] = self.cells.get(id_of(cell), cell["source"])
        notebook["cells"] += [made(f"test {id_} 4", text) | {"id": f"x-{id_}"} for id_, text in self.extra]
        return notebook


def victim() -> Assignment:
    """The assignment under attack."""
    return read("victim", (FOLDER / "victim.txt").read_text(encoding="utf-8"))


def attacks(file: str = "attacks.txt") -> list[Attack]:
    """All attacks, as they are written down."""
    parts = re.split(r"(?m)^# === ", (FOLDER / file).read_text(encoding="utf-8"))[1:]
    return [_attack(part) for part in parts]


def _attack(text: str) -> Attack:
    title, _, body = text.partition("\n")
    technique, _, what = title.partition(": ")
    first, *others = re.split(r"(?m)^# %% ", body)
    cells = {TARGET: first.strip("\n")} if first.strip() else {}
    extra: list[tuple[str, str]] = []
    for other in others:
        head, _, source = other.partition("\n")
        words = head.split()
        if words[0] == "extra":
            extra.append((words[1], source.strip("\n")))
        else:
            cells[words[0]] = source.strip("\n")
    if not first.strip():
        cells[TARGET] = "def mean(values): return -1\ndef squares(): return None"
    return Attack(technique, what, cells, tuple(extra))
