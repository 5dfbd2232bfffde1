"""`%load_ext gapless`: running a cell with items shows what students will meet, saved or not."""

from __future__ import annotations

import sys
from typing import Any

from IPython.core.error import UsageError
from IPython.core.interactiveshell import InteractiveShell
from IPython.core.magic import Magics, line_magic, magics_class
from IPython.core.magic_arguments import argument, magic_arguments, parse_argstring
from IPython.display import display

from ..errors import GaplessError
from .local import own_items
from .preview import ItemPreview
from .view import ON_A_PAGE

EVENTS = ("pre_run_cell", "post_run_cell")
_WORKBENCH = "gapless_workbench"


def load_ipython_extension(shell: InteractiveShell) -> None:
    """Begin to show items as they are defined. Raises UsageError on a page, which never holds items."""
    if ON_A_PAGE:
        raise UsageError("A page has no items to show (GAPLESS_PAGE=1). Load gapless in JupyterLab or IPython.")
    bench = Bench(shell)
    setattr(shell, _WORKBENCH, bench)
    for event in EVENTS:
        shell.events.register(event, getattr(bench, event))
    shell.register_magics(bench)


def unload_ipython_extension(shell: InteractiveShell) -> None:
    """Stop showing them; what was defined no longer stands for the course's files."""
    bench = getattr(shell, _WORKBENCH)
    for event in EVENTS:
        shell.events.unregister(event, getattr(bench, event))
    own_items.clear()
    bench.workbench.close()


@magics_class
class Bench(Magics):
    """What listens to a shell, and the magics %gapless_item and %gapless_check."""

    def __init__(self, shell: InteractiveShell) -> None:
        super().__init__(shell)
        # Here and not above: it loads the course and the graders, which only an author's kernel needs.
        from ..tutor.workbench import Workbench

        self.workbench = Workbench(own_items)
        if self.workbench.folder is not None and (path := str(self.workbench.folder)) not in sys.path:
            # As the item loader has it: helpers.py of the course is importable.
            sys.path.insert(0, path)
        self._watch: Any = None

    def pre_run_cell(self, info: object) -> None:
        """Watch what the cell that runs now defines."""
        self._watch = self.workbench.watch()

    def post_run_cell(self, result: Any) -> None:
        """Show what it defined, unless it failed: then the cell's own error is what to read."""
        found, self._watch = self._watch or [], None
        if not result.success:
            return
        for item in self.workbench.take(found):
            try:
                self._show(item, None)
            except UsageError as fault:
                print(fault)

    @magic_arguments()
    @argument("name", help="The item's name.")
    @argument("--seed", type=int, default=None, help="The seed of its question; the next one if left out.")
    @line_magic
    def gapless_item(self, line: str) -> None:
        """Show an item: one this kernel holds, else one of the course's files."""
        asked = parse_argstring(self.gapless_item, line)
        self._show(asked.name, asked.seed)

    @magic_arguments()
    @argument("--seeds", type=int, default=25, help="How many questions of each item to make.")
    @line_magic
    def gapless_check(self, line: str) -> None:
        """Prove the course's saved files; `gapless check` runs the lessons as well."""
        asked = parse_argstring(self.gapless_check, line)
        print(_told(lambda: self.workbench.check(asked.seeds)))

    def _show(self, name: str, seed: int | None) -> None:
        preview = _told(lambda: self.workbench.preview(name, seed))
        text = preview.text()
        if hasattr(self.shell, "kernel"):
            display(ItemPreview(name, preview.skill, preview, text))
        else:
            print(text)


def _told(act: Any) -> Any:
    """What `act` gives; a fault is told in its own sentence, without a traceback."""
    try:
        return act()
    except GaplessError as fault:
        raise UsageError(str(fault)) from fault
