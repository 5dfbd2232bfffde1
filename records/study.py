"""A class's own experiment: who is in which group, decided by a seed before anything is measured, and never changed."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import Any

from ..errors import OperatorError
from ..mastery.effect import needed

PLAN = "study.json"
GROUPS = ("gapless", "as usual")
SCORES = ("pre", "post", "delayed")


@dataclass(frozen=True, slots=True)
class StudyPlan:
    """What was decided before: `groups` maps each student to one of GROUPS; `needed` students a group to see `effect`.

    `effect` is Hedges' g, `power` the chance to see one that large; `by` and `at` say who decided and when (ISO, UTC).
    """

    effect: float
    power: float
    needed: int
    seed: int
    by: str
    at: str
    groups: Mapping[str, str]

    @property
    def smallest(self) -> int:
        """How many students the smaller group has."""
        return min(sum(group == name for group in self.groups.values()) for name in GROUPS)

    @property
    def powered(self) -> bool:
        """Whether both groups are large enough for a claim."""
        return self.smallest >= self.needed


@dataclass(frozen=True, slots=True)
class Scores:
    """One student's scores, each a number or None where the test was not taken."""

    student: str
    pre: float | None
    post: float | None
    delayed: float | None


def assign(students: Iterable[str], effect: float, power: float, seed: int, by: str, at: str) -> StudyPlan:
    """Half of the students at random into each group; an odd one out goes to the first."""
    order = sorted(students)
    Random(seed).shuffle(order)
    half = math.ceil(len(order) / 2)
    groups = {student: GROUPS[place >= half] for place, student in enumerate(order)}
    return StudyPlan(effect, power, needed(effect, power), seed, by, at, dict(sorted(groups.items())))


def save_plan(folder: Path, plan: StudyPlan) -> Path:
    """Write the plan into the class folder. Raises OperatorError where there is one already."""
    path = folder / PLAN
    try:
        with path.open("x", encoding="utf-8") as file:
            json.dump(asdict(plan), file, indent=2, ensure_ascii=False)
    except FileExistsError:
        raise OperatorError(
            "There is a study already, and its groups are never drawn anew.",
            str(path),
            "Read it with: gapless study report. A new study needs a new class.",
        ) from None
    return path


def read_plan(folder: Path) -> StudyPlan:
    """The plan of the class. Raises OperatorError where there is none, or it can't be read."""
    path = folder / PLAN
    try:
        return StudyPlan(**json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        remedy = "Draw the groups first: gapless study plan."
        raise OperatorError("This class has no study.", str(folder), remedy) from None
    except (ValueError, TypeError) as error:
        raise OperatorError(f"The study can't be read: {error}.", str(path), "Restore it from a backup.") from error


def read_scores(path: Path) -> list[Scores]:
    """Scores from a CSV file `student,pre,post[,delayed]`; all bad lines are told at once.

    Raises OperatorError that names line, column and remedy.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [(number, row) for number, row in enumerate(csv.DictReader(file), start=2)]
    except (OSError, UnicodeDecodeError) as error:
        raise OperatorError(f"The scores can't be read: {error}.", str(path), "Name a CSV file in UTF-8.") from error
    if not rows or not {"student", "pre", "post"} <= rows[0][1].keys():
        raise OperatorError(
            "The scores have no such columns.", str(path), "Its first line is: student,pre,post,delayed"
        )
    faults = [fault for number, row in rows if (fault := _fault(number, row))]
    seen = [row["student"] for _, row in rows]
    faults += [f"{student} stands there twice" for student in sorted({one for one in seen if seen.count(one) > 1})]
    if faults:
        raise OperatorError(f"{'; '.join(faults)}.", str(path), "Write numbers, and nothing where a test was missed.")
    return [Scores(row["student"], *(_number(row.get(name)) for name in SCORES)) for _, row in rows]


def _fault(number: int, row: Mapping[str, Any]) -> str:
    bad = [name for name in SCORES if row.get(name) and _number(row[name]) is None]
    return f"line {number}: {bad[0]} is {row[bad[0]]!r}" if bad else ""


def _number(text: str | None) -> float | None:
    try:
        number = float(text or "")
    except ValueError:
        return None
    return number if math.isfinite(number) else None
