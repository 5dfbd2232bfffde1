"""The only door through which Voila reads a notebook, and the place where answer keys are left outside."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import nbformat
from jupyter_server.services.contents.manager import ContentsManager
from tornado.web import HTTPError

PAGES = Path(__file__).parent / "pages"
ITEMS_TAG = "items"
# One folder and one notebook in it; no dots in front, no way up, no file of another kind.
_PATH = re.compile(r"(?P<shelf>pages|lessons|micro)/(?P<name>\w[\w.-]*)\.ipynb")
_KERNELSPEC = {"name": "python3", "display_name": "Python 3", "language": "python"}


class Catalog(ContentsManager):
    """Notebooks by the names `pages/…`, which gapless ships, `lessons/…` and `micro/…`, which the course holds.

    What comes out has no cell tagged `items`, no saved output and the kernel of this very Python. Nothing can be
    written, listed or downloaded here.
    """

    def __init__(self, course: Path, **options: Any) -> None:
        super().__init__(**options)
        self._roots = {"pages": PAGES, "lessons": course / "lessons", "micro": course / "micro"}

    def names(self, shelf: str) -> list[str]:
        """The stems of the notebooks of `pages`, `lessons` or `micro`, in order."""
        stems = (path.stem for path in self._roots[shelf].glob("*.ipynb"))
        return sorted(stem for stem in stems if _PATH.fullmatch(f"{shelf}/{stem}.ipynb"))

    def file(self, path: str) -> Path | None:
        """The file behind a catalog path, or None where the catalog has no such notebook."""
        match = _PATH.fullmatch(path.strip("/"))
        if match is None:
            return None
        root = self._roots[match["shelf"]].resolve()
        file = (root / f"{match['name']}.ipynb").resolve()
        return file if file.parent == root and file.is_file() else None

    def folder(self, path: str) -> Path:
        """Where a notebook of this path lies, and runs. Raises HTTPError 404 where there is none."""
        file = self.file(path)
        if file is None:
            raise HTTPError(404, "There is no such notebook: %s", path)
        return file.parent

    def notebook(self, path: str) -> nbformat.NotebookNode:
        """The notebook without its items. Raises HTTPError 404 where there is none, 500 where it can't be read."""
        file = self.file(path)
        if file is None:
            raise HTTPError(404, "There is no such notebook: %s", path)
        try:
            notebook = nbformat.read(file, as_version=4)
        except (OSError, ValueError, nbformat.ValidationError) as error:
            raise HTTPError(500, "The notebook %s can't be read: %s", path, error) from error
        return without_keys(notebook)

    def get(  # type: ignore[override]  # the other options make no difference here
        self, path: str, content: bool = True, **_: Any
    ) -> dict[str, Any]:
        """The contents model that Voila's renderer asks for."""
        notebook = self.notebook(path) if content else None
        return {"name": Path(path).name, "path": path, "type": "notebook", "format": "json", "content": notebook}

    def file_exists(self, path: str = "") -> bool:
        """Whether the catalog has this notebook."""
        return self.file(path) is not None

    def dir_exists(self, path: str) -> bool:
        """No: a catalog has no folders to walk."""
        return False

    def is_hidden(self, path: str) -> bool:
        """Everything that is not a notebook of the catalog is."""
        return not self.file_exists(path)


def without_keys(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook as a page may see it; each cell keeps its number in the file, for words to the author."""
    for number, cell in enumerate(notebook.cells):
        cell.metadata["gapless_cell"] = number
        if cell.cell_type == "code":
            cell["outputs"], cell["execution_count"] = [], None
    kept = [cell for cell in notebook.cells if ITEMS_TAG not in cell.metadata.get("tags", [])]
    metadata = {key: notebook.metadata[key] for key in ("gapless", "title") if key in notebook.metadata}
    notebook["cells"], notebook["metadata"] = kept, nbformat.from_dict({**metadata, "kernelspec": dict(_KERNELSPEC)})
    return notebook
