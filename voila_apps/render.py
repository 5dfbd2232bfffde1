"""Voila's renderer with our exporter, executor and template: the same for a snapshot and for a live page."""

from __future__ import annotations

import itertools
import re
from collections.abc import AsyncIterator, Awaitable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
import nbformat
from jupyter_core.utils import ensure_async
from markupsafe import Markup
from voila.configuration import VoilaConfiguration
from voila.exporter import VoilaExporter
from voila.notebook_renderer import NotebookRenderer

from ..records.values import Person
from .assets import Assets
from .catalog import Catalog
from .execute import PageExecutor
from .outputs import markdown_html, output_html, script_json
from .widget_state import widget_state

TEACHERS_PAGES = frozenset({"class", "class-forms", "rewards", "queue"})
TEMPLATE = Path(__file__).parent / "template"
_HEADING = re.compile(r"^## +(.+?)\s*#*$", re.MULTILINE)
_TITLE = re.compile(r"^# +(.+?)\s*#*$", re.MULTILINE)


@dataclass(frozen=True)
class Fault:
    """A cell that failed: its notebook, its number in the file (from 0), and what Python said."""

    notebook: str
    cell: int
    words: str

    def __str__(self) -> str:
        return f"{self.notebook}, cell {self.cell}: {self.words}"


@dataclass(frozen=True)
class Sheet:
    """What the template is told about a page: its `kind` ("lesson", "home", …), the notebook, the course's title.

    `has_work` tells whether the course has assignments, and so the pages a link to My work.
    """

    kind: str
    notebook: str
    course_title: str = ""
    has_work: bool = False
    template: str = "page.html.j2"


class PageExporter(VoilaExporter):
    """Voila's exporter with one compiled template for all pages."""

    def __init__(self, environment: jinja2.Environment, template: str, **options: Any) -> None:
        self._pages, self._page_template = environment, template
        super().__init__(**options)

    @property
    def environment(self) -> jinja2.Environment:
        """The environment that all pages share, so that the template is compiled once a server."""
        return self._pages

    @property
    def template(self) -> jinja2.Template:
        """The page's own template."""
        return self._pages.get_template(self._page_template)


def make_environment(assets: Assets, streaming: bool = True) -> jinja2.Environment:
    """The Jinja environment of all pages; compiled templates stay in it. Messages are rendered at once instead."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATE), autoescape=True, enable_async=streaming, auto_reload=False
    )
    environment.globals["asset"] = assets.url
    environment.globals["preloads"] = assets.preloads
    environment.globals["modules"] = assets.modules
    return environment


class PageRenderer(NotebookRenderer):
    """Renders one notebook of the catalog; afterwards `faults` and `reasons` tell how it went."""

    def __init__(self, sheet: Sheet, catalog: Catalog, assets: Assets, environment: jinja2.Environment) -> None:
        super().__init__(
            notebook_path=sheet.notebook,
            contents_manager=catalog,
            voila_configuration=VoilaConfiguration(),
            base_url="/",
            page_config={},
        )
        self.sheet, self.assets, self._environment = sheet, assets, environment
        self._catalog = catalog
        self._folder = catalog.folder(sheet.notebook)
        self.seen: Person | None = None
        self.faults: list[Fault] = []
        self.reasons: list[str] = []
        self._step = itertools.count(1)

    async def initialize(self, **_: Any) -> None:
        """Read the notebook and make the exporter. Raises HTTPError where the catalog has no such notebook."""
        self.notebook = self._catalog.notebook(self.notebook_path)
        self.cwd = str(self._folder)
        self.resources = {"metadata": {"name": Path(self.notebook_path).stem, "path": self.cwd}}
        self.exporter = PageExporter(
            self._environment, self.sheet.template, contents_manager=self.contents_manager, base_url="/"
        )

    def pieces(self, kernel_id: str, manager: Any, shown_id: str = "") -> AsyncIterator[tuple[str, Any]]:
        """The page's HTML, piece by piece as the cells finish; a live page names its kernel as `shown_id`."""
        sources = [cell.source for cell in self.notebook.cells if cell.cell_type == "markdown"]
        text = "\n".join(sources)
        title = _TITLE.search(text)
        context = {
            "sheet": self.sheet,
            "role": "teacher" if self.sheet.kind in TEACHERS_PAGES else "student",
            "seen": self.seen,
            "title": _plain(title[1]) if title else "",
            "steps": [_plain(step) for step in _HEADING.findall(text)],
            "kernel_id": shown_id,
            "kernel_start": lambda nb: self._jinja_kernel_start(nb, kernel_id, manager),
            "cell_generator": self._cells,
            "widgets_json": self._widgets_json,
        }
        return self.exporter.generate_from_notebook_node(self.notebook, resources=self.resources, extra_context=context)

    async def _jinja_kernel_start(
        self, nb: nbformat.NotebookNode, kernel_id: str, kernel_future: Awaitable[Any]
    ) -> str:
        manager = await ensure_async(kernel_future)
        self.executor = PageExecutor(nb, km=manager)
        await self.executor.connect([str(self._folder.parent)])
        self.kernel_started = True
        return ""

    async def _cells(self, nb: nbformat.NotebookNode) -> AsyncIterator[Markup]:
        for index, cell in enumerate(nb.cells):
            if cell.cell_type == "code":
                cell = await self.executor.run(cell, index)
                self._note_faults(cell)
            yield Markup(self._cell_html(cell))
        # After a crash half of its widgets have lost their Python: such a notebook stays a still page.
        self.reasons = [] if self.executor.deaths else await self.executor.reasons()
        self.executor.set_widgets_metadata()
        await self._cleanup_resources()

    def _cell_html(self, cell: nbformat.NotebookNode) -> str:
        if cell.cell_type == "markdown":
            return f'<section class="text">{self._markdown_html(cell.source)}</section>'
        return "".join(output_html(output) for output in cell.get("outputs", []))

    def _markdown_html(self, source: str) -> str:
        html = markdown_html(source, self._folder, self.assets)
        return re.sub("<h2>", lambda _: f'<h2 id="step-{next(self._step)}">', html)

    def _note_faults(self, cell: nbformat.NotebookNode) -> None:
        for output in cell.outputs:
            if output.output_type == "error":
                words = f"{output.ename}: {output.evalue}"
                self.faults.append(Fault(self.notebook_path, cell.metadata.get("gapless_cell", 0), words))

    def _widgets_json(self, nb: nbformat.NotebookNode) -> Markup:
        state = widget_state(nb, self.assets)
        return Markup(script_json(state) if state else "")


def _plain(heading: str) -> str:
    return re.sub(r"[*_`$]", "", heading)
