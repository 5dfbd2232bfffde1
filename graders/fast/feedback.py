"""What a student gets back: each notebook with its outputs, marks and comments, as a page without scripts.

It lies where nbgrader's feedback lies. Nothing of a hidden test is in it, whatever a notebook printed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ..batches.notebook import NotANotebook, read_work
from ..batches.values import CellMark
from .hidden import NOTICED, hidden_lines, shown_source, without_hidden
from .late import TIMESTAMP
from .paper import Sheet, page, shown_output
from .place import write_whole
from .plan import NotebookPlan, Plan
from .sanitize import facts
from .scoring import text_of
from .settings import Settings
from .standing import Standing

Prose = Callable[[str], str]


class Feedback:
    """Writes the feedback of an assignment's submissions from their graded notebooks."""

    def __init__(self, settings: Settings, plan: Plan, prose: Prose | None) -> None:
        self._settings, self._plan = settings, plan
        self._prose = prose or _plain_prose()
        self._secrets = {name: list(_secrets(notebook, settings)) for name, notebook in plan.notebooks.items()}

    def write(self, student: str, standing: Standing) -> None:
        """Write the pages of one submission that changed since they were written."""
        graded = self._settings.folder("autograded", student, self._plan.name)
        target = self._settings.folder("feedback", student, self._plan.name)
        for name, notebook in self._plan.notebooks.items():
            try:
                content = (graded / f"{name}.ipynb").read_bytes()
                read_work(content)
            except (OSError, NotANotebook):
                continue
            text = self.render(notebook, json.loads(content), standing, graded)
            self._write(target / f"{name}.html", text.encode("utf-8", "replace"))
        if (graded / TIMESTAMP).is_file() and target.is_dir():
            self._write(target / TIMESTAMP, (graded / TIMESTAMP).read_bytes())

    def render(self, plan: NotebookPlan, notebook: Mapping[str, Any], standing: Standing, folder: Path) -> str:
        """One page. `folder` holds the pictures that the notebook's text names."""
        sheet = Sheet(plan.name, folder, self._prose)
        for cell in notebook["cells"]:
            id = facts(cell).get("grade_id")
            at = (plan.name, id) if isinstance(id, str) else None
            mark = standing.marks.get(at) if at else None
            outputs = [shown_output(one) for one in self._outputs(plan, cell)]
            source = text_of(cell["source"])
            if isinstance(id, str) and id in plan.sources and plan.sources[id].locked:
                source = shown_source(source, self._settings.hidden_marks)
            sheet.add(cell["cell_type"], source, outputs, mark, standing.comments.get(at, "") if at else "")
        marks = [mark for mark in standing.marks.values() if mark.notebook == plan.name]
        return page(
            sheet, _total(marks, standing.penalties.get(plan.name, 0.0)), standing.penalties.get(plan.name, 0.0)
        )

    def _outputs(self, plan: NotebookPlan, cell: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        """What the student may see of a cell's outputs."""
        kept = cell["metadata"].get("gapless")
        shown = kept.get("shown") if isinstance(kept, dict) else None
        outputs = [
            one for one in (shown if isinstance(shown, list) else cell.get("outputs", [])) if isinstance(one, dict)
        ]
        source = plan.sources.get(str(facts(cell).get("grade_id")))
        if shown is None and source and hidden_lines(source.source, self._settings.hidden_marks):
            # The error of a hidden check tells of it, be it only by a value.
            outputs = [NOTICED if one.get("output_type") == "error" else one for one in outputs]
        return without_hidden(outputs, self._secrets[plan.name])

    def _write(self, path: Path, content: bytes) -> None:
        if not path.is_file() or path.read_bytes() != content:
            write_whole(path, content, self._settings.feedback_permissions)


def _secrets(notebook: NotebookPlan, settings: Settings) -> Iterator[str]:
    """The hidden lines of a notebook that stand nowhere in what was handed out."""
    handed_out = "\n".join(shown_source(cell.source, settings.hidden_marks) for cell in notebook.sources.values())
    for cell in notebook.sources.values():
        yield from (line for line in hidden_lines(cell.source, settings.hidden_marks) if line not in handed_out)


def _total(marks: list[CellMark], penalty: float) -> tuple[float, float]:
    return sum(mark.score for mark in marks) - penalty, sum(mark.max_score for mark in marks)


def _plain_prose() -> Prose:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable(["table"]).render
