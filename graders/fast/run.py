"""One batch from the settings to its outcomes, and the feedback of those that are graded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from ...kernels import require_sandbox
from ..batches.examine import Handouts
from ..batches.values import Batch, Outcome
from .anomalies import Looked, alike, look
from .examiners import opened_examiner
from .feedback import Feedback
from .files import files_in
from .late import penalties
from .pipeline import Batch as Pipeline
from .pipeline import Grade, Progress, Worked
from .place import share_root
from .plan import Plan
from .pool import enough
from .recall import changed
from .settings import Settings
from .standing import Standing, standings
from .task import grade_submission
from .values import Handout

if TYPE_CHECKING:
    from ..batches.batch import Wanted


def grade_fast(
    settings: Settings,
    engine: Engine,
    plan: Plan,
    handouts: Handouts,
    wanted: Wanted,
    found: Mapping[str, Path],
    refused: Mapping[str, str],
    step: Progress,
) -> Batch:
    """Grade these submissions of the assignment."""
    handout = handout_of(settings, plan)
    with _grading(handout, wanted) as (grade, room):
        pipeline = Pipeline(settings, plan, handouts, handout, engine, penalties(settings.late), grade)
        run = pipeline.run(found, refused, wanted.workers or room, step)
    with run.timed("feedback"):
        standing = standings(engine, plan)
        feedback = Feedback(settings, plan, wanted.prose)
        done = sorted(run.done, key=lambda one: one.seen.student)
        students = [one.seen.student for one in done if one.status in ("graded", "kept")]
        with ThreadPoolExecutor(enough()) as pool:
            list(pool.map(lambda who: feedback.write(who, standing[who]), students))
        if students:
            share_root(settings, "feedback")
    outcomes = tuple(_outcomes(settings, handout, done, standing))
    return Batch(plan.name, outcomes, seconds=dict(run.seconds))


@contextmanager
def _grading(handout: Handout, wanted: Wanted) -> Iterator[tuple[Grade, int]]:
    """What grades one submission, and how many at once: processes of this one, or the workers of a cluster."""
    if wanted.dask:
        from ..cluster import opened_cluster

        with opened_cluster(wanted.dask, handout, wanted.sandbox) as cluster:
            yield cluster.grade, cluster.room
        return
    if wanted.sandbox:
        require_sandbox()
    with opened_examiner(handout) as examiner:
        yield lambda task: grade_submission(task, handout, examiner), enough()


def handout_of(settings: Settings, plan: Plan) -> Handout:
    """What all submissions of the assignment share. Reads the folder of its source."""
    source = settings.folder("source", ".", plan.name)
    untouched = set(settings.untouched.get(plan.name, ()))
    files = {name: content for name, content in files_in(source, settings.ignore).items() if name not in untouched}
    authors = {path.name: path.read_bytes() for path in sorted(source.glob("*.ipynb"))}
    return Handout(plan, files, authors, settings.running, settings.hidden_marks)


def _outcomes(
    settings: Settings, handout: Handout, done: list[Worked], standing: Mapping[str, Standing]
) -> list[Outcome]:
    looked = {one.seen.student: _looked(one, handout) for one in done}
    same = alike({who: {name: it.likeness for name, it in seen.items()} for who, seen in looked.items()})
    outcomes: list[Outcome] = []
    for one in done:
        who = one.seen.student
        remarks = [f"{name}.ipynb: {remark}" for name, seen in looked[who].items() for remark in seen.remarks]
        outcomes.append(_outcome(settings, handout.plan, one, standing.get(who), (*remarks, *same.get(who, ()))))
    return outcomes


def _looked(one: Worked, handout: Handout) -> dict[str, Looked]:
    """What there is to look at in a submission: found out when it was graded, and now for one that was not."""
    found = {notebook.name: notebook.looked for notebook in one.notebooks if notebook.looked}
    others = {name: work for name, work in one.seen.works.items() if name not in found}
    return found | {
        name: look(work, handout.plan.notebooks[name], handout.hidden_marks) for name, work in others.items()
    }


def _outcome(
    settings: Settings, plan: Plan, one: Worked, standing: Standing | None, anomalies: tuple[str, ...]
) -> Outcome:
    notes = [*one.seen.notes, *(note for notebook in one.notebooks for note in notebook.notes)]
    if one.status not in ("graded", "kept") or standing is None:
        return Outcome(one.seen.student, one.status, one.words, tuple(notes), anomalies=anomalies)
    digests = one.seen.digests
    if one.status == "kept":
        for name in changed(settings.folder("autograded", one.seen.student, plan.name), one.seen.works):
            notes.append(f"{name}.ipynb was changed since it was graded. Grade it again with --force.")
            del digests[name]
    faults = [f"{notebook.name}.ipynb: {fault}" for notebook in one.notebooks for fault in notebook.faults]
    weak = [f"{it.name}.ipynb: {mark.cell}: {mark.why}" for it in one.notebooks for mark in it.weak]
    return Outcome(
        student=one.seen.student,
        status=one.status,
        notes=tuple(notes),
        score=standing.score,
        max_score=sum(cell.max_score for notebook in plan.notebooks.values() for cell in notebook.graded.values()),
        late_penalty=sum(standing.penalties.values()),
        cells=tuple(
            standing.marks[name, cell]
            for name, notebook in plan.notebooks.items()
            for cell in notebook.graded
            if (name, cell) in standing.marks
        ),
        digests=digests,
        faults=(*one.seen.faults.values(), *faults),
        weak=tuple(weak),
        anomalies=anomalies,
    )
