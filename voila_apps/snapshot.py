"""A page executed once: its HTML ready to send to everybody, and whether it needs a kernel after all."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2

from .assets import Assets, Body, packed
from .catalog import Catalog
from .kernels import nobodys_kernel
from .render import Fault, PageRenderer, Sheet, make_environment

# What an author may write as `gapless.kernel` in a notebook's metadata, and what it makes of the reasons found.
_WISHES = {"never": [], "now": ["The notebook asks for one."]}


@dataclass(frozen=True)
class Snapshot:
    """The page in all encodings; `reasons` why it must be opened live (none: everybody gets these bytes); `faults`."""

    body: Body
    reasons: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


async def take_snapshot(sheet: Sheet, catalog: Catalog, assets: Assets, environment: jinja2.Environment) -> Snapshot:
    """Run the notebook in a kernel of its own and keep the page. Raises HTTPError where there is no such notebook."""
    renderer = PageRenderer(sheet, catalog, assets, environment)
    await renderer.initialize()
    async with nobodys_kernel(catalog.folder(sheet.notebook)) as manager:
        pieces = [piece async for piece, _ in renderer.pieces("", _ready(manager))]
    body = await asyncio.to_thread(packed, "".join(pieces).encode(), 11)
    wish = renderer.notebook.metadata.get("gapless", {}).get("kernel")
    reasons = _WISHES.get(wish, renderer.reasons)
    return Snapshot(body, tuple(reasons), tuple(renderer.faults))


async def _ready(manager: Any) -> Any:
    return manager


def lessons_needing_kernels(course_dir: Path) -> dict[str, list[str]]:
    """The lessons of a course that open as live pages, and why, by lesson id; runs every lesson once."""
    return {lesson: list(run.reasons) for lesson, run in run_notebooks(course_dir, "lessons").items() if run.reasons}


def run_notebooks(course_dir: Path, shelf: str) -> dict[str, Snapshot]:
    """Every notebook of `lessons` or `micro`, run as a page would run it, two at a time, by its stem."""
    return asyncio.run(_run_all(Path(course_dir), shelf))


async def _run_all(course_dir: Path, shelf: str) -> dict[str, Snapshot]:
    catalog, assets, gate = Catalog(course_dir), Assets(), asyncio.Semaphore(2)
    environment = make_environment(assets)

    async def run(name: str) -> Snapshot:
        async with gate:
            return await take_snapshot(Sheet(shelf, f"{shelf}/{name}.ipynb"), catalog, assets, environment)

    names = catalog.names(shelf)
    return dict(zip(names, await asyncio.gather(*map(run, names)), strict=True))
