"""What nbgrader itself gives for the honest work of tests/graders/corpus: written to tests/graders/corpus/scores.json.

    .venv/bin/python scripts/corpus_scores.py

Runs `nbgrader autograde` on every submission, about a second each.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SCORES = ROOT / "tests" / "graders" / "corpus" / "scores.json"

Scores = dict[str, dict[str, dict[str, float | None]]]
"""Assignment -> submission -> grade id -> marks; None where a person has to give them."""


def scores_by_nbgrader(wanted: Mapping[str, Collection[str]], place: Path) -> Scores:
    """The scores of these submissions by assignment, by nbgrader's own converters in the empty folder `place`."""
    from corpus import assignments
    from nbgrader.apps.api import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import Config

    os.environ["PATH"] = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    config = Config()
    config.CourseDirectory.root = str(place)
    config.Execute.timeout = 60
    api: Any = NbGraderAPI(CourseDirectory(config=config), config=config)
    found: Scores = {}
    for name, assignment in assignments().items():
        if name not in wanted:
            continue
        write(place / "source" / name / "work.ipynb", assignment.author)
        told(api.generate_assignment(name, force=True, create=True))
        released = (place / "release" / name / "work.ipynb").read_text(encoding="utf-8")
        for student in wanted[name]:
            work = assignment.submission(student, json.loads(released))
            write(place / "submitted" / student / name / "work.ipynb", work)
            told(api.autograde(name, student))
            with api.gradebook as book:
                grades = book.find_submission_notebook("work", name, student).grades
                found.setdefault(name, {})[student] = {grade.name: grade.auto_score for grade in grades}
            print(name, student, found[name][student], file=sys.stderr)
    return found


def told(result: Mapping[str, Any]) -> None:
    """Raise what nbgrader logged, if it failed."""
    if not result["success"]:
        raise RuntimeError(result.get("log") or result.get("error"))


def write(path: Path, notebook: Mapping[str, Any]) -> None:
    """Write a notebook."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook), encoding="utf-8")


def main() -> None:
    """All of the corpus."""
    sys.path.insert(0, str(ROOT / "tests" / "support"))
    from corpus import assignments

    wanted = {name: tuple(assignment.submissions) for name, assignment in assignments().items()}
    with tempfile.TemporaryDirectory() as folder:
        scores = scores_by_nbgrader(wanted, Path(folder))
    SCORES.write_text(json.dumps(scores, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
