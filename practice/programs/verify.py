"""Whether a task in Python holds: two solutions agree, tests pass for both, and tests notice every misconception."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ...authoring.tone import slips
from ...kernels import Zygote
from ..checks.signs import hidden_sign
from . import bench
from .plain import odd, same_program
from .task import Task, parse_task

INPUTS = 80
"""How many calls two solutions are compared on."""


@dataclass(frozen=True, slots=True)
class ProgramReport:
    """Whether a task passed, and in which check it did not. Passing makes it fit for a teacher's queue, never more."""

    accepted: bool
    task: Task | None
    check: str = ""
    words: str = ""


@dataclass
class _Case:
    task: Task
    others: Sequence[str]
    mutate: Callable[[str, str], Mapping[str, str]]
    zygote: Zygote
    inputs: list[list[object]] = field(default_factory=list)

    @cached_property
    def runs(self) -> list[bench.Run]:
        """The reference first, then the independent solutions."""
        return [self.run(source) for source in (self.task.reference, *self.others)]

    @cached_property
    def mutants(self) -> dict[str, bench.Run]:
        """The reference with each misconception in it."""
        changed = self.mutate(self.task.skill, self.task.reference)
        return {name: self.run(source) for name, source in changed.items()}

    def run(self, source: str) -> bench.Run:
        return bench.run(self.zygote, source, self.task.function, self.inputs, self.task.tests)


def verify_program(
    raw: bytes | str,
    others: Sequence[str],
    mutate: Callable[[str, str], Mapping[str, str]],
    zygote: Zygote,
) -> ProgramReport:
    """Examine a task; `others` are solutions written without sight of the reference, `mutate` is `ItemBank.mutants`.

    Raises OperatorError where there is no sandbox.
    """
    task, amiss = parse_task(raw)
    if task is None:
        return ProgramReport(False, None, "shape", "; ".join(amiss))
    case = _Case(task, others, mutate, zygote, task.inputs(INPUTS))
    for name, find in CHECKS.items():
        words = next(find(case), "")
        if words:
            return ProgramReport(False, task, name, words)
    return ProgramReport(True, task)


def _words(case: _Case) -> Iterator[str]:
    text = case.task.text
    yield from (f"it says {slip.words!r}: {slip.tone.why}" for slip in slips(text))
    if sign := hidden_sign(text):
        yield sign
    if case.task.function not in text:
        yield f"its text does not name the function {case.task.function}"


def _plain(case: _Case) -> Iterator[str]:
    for source in (case.task.reference, *case.others):
        yield from odd(source, case.task.function)
    for test in case.task.tests:
        yield from odd(test, case.task.function, defines=False)


def _independent(case: _Case) -> Iterator[str]:
    if not case.others:
        yield "there is no independent solution"
    for other in case.others:
        if same_program(other, case.task.reference):
            yield "an independent solution is the reference with other names"


def _agree(case: _Case) -> Iterator[str]:
    for run in case.runs:
        if run.fails:
            yield run.ended or f"a solution fails: {next(out[1] for out in run.outputs if out[0] != 'gave')}"
        elif run.outputs != case.runs[0].outputs:
            place = next(
                n for n, (one, two) in enumerate(zip(run.outputs, case.runs[0].outputs, strict=True)) if one != two
            )
            yield f"two solutions differ for {case.inputs[place]}"
    if len({str(output) for output in case.runs[0].outputs}) < 3:
        yield "it gives nearly the same for every input"


def _tests_pass(case: _Case) -> Iterator[str]:
    for run in case.runs:
        yield from (case.task.tests[n] for n, passed in enumerate(run.passed) if not passed)


def _mutants_fall(case: _Case) -> Iterator[str]:
    wanted = case.task.misconception
    telling = {name: run for name, run in case.mutants.items() if run.outputs != case.runs[0].outputs}
    if not telling or (wanted and wanted not in telling):
        yield f"{wanted or 'no misconception'!r} changes nothing in its reference"
    for name, run in telling.items():
        if not run.ended and all(run.passed) and run.passed:
            yield f"its tests don't notice {name!r}"


CHECKS: Mapping[str, Callable[[_Case], Iterator[str]]] = {
    "words": _words,
    "plain": _plain,
    "independent": _independent,
    "agree": _agree,
    "tests": _tests_pass,
    "mutants": _mutants_fall,
}
"""What a task must hold, in order, after its shape."""
