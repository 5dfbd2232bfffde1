"""The batch: submissions are graded several at once, and written one after the other as they are done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from time import perf_counter

from sqlalchemy import Engine

from ..batches.examine import Examined, Handouts, examine
from ..batches.values import Status
from .files import TooMuch, files_in
from .late import BadTimestamp, Penalty, timestamp_in
from .place import due, lay, share_root
from .plan import Plan
from .pool import streamed
from .recording import Entry, UnknownStudent, record
from .settings import Settings
from .task import not_graded
from .values import CanNotGrade, Graded, GradedNotebook, Handout, Task

Progress = Callable[[str, int, int], None]
Grade = Callable[[Task], Graded]


@dataclass
class Worked:
    """One submission on its way: what was seen of it, and what came of grading it; `words` tell why it failed."""

    seen: Examined
    status: Status
    words: str = ""
    came: datetime | None = None
    graded: Graded | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def notebooks(self) -> tuple[GradedNotebook, ...]:
        """The notebooks that grading gave."""
        return self.graded.notebooks if self.graded else ()


@dataclass(frozen=True)
class Batch:
    """What the submissions of a batch share. `grade` works on one of them, wherever it likes."""

    settings: Settings
    plan: Plan
    handouts: Handouts
    handout: Handout
    engine: Engine
    penalty: Penalty
    grade: Grade

    def run(self, found: Mapping[str, Path], refused: Mapping[str, str], workers: int, step: Progress) -> _Run:
        """Grade the submissions; the whole of each stands on disk before the next is taken up."""
        run = _Run()
        work = _Work(self, refused)
        for ready in streamed(work, found.items(), workers):
            self._keep(ready, run)
            run.done += ready
            step(ready[-1].seen.student, len(run.done), len(found))
        if any(one.status == "graded" for one in run.done):
            share_root(self.settings, "autograded")
        return run

    def _keep(self, ready: list[Worked], run: _Run) -> None:
        """Marks first, then the folder: a submission without a folder is taken for one that is yet to be graded."""
        with run.timed("gradebook"), self.engine.begin() as connection:
            for one in ready:
                entry = self._entry(one)
                if entry is None:
                    continue
                try:
                    record(connection, self.plan, entry, self.settings.create_student, self.penalty)
                except UnknownStudent:
                    one.status = "refused"
                    one.words = f"No student {one.seen.student!r} is in the gradebook. Add them, then grade again."
        with run.timed("files"):
            for one in ready:
                if one.status == "graded" and one.graded is not None:
                    lay(self.settings, self.plan.name, one.graded, one.files)
        for one in ready:
            for stage, seconds in (one.graded.seconds if one.graded else {}).items():
                run.seconds[stage] += seconds

    def _entry(self, one: Worked) -> Entry | None:
        """What is written into the gradebook of a submission; None for one that stays as it stands."""
        unusable = tuple(not_graded(self.plan.notebooks[name], why) for name, why in one.seen.faults.items())
        if (one.status == "refused" and not unusable) or one.status in ("kept", "failed"):
            return None
        there = {path.stem for path in one.seen.folder.glob("*.ipynb")} | one.seen.faults.keys()
        absent = [name for name in self.plan.notebooks if name not in there]
        return Entry(one.seen.student, one.came, (*one.notebooks, *unusable), absent)


class _Run:
    """What came of a batch, and how long each of its stages took."""

    def __init__(self) -> None:
        self.done: list[Worked] = []
        self.seconds: defaultdict[str, float] = defaultdict(float)

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Add the seconds of a block to its stage."""
        start = perf_counter()
        try:
            yield
        finally:
            self.seconds[stage] += perf_counter() - start


@dataclass(frozen=True)
class _Work:
    """Looks at one submission and grades it if it is due; runs in a thread."""

    batch: Batch
    refused: Mapping[str, str]

    def __call__(self, given: tuple[str, Path]) -> Worked:
        student, folder = given
        batch = self.batch
        seen = examine(student, folder, batch.plan.name, batch.handouts)
        seen.refusal = self.refused.get(student, seen.refusal)
        if seen.refusal:
            return self._refused(seen)
        try:
            return self._graded(seen)
        except BadTimestamp:
            seen.refusal = f"{folder / 'timestamp.txt'} tells no time. Mend or delete it, then grade again."
        except TooMuch:
            seen.refusal = f"{folder} holds files that are too large to be graded. Take them out, then grade again."
        except CanNotGrade as trouble:
            return Worked(seen, "failed", f"{folder}: {trouble}.")
        except OSError as trouble:
            return Worked(seen, "failed", f"{folder}: {trouble.strerror or trouble}. Mend that, then grade again.")
        except Exception as trouble:  # noqa: BLE001  one submission, whatever is in it, must not end the others
            return Worked(seen, "failed", f"{folder}: {type(trouble).__name__}: {trouble}. This should not happen.")
        return self._refused(seen)

    def _refused(self, seen: Examined) -> Worked:
        if seen.student in self.refused:
            seen.faults.clear()
        return Worked(seen, "refused", seen.refusal)

    def _graded(self, seen: Examined) -> Worked:
        settings, name = self.batch.settings, self.batch.plan.name
        came = timestamp_in(seen.folder)
        before = timestamp_in(settings.folder("autograded", seen.student, name))
        newer = came is not None and before is not None and came > before
        chosen = {one: content for one, content in seen.contents.items() if _matches(one, settings.notebook_id)}
        if not due(settings, seen.student, name, newer, chosen):
            return Worked(seen, "kept", came=came)
        files = files_in(seen.folder, settings.ignore)
        graded = self.batch.grade(Task(seen.student, chosen, files))
        return Worked(seen, "graded", came=came, graded=graded, files={**files, **self.batch.handout.files})


def _matches(name: str, pattern: str) -> bool:
    from fnmatch import fnmatchcase

    return fnmatchcase(name, pattern)
