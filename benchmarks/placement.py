"""How many questions placement asks, and how right it is when it stops: simulated students on seeded skill graphs.

Students know the truth about themselves, placement does not; every figure is an upper limit on what real learners give.
Graphs and students are seeded from 1000 up; what is tuned is tuned on other seeds. "Bare" rows leave out the likely
successes at the start and the random question, as the prototype did whose figures are the goals: 11, 14 and 16
questions on average for 40, 120 and 500 skills. Rows "as meant" are what a student gets.
"""

from __future__ import annotations

import os

# Before numpy is loaded: threads of its own make small products slower, most of all on a busy machine.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import math
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from common import Figure, finish, median, options, percentile
from placement_sitting import (
    AS_MEANT,
    BARE,
    NARROW,
    Setting,
    Sitting,
    half_split,
    least_loss,
    random_order,
    school,
    sit,
)

from gapless.mastery.simulation import Habits

SIZES = (40, 120, 500)
PROTOTYPE = {40: (11, 15), 120: (14, 20), 500: (16, 23)}
CHOICE_MS = {40: 5, 120: 5, 500: 30}
NEVER_MS = 100
# Four to eight students scatter by a hundredth; a quick run only shows that nothing is broken.
PROMISE, QUICK_PROMISE = 0.95, 0.935
FIRST_SEED = 1000
CAP = replace(BARE, most=60)

EVERYWHERE = (
    Setting("right prior, bare"),
    Setting("right prior, as meant", rules=AS_MEANT),
    Setting("default prior, as meant", rules=AS_MEANT, prior=None),
    Setting("prototype's choice, bare", choose=least_loss),
    Setting("half-split, bare", choose=half_split),
    Setting("random order, bare", rules=CAP, choose=random_order),
)
# Where the model is wrong about the students, or knows less of the course.
HARDER = (
    Setting("says 'not learned' 60 %", rules=AS_MEANT, prior=None, habits=Habits(admits=0.6)),
    Setting("grades only, as meant", rules=AS_MEANT, prior=None, given=False),
    Setting("too narrow prior, bare", prior=NARROW),
    Setting("wide prior, bare", prior=None),
    Setting("noise assumed half, bare", guess=0.075, slip=0.05),
    Setting("noise assumed double, bare", guess=0.3, slip=0.2),
    Setting("5 % violations, bare", violations=0.05),
    Setting("5 % violations, as meant", rules=AS_MEANT, prior=None, violations=0.05),
)


@dataclass(frozen=True)
class Row:
    """One setting at one size, over all its students."""

    setting: Setting
    size: int
    sittings: Sequence[Sitting]

    def mean(self, name: str) -> float:
        return float(np.mean([getattr(each, name) for each in self.sittings]))

    @property
    def questions(self) -> list[int]:
        return [each.questions for each in self.sittings]

    def frontier(self) -> tuple[float, float]:
        """Precision and recall of what is called ready to learn or a hole, over all students."""
        hits = sum(each.hits for each in self.sittings)
        called, fringe = sum(each.called for each in self.sittings), sum(each.fringe for each in self.sittings)
        return hits / max(1, called), hits / max(1, fringe)

    def calibration(self) -> float:
        """Expected calibration error of P(known) in ten bins."""
        known = np.concatenate([each.known for each in self.sittings])
        truth = np.concatenate([each.truth for each in self.sittings])
        bins = np.minimum((known * 10).astype(int), 9)
        return float(sum(abs((known - truth)[bins == each].sum()) for each in range(10)) / len(known))

    def cells(self) -> list[str]:
        """The figures under `HEAD`, as text."""
        precision, recall = self.frontier()
        wall = [ms for each in self.sittings for ms in each.wall_ms]
        return [
            self.setting.name,
            f"{len(self.sittings)}",
            f"{np.mean(self.questions):.1f}",
            f"{np.std(self.questions) / math.sqrt(len(self.questions)):.2f}",
            f"{median(self.questions):.0f}",
            f"{percentile(self.questions, 90):.0f}",
            f"{self.mean('accuracy'):.3f}",
            f"{percentile([each.accuracy for each in self.sittings], 10):.3f}",
            f"{self.mean('promised'):.3f}",
            f"{self.mean('first_right') / 3:.2f}",
            f"{precision:.2f}",
            f"{recall:.2f}",
            f"{self.calibration():.3f}",
            f"{median(wall):.1f}",
            f"{max(wall):.0f}",
        ]


HEAD = (
    "setting",
    "students",
    "questions",
    "± s.e.",
    "median",
    "p90",
    "right",
    "p10 right",
    "promised",
    "first three",
    "precision",
    "recall",
    "ECE",
    "ms",
    "ms max",
)
MEANING = (
    "questions: mean number at the stop, with its standard error; right: share of skills classified as they are, p10 "
    "right: that of the student at the tenth percentile; promised: what the placement itself expects; first three: "
    "share of the first three questions answered right; precision and recall: of skills called ready or a hole; ECE: "
    "calibration error of P(known); ms: from an answer to the next question, median and longest by the clock"
)


def measure(setting: Setting, size: int, graphs: int, students: int) -> Row:
    """`students` on each of `graphs`; the same graphs and students in every setting."""
    sittings: list[Sitting] = []
    for seed in range(FIRST_SEED, FIRST_SEED + graphs):
        course, truth = school(setting, size, seed, students)
        sittings += [sit(setting, course, truth[:, student], student) for student in range(students)]
    row = Row(setting, size, sittings)
    print(f"{size:>5}  {row.cells()[0]:<28}" + "".join(f"{cell:>8}" for cell in row.cells()[1:]), flush=True)
    return row


def tables(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """A table for each number of skills, as JSON."""
    sizes = sorted({row.size for row in rows})
    return [
        {"title": f"{size} skills", "head": HEAD, "rows": [row.cells() for row in rows if row.size == size]}
        for size in sizes
    ]


def figures(rows: Iterable[Row], promise: float) -> list[Figure]:
    """Questions and accuracy of the two rows that count at each size, and how long a choice took in the second."""
    result: list[Figure] = []
    for row in rows:
        label = {EVERYWHERE[0].name: "bare", EVERYWHERE[1].name: "as meant"}.get(row.setting.name)
        if label is None:
            continue
        mean, p90 = PROTOTYPE[row.size]
        goals = (("≤", mean), ("≤", p90)) if label == "bare" else (None, None)
        name = f"{row.size} skills, {label}"
        result += [
            Figure(f"{name}: questions", float(np.mean(row.questions)), "mean", goals[0]),
            Figure(f"{name}: questions p90", percentile(row.questions, 90), "", goals[1]),
            Figure(f"{name}: accuracy", row.mean("accuracy"), "", ("≥", promise)),
        ]
        if label == "as meant":
            result += times(row)
    return result


def times(row: Row) -> list[Figure]:
    """From an answer to the next question. The longest is of CPU: on a shared machine others' work is in the clock."""
    wall = [ms for each in row.sittings for ms in each.wall_ms]
    cpu = [ms for each in row.sittings for ms in each.cpu_ms]
    precision, recall = row.frontier()
    return [
        Figure(f"{row.size} skills: frontier precision", precision, ""),
        Figure(f"{row.size} skills: frontier recall", recall, ""),
        Figure(f"{row.size} skills: next question", median(wall), "ms", ("≤", CHOICE_MS[row.size])),
        Figure(f"{row.size} skills: slowest, CPU", max(cpu), "ms", ("≤", NEVER_MS)),
        Figure(f"{row.size} skills: slowest, clock", max(wall), "ms"),
    ]


def main() -> int:
    """Print the tables and the figures; 0 when all goals are met."""
    wanted = options(__doc__)
    graphs, students, fewer = (2, 4, 4) if wanted.quick else (10, 20, 8)
    print(f"{'size':>5}  {HEAD[0]:<28}" + "".join(f"{name[:7]:>8}" for name in HEAD[1:]))
    rows: list[Row] = []
    for size in SIZES:
        # Random order asks three times as many questions; a quick run shows it once.
        settings = EVERYWHERE[:-1] if wanted.quick and size > SIZES[0] else EVERYWHERE
        rows += [measure(setting, size, graphs, students if size < 500 else students // 2) for setting in settings]
    for size in (120,) if wanted.quick else SIZES:
        rows += [measure(setting, size, graphs, fewer if size < 500 else fewer // 2) for setting in HARDER]
    found = figures(rows, QUICK_PROMISE if wanted.quick else PROMISE)
    return finish("placement", found, wanted, tables=tables(rows), notes=[MEANING])


if __name__ == "__main__":
    sys.exit(main())
