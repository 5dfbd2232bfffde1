"""`Strict`: examines the notebooks of a handout, each in two processes of its own."""

from __future__ import annotations

import os
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ...errors import OperatorError
from ...kernels import UNCAGED, Cage, Child, Limits
from .link import Channel, Lost
from .marks import TooMany, earned
from .outputs import for_student, tidied
from .rehearsal import Plan, Said, plan_for
from .script import MARKS, Cell, Notebook, Script, facts, grade_id, hidden_lines, is_test, read_script, text_of
from .spill import make_spill
from .values import CellResult, Output, Patience, Sheet

LIMITS = Limits(cpu_seconds=120, memory_bytes=1_000_000_000, file_bytes=50_000_000, open_files=64, processes=0)
"""What one process of a notebook's may use."""

PRELOAD = ("gapless.graders.strict.student", "gapless.graders.strict.verdict")
"""What a zygote loads for `Strict`, after the libraries that notebooks use."""

Fork = Callable[..., Child]
_SLACK = 10.0
"""Seconds beyond a cell's time that the verdict's process may keep silent."""


class Strict:
    """An `Examiner`. `fork` is that of a Zygote which preloaded `PRELOAD`.

    Raises OperatorError where the processes can't be started as they have to be, whatever was handed in.

    `authors` are the handout's notebooks as the author has them, with solutions where there are any: the one that
    belongs to a submission is found by its grade ids. The first submission waits until the author's own solution was
    rehearsed. `files` is a folder of the author's data files. Safe for threads.
    """

    def __init__(
        self,
        fork: Fork,
        authors: Iterable[Notebook] = (),
        *,
        patience: Patience | None = None,
        limits: Limits = LIMITS,
        files: Path | None = None,
        marks: tuple[str, str] = MARKS,
    ) -> None:
        self._fork, self._authors, self._patience = fork, tuple(authors), patience or Patience()
        self._limits, self._files, self._marks = limits, files.resolve() if files else None, marks
        self._plans: dict[frozenset[str], tuple[Script, Plan]] = {}
        self._lock = threading.Lock()

    def __call__(self, notebook: Notebook, source_cells: Mapping[str, Cell], folder: Path) -> Sheet:
        """See `Examiner`."""
        script, plan = self._prepared(source_cells)
        return self._ran(script, plan, notebook, folder.resolve()).sheet()

    def plan(self, source_cells: Mapping[str, Cell]) -> Plan:
        """How the tests of a notebook will be judged: which are weak, and why."""
        return self._prepared(source_cells)[1]

    def _prepared(self, cells: Mapping[str, Cell]) -> tuple[Script, Plan]:
        key = frozenset(cells)
        with self._lock:
            if key not in self._plans:
                script = read_script(self._author_of(key), cells, self._marks)
                self._plans[key] = script, plan_for(script, lambda plan: self._rehearsed(script, plan))
            return self._plans[key]

    def _author_of(self, ids: frozenset[str]) -> Notebook | None:
        alike = [
            (len(ids & {grade_id(cell) for cell in one["cells"]}), place) for place, one in enumerate(self._authors)
        ]
        shared, place = max(alike, default=(0, 0))
        return self._authors[place] if shared else None

    def _rehearsed(self, script: Script, plan: Plan) -> Said:
        assert script.solved is not None
        with tempfile.TemporaryDirectory(prefix="gapless-") as name:
            folder = Path(name)
            for path in sorted(self._files.iterdir()) if self._files else ():
                if path.is_file():
                    (folder / path.name).write_bytes(path.read_bytes())
            return self._ran(script, plan, script.solved, folder).said()

    def _ran(self, script: Script, plan: Plan, notebook: Notebook, folder: Path) -> _Run:
        run = _Run(script, plan, notebook, self._patience)
        with tempfile.TemporaryDirectory(prefix="gapless-", ignore_cleanup_errors=True) as scratch:
            run.run(_Forks(self._fork, self._limits, folder, self._files, Path(scratch)))
        return run


@dataclass
class _Forks:
    """Makes the processes of one notebook, and ends them."""

    fork: Fork
    limits: Limits
    folder: Path
    files: Path | None
    scratch: Path
    children: dict[str, Child] = field(default_factory=dict)

    def verdict(self) -> tuple[socket.socket, Child]:
        """The verdict's process, in the author's folder, and our end of its channel."""
        cage = Cage(read=(self.files,) if self.files else (), write=(self.scratch,))
        return self._make("verdict", "gapless.graders.strict.verdict:judge", self.files or self.scratch, cage)

    def student(self, kind: str) -> socket.socket:
        """A student's process, in the submission's folder, and the verdict's end of its channel."""
        cage = Cage(write=(self.folder,))
        return self._make(kind, "gapless.graders.strict.student:serve", self.folder, cage)[0]

    def _make(self, kind: str, target: str, cwd: Path, cage: Cage) -> tuple[socket.socket, Child]:
        self.end(kind)
        ours, theirs = socket.socketpair()
        out, err = make_spill("out"), make_spill("err")
        try:
            self.children[kind] = self.fork(
                target,
                {"channel": 3},
                cwd=cwd,
                environment=_ENVIRONMENT,
                stdout=out,
                stderr=err,
                pass_fds={theirs.fileno(): 3},
                limits=self.limits,
                cage=cage,
            )
        finally:
            theirs.close()
            os.close(out)
            os.close(err)
        return ours, self.children[kind]

    def end(self, kind: str) -> None:
        """End a process of this kind, if there is one, and all it started."""
        if kind in self.children:
            self.children.pop(kind).kill()


_ENVIRONMENT = {
    "PATH": os.defpath,
    "LANG": "C.UTF-8",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "NBGRADER_EXECUTION": "autograde",
    "PYTHONUTF8": "1",
}


class _Run:
    """One notebook on its way: what was said of each step so far."""

    def __init__(self, script: Script, plan: Plan, notebook: Notebook, patience: Patience) -> None:
        self._script, self._plan, self._notebook, self._patience = script, plan, notebook, patience
        self._steps = script.steps(notebook)
        for step in self._steps:
            step["weak"] = "process" if step["grade_id"] in plan.in_process else ""
        self._ran: dict[int, tuple[Output, ...]] = {}
        self._judged: dict[int, Mapping[str, Any]] = {}
        self._faults: list[str] = []
        self._skip: set[int] = set()
        self._left = {"student": patience.restarts + 1, "weak": patience.restarts + 1}
        self._until = time.monotonic() + patience.notebook

    def run(self, forks: _Forks) -> None:
        """All the steps, with a new verdict's process when one is lost."""
        for _ in range(self._patience.restarts + 1):
            with ExitStack() as ending:
                for kind in ("verdict", "student", "weak"):
                    ending.callback(forks.end, kind)
                at = self._conversation(forks)
            if at is None:
                return
            self._skip.add(at)
            if time.monotonic() >= self._until:
                self._faults.append(f"The notebook took longer than {self._patience.notebook:g} s.")
                return

    def _conversation(self, forks: _Forks) -> int | None:
        """Listen until the end; the step at which the verdict's process was lost, None if it was not."""
        first: list[socket.socket | None] = [forks.student("student")]  # it gets ready while the other does
        ours, child = forks.verdict()
        at = -1
        channel = Channel(ours, self._may_wait)
        try:
            channel.send(self._job())
            while True:
                said = channel.receive()
                if said["say"] == "end":
                    return None
                if said["say"] == "need":
                    self._give_student(forks, channel, said["kind"], first)
                elif said["say"] == "begin":
                    at = said["at"]
                else:
                    self._note(said)
        except Lost as lost:
            if at < 0:
                raise _does_not_start(child) from None
            over = child.over
            words = f"it used too much ({over})" if over else str(lost)
            self._judged.setdefault(at, {"ok": False, "why": f"While it was judged, {words}", "outputs": []})
            return at
        finally:
            channel.socket.close()
            if first[0] is not None:
                first[0].close()

    def _may_wait(self) -> float:
        return min(self._until - time.monotonic(), 2 * self._patience.cell + _SLACK)

    def _job(self) -> dict[str, Any]:
        script = self._script
        return {
            "steps": self._steps,
            "skip": sorted(self._skip),
            "opens": None if self._plan.opens is None else sorted(self._plan.opens),
            "rehearsing": self._plan.rehearsing,
            "weak": bool(self._plan.in_process),
            "imports": list(script.imports),
            "helpers": list(script.helpers.values()),
            "cell": self._patience.cell,
        }

    def _give_student(self, forks: _Forks, channel: Channel, kind: str, first: list[socket.socket | None]) -> None:
        self._left[kind] -= 1
        channel.socket.setblocking(True)
        if self._left[kind] < 0:
            socket.send_fds(channel.socket, [b"n"], [])
        else:
            ready, first[0] = (first[0], None) if kind == "student" else (None, first[0])
            with ready or forks.student(kind) as theirs:
                socket.send_fds(channel.socket, [b"y"], [theirs.fileno()])
        channel.socket.setblocking(False)

    def _note(self, said: Mapping[str, Any]) -> None:
        at = said["at"]
        if said["say"] == "judged":
            self._judged.setdefault(at, said)
        elif at not in self._ran:
            self._ran[at] = tidied(said["outputs"])
            if said["why"]:
                self._faults.append(f"Cell {at + 1}: {said['why']}.")

    def sheet(self) -> Sheet:
        """What came of it."""
        at = {step["grade_id"]: step["at"] for step in self._steps if step["grade_id"]}
        places = {grade_id(cell): place for place, cell in enumerate(self._notebook["cells"]) if grade_id(cell)}
        order = sorted(self._script.cells, key=lambda id_: places.get(id_, len(places)))
        graded = [id_ for id_ in order if facts(self._script.cells[id_]).get("grade")]
        cells = tuple(self._result(id_, at.get(id_), places.get(id_)) for id_ in graded)
        shown = {at[each.grade_id]: each.shown for each in cells if each.grade_id in at and each.shown}
        outputs = {place: each for place, each in (self._ran | shown).items() if each}
        return Sheet(cells, outputs, tuple(self._faults))

    def _result(self, id_: str, at: int | None, place: int | None) -> CellResult:
        own = self._script.cells[id_]
        most = float(facts(own).get("points") or 0)
        if place is None:
            return CellResult(id_, 0.0, most, why="The cell is missing from the notebook.")
        if not is_test(own):
            cell = self._notebook["cells"][place]
            left = text_of(cell) == text_of(own) and cell.get("cell_type") == own.get("cell_type")
            return CellResult(id_, 0.0 if left and facts(own).get("solution") else None, most)
        said = self._judged.get(at if at is not None else -1)
        if said is None:
            return CellResult(id_, 0.0, most, why="It was not reached.")
        return self._verdict(CellResult(id_, 0.0, most), text_of(own), said)

    def _verdict(self, blank: CellResult, source: str, said: Mapping[str, Any]) -> CellResult:
        outputs, why = tidied(said["outputs"]), _sentence(said["why"])
        try:
            score = earned(outputs, blank.max_score) if said["ok"] else 0.0
        except TooMany as trouble:
            score, why = 0.0, _sentence(str(trouble))
        weak = self._plan.weak.get(blank.grade_id) or (said.get("leant") and "the author's solution is not at hand")
        hidden = hidden_lines(source, self._script.marks)
        shown = for_student(outputs, source, hidden, said.get("lines") or (), score > 0)
        judged = replace(blank, score=score, why=why, outputs=outputs, shown=shown)
        return replace(judged, mode="weak", why=why or _sentence(f"Weak: {weak}")) if weak else judged

    def said(self) -> Said:
        """What was said of each test, by grade id."""
        return {step["grade_id"]: self._judged[step["at"]] for step in self._steps if step["at"] in self._judged}


def _does_not_start(child: Child) -> OperatorError:
    what = "The process that judges a notebook does not start"
    if child.poll() == UNCAGED:
        return OperatorError(what, "its sandbox does not hold", "Run `gapless doctor`.")
    return OperatorError(what, f"exit code {child.poll()}", "Run `gapless doctor`, then grade again.")


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:].rstrip('.')}." if words else ""
