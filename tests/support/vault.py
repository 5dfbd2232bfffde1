"""A course whose answers are numbers of twelve digits: where one shows up before its time, it can be no chance."""

from __future__ import annotations

import json
import re
from pathlib import Path

import nbformat

STILL, LIVE = "01-still", "02-live"
NAMES_NOBODY_MAY_SEE = ("combination_of_the_vault", "The vault opens with", "digit-slip")

COURSE_TOML = """
title = "Vaults"
language = "en"

[[skill]]
id = "still"
title = "Vaults that stand still"
grade = 2
minutes = 10

[[skill]]
id = "live"
title = "Vaults that move"
grade = 2
minutes = 10

[[misconception]]
id = "digit-slip"
title = "Slips by a digit"
hole = "still"
says = "You slipped by one digit."
move = "Add from the right."
"""

ITEMS = """
from gapless import item, Question

@item(skill="SKILL")
def combination_of_the_vault_SKILL(rng):
    number, more = rng.randint(2 * 10**11, 9 * 10**11), rng.randint(10**6, 10**7)
    return Question(
        f"What is {number - more} + {more}?",
        answer=number,
        mistakes={"digit-slip": number + 10**9},
        hints=["Add from the right.", f"The vault opens with {number}."],
        solution=f"The vault opens with {number}.",
    )
"""

SLIDER = """
import ipywidgets as widgets

slider, room = widgets.IntSlider(value=3, max=9), widgets.Output()

def draw(change):
    with room:
        print("moved to", change.new)

slider.observe(draw, "value")
widgets.VBox([slider, room])
"""


def build_vault_course(course: Path) -> Path:
    """Two lessons of one kind of item: one page that stands still, one with Python behind a slider."""
    course.mkdir(parents=True)
    (course / "course.toml").write_text(COURSE_TOML, encoding="utf-8")
    for lesson, skill, code in ((STILL, "still", "1 + 1"), (LIVE, "live", SLIDER.strip())):
        cells = [
            nbformat.v4.new_markdown_cell(f"# Vaults, {skill}\n\nNumbers that nobody guesses.", id="a"),
            nbformat.v4.new_code_cell(code, id="b"),
            nbformat.v4.new_code_cell(f'from gapless import MasteryCheck\n\nMasteryCheck("{skill}")', id="c"),
            nbformat.v4.new_code_cell(ITEMS.replace("SKILL", skill).strip(), id="d", metadata={"tags": ["items"]}),
        ]
        kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
        path = course / "lessons" / f"{lesson}.ipynb"
        path.parent.mkdir(exist_ok=True)
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernelspec}), path)
    return course


def secrets_of(snapshot: dict) -> tuple[str, ...]:
    """What must not be seen of a question before it is answered: its key, its mistakes, and the words around them."""
    return (snapshot["key"], *snapshot["mistakes"].values(), *NAMES_NOBODY_MAY_SEE)


def leaks(texts: dict[str, str], secrets: tuple[str, ...]) -> list[str]:
    """Where a secret is found, digits with any grouping included."""
    plain = {place: re.sub(r"(?<=\d)[,.\u2009\u202f_ ](?=\d)", "", text) for place, text in texts.items()}
    return [f"{secret} in {place}" for secret in secrets for place, text in plain.items() if secret in text]


def models_in(html: str) -> dict[str, dict]:
    """The widget models embedded in a page, by id."""
    found = re.search(r'<script[^>]*id="gapless-widgets"[^>]*>(.+?)</script>', html, re.S)
    state = json.loads(found.group(1)) if found else {}
    return state.get("state", state)
