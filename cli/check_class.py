"""How the simulated class of `gapless check` fared: a row for each kind of student."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from ..authoring.rehearsed import KNOW_NOTHING_OF, Played
from .rehearsals import Rehearsal

NONE = "–"
HEAD = ("student", "students", "finished", "questions", "minutes", "false mastery", "hole found after")
FOR_THE_SKILL = frozenset({"guesser", "hint-milker"})
"""Who knows nothing and is not to finish: what they take says nothing."""


@dataclass(frozen=True)
class Row:
    """One kind of student. `questions` and `minutes` are medians to finish, None where nobody is to.

    `false` of the skills `tried` without knowing them ended as mastered. `found` holders of a misconception were found,
    after `evidence` questions in the median and `latest` at most, from the first answer that followed it.
    """

    kind: str
    students: int
    finished: int
    questions: float | None
    minutes: float | None
    tried: int
    false: int
    found: int | None = None
    evidence: float | None = None
    latest: int | None = None


def rows(played: Sequence[Played]) -> list[Row]:
    """The table, kinds in the order they play."""
    kinds = dict.fromkeys(one.kind for one in played)
    return [_row(kind, [one for one in played if one.kind == kind]) for kind in kinds]


def facts(rehearsal: Rehearsal) -> dict[str, Any]:
    """The same as JSON values."""
    table = [asdict(row) for row in rows(rehearsal.played)]
    return {"of_each_kind": rehearsal.students, "seed": rehearsal.seed, "kinds": table}


def sentences(rehearsal: Rehearsal) -> list[str]:
    """The same as lines of text; [] when nobody played."""
    if not rehearsal.played:
        return []
    lines = [HEAD, *(_cells(row) for row in rows(rehearsal.played))]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    told = [
        "  ".join(text.ljust(width) if not column else text.rjust(width) for column, (text, width) in enumerate(pairs))
        for pairs in (list(zip(line, widths, strict=True)) for line in lines)
    ]
    return [f"A simulated class of {len(rehearsal.played)} played the course (seed {rehearsal.seed}):", *told]


def _row(kind: str, played: Sequence[Played]) -> Row:
    done = [one for one in played if one.finished and kind not in FOR_THE_SKILL]
    found = [one.evidence for one in played if one.evidence is not None]
    holders = any(one.misconception for one in played)
    return Row(
        kind=kind,
        students=len(played),
        finished=sum(one.finished for one in played),
        questions=median(one.questions for one in done) if done else None,
        minutes=round(median(one.minutes for one in done), 1) if done else None,
        tried=sum(len(one.tried) for one in played),
        false=sum(len(one.false) for one in played),
        found=len(found) if holders else None,
        evidence=median(found) if found else None,
        latest=max(found) if found else None,
    )


def _cells(row: Row) -> tuple[str, ...]:
    return (
        row.kind,
        str(row.students),
        NONE if row.kind in FOR_THE_SKILL else str(row.finished),
        NONE if row.questions is None else f"{row.questions:.0f}",
        NONE if row.minutes is None else f"{row.minutes:.0f}",
        f"{row.false} of {row.tried}" if row.tried or row.kind in KNOW_NOTHING_OF else NONE,
        NONE if row.found is None else _found(row),
    )


def _found(row: Row) -> str:
    missing = row.students - (row.found or 0)
    after = "never" if row.evidence is None else f"{row.evidence:.0f} (at most {row.latest})"
    return f"{after}, {missing} never" if missing and row.found else after
