"""What a course says to learners outside its questions, and which of it breaks the rules of tone."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..errors import AuthorError
from .evidence import Evidence
from .findings import Broken, markdown_cells, swept
from .schema import FILE, tables
from .tone import has_move, slips
from .tones import Level

_SAID = (("skill", ("title",)), ("misconception", ("title", "says", "move")))
"""What the tables of course.toml say aloud."""


def tone(rule: str, level: Level) -> Callable[[Evidence], Iterator[AuthorError | Broken]]:
    """What slips of this level there are, in course.toml, in notebooks and in the questions of items."""

    def find(evidence: Evidence) -> Iterator[AuthorError | Broken]:
        for text, file, cell, key in _texts(evidence):
            for slip in slips(text):
                if slip.tone.level == level:
                    what = f"The text says {slip.words!r}: {slip.tone.why}."
                    yield AuthorError(what, slip.tone.remedy, file, cell, key)
        yield from swept(rule)(evidence)

    return find


def next_moves(evidence: Evidence) -> Iterator[Broken]:
    """Misconceptions that tell a child what was seen and nothing to do."""
    for entry in tables(evidence.contents.toml, "misconception"):
        move = entry.get("move")
        if isinstance(move, str) and move.strip() and not has_move(move):
            yield f"{move!r} names no next move.", FILE, None, f"misconception {entry.get('id')!r}: move"


def _texts(evidence: Evidence) -> Iterator[tuple[str, str, int | None, str]]:
    toml = evidence.contents.toml
    said = [("title", toml.get("title"))]
    for section, keys in _SAID:
        for entry in tables(toml, section):
            said += [(f"{section} {entry.get('id')!r}: {key}", entry.get(key)) for key in keys]
    yield from ((text, FILE, None, key) for key, text in said if isinstance(text, str))
    yield from ((cell.source, notebook.file, cell.number, "") for notebook, cell in markdown_cells(evidence))
