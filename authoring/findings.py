"""What breaks each rule of `RULES`, found in the evidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from ..errors import AuthorError
from ..mastery.values import Rule as MasteryRule
from .evidence import Evidence, ancestors
from .handouts import assignment_faults
from .mathml import BROKEN_MATH
from .notebooks import Cell, Notebook, checks
from .prose import to_html
from .schema import FILE, tables

Broken = tuple[str, str, int | None, str]
"""What is amiss (a sentence), in which file, which cell from 1, and at which key."""


def reading(evidence: Evidence) -> Iterator[AuthorError]:
    """What shows without running any of the course's code."""
    yield from evidence.reading


def loading(evidence: Evidence) -> Iterator[AuthorError]:
    """Items cells and items that could not be loaded, unless that was told already."""
    told = {(fault.file, fault.cell, fault.what) for fault in evidence.reading}
    named = {(fault.file, fault.cell, fault.key) for fault in evidence.reading if fault.key}
    swept = {key for key, outcome in evidence.outcomes.items() if "makes-questions" in outcome.found}
    for fault in evidence.loading:
        place = (fault.file, fault.cell)
        if (*place, fault.what) not in told and (*place, fault.key) not in named and fault.key not in swept:
            yield fault


def running(evidence: Evidence) -> Iterator[AuthorError]:
    """What went amiss when the notebooks ran."""
    yield from evidence.running


def assignments(evidence: Evidence) -> Iterator[AuthorError]:
    """What keeps assignments from being graded, or their marks from becoming evidence."""
    yield from assignment_faults(evidence.contents.toml, evidence.contents.handouts)


def strictness(evidence: Evidence) -> Iterator[AuthorError]:
    """Tests of assignments whose marks a student's code could reach, or that their own solution does not pass."""
    yield from evidence.weak_tests


def swept(rule: str) -> Callable[[Evidence], Iterator[Broken]]:
    """What the sweeps found against a rule: one line an item, with the first seed that shows it."""

    def find(evidence: Evidence) -> Iterator[Broken]:
        for id_, outcome in evidence.outcomes.items():
            found = outcome.found.get(rule)
            if found:
                seed = min(found)
                more = f" ({len(found)} seeds in all)" if len(found) > 1 else ""
                item = evidence.items[id_]
                yield f"seed {seed}: {found[seed]}{more}.", item.file, item.cell, id_

    return find


def oracles(evidence: Evidence) -> Iterator[Broken]:
    """Oracles that say something else than an item, or that can read no question at all."""
    yield from swept("oracle-agrees")(evidence)
    for skill in evidence.rivals:
        of_skill = [each for each in evidence.items.values() if each.skill == skill]
        read = sum(evidence.outcomes[item.id].read for item in of_skill)
        if of_skill and not read:
            yield "Its oracle answers no question of its items.", of_skill[0].file, None, f"skill {skill!r}"


def second_oracles(evidence: Evidence) -> Iterator[Broken]:
    """Skills whose second oracle is missing or says something else."""
    for skill, found in evidence.rivals.items():
        if found:
            more = f" ({len(found)} in all)" if len(found) > 1 else ""
            files = [each.file for each in evidence.items.values() if each.skill == skill]
            yield f"{found[0]}{more}.", next(iter(files), ""), None, f"skill {skill!r}"


def hole_below(evidence: Evidence) -> Iterator[Broken]:
    """Misconceptions whose hole is neither the item's skill nor below it."""
    skills = tables(evidence.contents.toml, "skill")
    prerequisites = {str(entry.get("id")): entry.get("prerequisites", ()) for entry in skills}
    holes = {entry.get("id"): entry.get("hole") for entry in tables(evidence.contents.toml, "misconception")}
    for id_, outcome in evidence.outcomes.items():
        item = evidence.items[id_]
        below = {item.skill} | ancestors(prerequisites, item.skill)
        for name in outcome.shown:
            if holes.get(name) not in below:
                what = f"The misconception {name!r} names the hole {holes.get(name)!r}, not below {item.skill!r}."
                yield what, item.file, item.cell, id_


def open_skills(evidence: Evidence) -> Iterator[Broken]:
    """Items that ask for a skill which need not have come before the one they are asked for."""
    skills = tables(evidence.contents.toml, "skill")
    prerequisites = {str(entry.get("id")): entry.get("prerequisites", ()) for entry in skills}
    for item in evidence.items.values():
        for skill in item.also:
            if skill not in ancestors(prerequisites, item.skill):
                what = f"It asks for {skill!r} too, which does not come before {item.skill!r}."
                yield what, item.file, item.cell, item.id


def separable(evidence: Evidence) -> Iterator[Broken]:
    """Misconceptions that too few questions can show."""
    if len(evidence.items) < len({item.id for item in evidence.contents.items}):
        return  # an item that could not be loaded may be the one
    for entry in tables(evidence.contents.toml, "misconception"):
        name = entry.get("id")
        count = sum(outcome.shown.get(str(name), 0) for outcome in evidence.outcomes.values())
        if count < 2:
            shown = "No question can show it." if count == 0 else "One question alone can show it."
            yield shown, FILE, None, f"misconception {name!r}"


def told_apart(evidence: Evidence) -> Iterator[Broken]:
    """Mal-rules of an item that no pair of its questions tells from another one."""
    for id_, outcome in evidence.outcomes.items():
        item = evidence.items[id_]
        for name, count in outcome.shown.items():
            others = [other for other in outcome.shown if other != name]
            if count < 2 and others and "makes-questions" not in outcome.found:
                what = f"{name!r} shows in one question alone; no pair tells it from {others[0]!r}."
                yield what, item.file, item.cell, id_


def shapes(evidence: Evidence) -> Iterator[Broken]:
    """Skills whose items have fewer shapes than the course's mastery rule wants in a run."""
    rule = evidence.contents.toml.get("mastery")
    wanted = rule.get("shapes") if isinstance(rule, dict) else None
    wanted = MasteryRule().shapes if wanted is None else wanted
    if not isinstance(wanted, int) or len(evidence.items) < len({item.id for item in evidence.contents.items}):
        return  # told already; an item that could not be loaded may have the other shape
    for skill in sorted({item.skill for item in evidence.items.values()}):
        items = [item for item in evidence.items.values() if item.skill == skill]
        found = sorted({item.shape for item in items})
        if len(found) < wanted:
            what = f"The items of {skill!r} have {len(found)} of the {wanted} shapes wanted: {', '.join(found)}."
            yield what, items[0].file, items[0].cell, items[0].id


def micro_lessons(evidence: Evidence) -> Iterator[Broken]:
    """Holes that nothing teaches."""
    there = {Path(notebook.file).stem for notebook in evidence.contents.micro}
    skills = {entry.get("id") for entry in tables(evidence.contents.toml, "skill")}
    for entry in tables(evidence.contents.toml, "misconception"):
        hole = entry.get("hole")
        if hole in skills and hole not in there:
            what = f"There is no micro/{hole}.ipynb for the hole it names."
            yield what, FILE, None, f"misconception {entry.get('id')!r}: hole"


def micro_plain(evidence: Evidence) -> Iterator[Broken]:
    """Micro-lessons that ask questions."""
    for notebook in evidence.contents.micro:
        for check in checks(notebook):
            yield "A micro-lesson holds a MasteryCheck.", notebook.file, check.cell, ""


def lesson_math(evidence: Evidence) -> Iterator[Broken]:
    """Formulas of lessons that can't be set."""
    for notebook, cell in markdown_cells(evidence):
        html = to_html(cell.source, trusted=True)
        if BROKEN_MATH in html:
            shown = html.partition(f'{BROKEN_MATH}">')[2].partition("</code>")[0]
            yield f"The formula ${shown}$ can't be set.", notebook.file, cell.number, ""


_OUTSIDE = re.compile(
    r"!\[[^\]]*\]\(\s*<?(?:https?:)?//|<[^>]+\b(?:src|srcset|data)\s*=\s*[\"']?\s*(?:https?:)?//", re.I
)


def nothing_outside(evidence: Evidence) -> Iterator[Broken]:
    """Markdown that makes a browser ask another machine."""
    for notebook, cell in markdown_cells(evidence):
        if _OUTSIDE.search(cell.source):
            yield "This text fetches something from another machine.", notebook.file, cell.number, ""


def markdown_cells(evidence: Evidence) -> Iterator[tuple[Notebook, Cell]]:
    """Every cell of text that a page shows."""
    for notebook in (*evidence.contents.lessons, *evidence.contents.micro):
        for cell in notebook.shown:
            if cell.kind == "markdown":
                yield notebook, cell
