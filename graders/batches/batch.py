"""Grades a batch: by the fast pipeline, or by nbgrader's own where its configuration asks for what only that can do."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path

from ...errors import OperatorError
from ..fast.configuration import read_settings
from ..fast.plan import Plan
from ..fast.reading import gradebook, read_plans
from ..fast.settings import Settings
from .examine import Handouts, doubles
from .submissions import find_submissions, require_assignment
from .surroundings import standing_in
from .values import Batch

Progress = Callable[[str, int, int], None]
"""Called with whose work is graded now, how many are done, and how many there are."""


@dataclass(frozen=True)
class Wanted:
    """What is asked of a batch.

    Of all students or of one, of all notebooks or of those that a pattern matches; `force` grades again what was graded
    before, without `execute` marks come from the outputs as they were handed in. `known` are the ids of the class.
    `prose` makes HTML of untrusted Markdown, for the feedback; `workers` are how many submissions are worked on at
    once, None for one a core and one more. `sandbox` refuses to run where the sandbox does not hold. `dask` is the
    address of a Dask scheduler whose workers grade, or local:N; None to grade in this process.
    """

    student: str | None = None
    notebook: str | None = None
    force: bool = False
    execute: bool = True
    known: Collection[str] = ()
    prose: Callable[[str], str] | None = None
    workers: int | None = None
    sandbox: bool = False
    dask: str | None = None


def grade_batch(place: Path, assignment: str, wanted: Wanted | None = None, progress: Progress | None = None) -> Batch:
    """Grade what was handed in for `assignment` in the course folder `place`. Marks go to nbgrader's gradebook.

    Stands in the folder meanwhile, so it is not for threads. Raises OperatorError where there is nothing to grade.
    """
    wanted, step = wanted or Wanted(), progress or (lambda student, done, total: None)
    place = place.absolute()
    with _standing(place):
        settings = read_settings(place, wanted.force, wanted.execute, wanted.notebook)
        with gradebook(settings.db_url) as engine:
            plans = read_plans(engine)
            handouts = handouts_of(plans)
            require_assignment(place, assignment, handouts)
            found = find_submissions(place, settings, assignment, wanted.student)
            everybody = found if wanted.student is None else find_submissions(place, settings, assignment, None)
            refused = doubles(everybody, wanted.known)
            detour = "; ".join(_detours(settings, plans[assignment]))
            if detour or engine is None:
                from .detour import grade_by_nbgrader

                batch = grade_by_nbgrader(place, assignment, wanted, found, refused, step)
                return replace(batch, detour=detour)
            from ..fast.run import grade_fast

            return grade_fast(settings, engine, plans[assignment], handouts, wanted, found, refused, step)


def handouts_of(plans: Mapping[str, Plan]) -> Handouts:
    """Assignment -> notebook -> the ids of its graded cells."""
    return {
        name: {notebook.name: frozenset(notebook.graded) for notebook in plan.notebooks.values()}
        for name, plan in plans.items()
    }


def _detours(settings: Settings, plan: Plan) -> Iterator[str]:
    """Why this assignment has to go through nbgrader's own pipeline."""
    if settings.foreign:
        yield f"nbgrader_config sets {', '.join(settings.foreign)}"
    for notebook in plan.notebooks.values():
        if not notebook.ours:
            kernel = (notebook.kernelspec or {}).get("name")
            yield f"{notebook.name}.ipynb is made for the kernel {kernel!r}"


def _standing(place: Path) -> AbstractContextManager[None]:
    if not place.is_dir():
        raise OperatorError("There is no such folder.", str(place), "Name a class folder or an nbgrader course folder.")
    return standing_in(place)
