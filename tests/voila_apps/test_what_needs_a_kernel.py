"""Which notebooks open as live pages: those with Python behind a widget, and why, in words for the author."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from gapless.voila_apps import run_notebooks
from gapless.voila_apps.snapshot import Snapshot

USES = "import ipywidgets as w\n"
NEEDS = {
    "observer": (
        USES + "def draw(change): ...\ns = w.IntSlider(); s.observe(draw, 'value'); s",
        "IntSlider: a change of value calls draw.",
    ),
    "click": (USES + "def go(button): ...\nb = w.Button(); b.on_click(go); b", "Button: a click calls go."),
    "interact": (
        USES + "def f(x): ...\nw.interact(f, x=3);",
        "IntSlider: a change of value calls f, given to interact.",
    ),
    "interactive-output": (
        USES + "s = w.IntSlider()\nw.VBox([s, w.interactive_output(lambda x: x, {'x': s})])",
        "IntSlider: a change of value calls a function given to interactive_output.",
    ),
    "python-link": (
        USES + "import traitlets\na, b = w.IntSlider(), w.IntSlider()\ntraitlets.link((a, 'value'), (b, 'value'))\na",
        "IntSlider: a change of value calls a Python link (jslink needs none).",
    ),
    "decorated": (
        USES
        + "import traitlets\nclass Mine(w.IntSlider):\n    @traitlets.observe('value')\n"
        + "    def _moved(self, change): ...\nMine()",
        "Mine: a change of value calls Mine._moved.",
    ),
    "message": (
        USES + "def heard(widget, content, buffers): ...\nh = w.HTML(); h.on_msg(heard); h",
        "HTML: a message calls heard.",
    ),
    "thread": (
        "import threading, time\ndef tick(): time.sleep(60)\nthreading.Thread(target=tick, daemon=True).start()",
        "A thread goes on running tick.",
    ),
    "task": (
        "import asyncio\nasync def tick(): await asyncio.sleep(60)\ntask = asyncio.create_task(tick())",
        "A task goes on running tick.",
    ),
    "comm-target": (
        "import comm\ndef heard(channel, message): ...\ncomm.get_comm_manager().register_target('mine', heard)",
        "It waits for messages to mine.",
    ),
}
NEEDS_NONE = {
    "text": "1 + 1",
    "controls": USES + "w.VBox([w.IntSlider(), w.Text(), w.Play(), w.Tab([w.HTML('a')])])",
    "jslink": USES + "a, b = w.IntSlider(), w.IntSlider()\nw.jslink((a, 'value'), (b, 'value'))\nw.VBox([a, b])",
    "own-observer-gone": USES + "def f(c): ...\ns = w.IntSlider(); s.observe(f, 'value'); s.unobserve(f, 'value'); s",
    "output": USES + "o = w.Output()\nwith o: print('hi')\no",
    "check": "from gapless import MasteryCheck\nMasteryCheck('parts')",
    "anywidget": "import anywidget\nclass A(anywidget.AnyWidget):\n    _esm = 'export default {render() {}}'\nA()",
    "thread-done": "import threading\nt = threading.Thread(target=print); t.start(); t.join()",
}


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Snapshot]:
    """Notebooks run once, as a page would run them: all that needs a kernel, all that needs none, two with a wish."""
    course = tmp_path_factory.mktemp("course")
    _write(course, "needs", [source for source, _ in NEEDS.values()])
    _write(course, "needs-none", list(NEEDS_NONE.values()))
    _write(course, "never", [NEEDS["click"][0]], {"kernel": "never"})
    _write(course, "now", ["1 + 1"], {"kernel": "now"})
    return run_notebooks(course, "lessons")


def _write(course: Path, name: str, sources: list[str], wish: dict[str, str] | None = None) -> None:
    path = course / "lessons" / f"{name}.ipynb"
    path.parent.mkdir(exist_ok=True)
    cells = [nbformat.v4.new_code_cell(source, id=f"cell-{number}") for number, source in enumerate(sources)]
    metadata = {"gapless": wish} if wish else {}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=metadata), path)


@pytest.mark.parametrize("name", NEEDS)
def test_python_behind_a_widget_needs_a_kernel(runs: dict[str, Snapshot], name: str):
    assert NEEDS[name][1] in runs["needs"].reasons


def test_each_reason_is_told_once(runs: dict[str, Snapshot]):
    assert sorted(runs["needs"].reasons) == sorted(reason for _, reason in NEEDS.values())
    assert runs["needs"].faults == ()


def test_a_page_that_lives_in_the_browser_needs_none(runs: dict[str, Snapshot]):
    assert runs["needs-none"].reasons == ()
    assert runs["needs-none"].faults == ()


def test_the_author_may_decide(runs: dict[str, Snapshot]):
    assert runs["never"].reasons == ()
    assert runs["now"].reasons == ("The notebook asks for one.",)
