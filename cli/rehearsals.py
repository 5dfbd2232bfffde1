"""Lets a simulated class play a course for `gapless check`, and keeps what came of it for the report."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..authoring.rehearsed import Played


@dataclass
class Rehearsal:
    """`students` of each kind; another `seed`, other students. `played` is empty until they have played."""

    students: int
    seed: int
    played: Sequence[Played] = field(default=())

    def __call__(
        self, course: Path, shown: Mapping[str, Collection[str]], progress: Callable[[str, int, int], None]
    ) -> Sequence[Played]:
        """Let them play the course in this folder, whose items show these misconceptions."""
        from ..tutor.rehearsal import rehearse

        self.played = rehearse(course, shown, self.students, self.seed, progress) if self.students else ()
        return self.played
