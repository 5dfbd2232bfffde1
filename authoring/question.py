"""`Question`: what an author's item returns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

Answer = int | Fraction | Decimal | str


@dataclass(frozen=True)
class Question:
    """One question, as an item makes it.

    The type of `answer` decides how students answer: an int or Decimal is a number, a Fraction a fraction, a text one
    of several options (the answer, the mistakes' answers and `choices`, shuffled). `mistakes` maps a misconception's
    id to the answer it leads to, or to None where it leads to none with these numbers. `hints` open one at a time, and
    none but the last may give the answer away. `prompt`, `hints`, `solution` and options are markdown with $…$.
    `picture` is SVG with role="img" and an aria-label. With `lowest_terms`, 2/4 is asked for again as 1/2.
    """

    prompt: str
    _: KW_ONLY
    answer: Answer
    mistakes: Mapping[str, Answer | None] = field(default_factory=dict)
    choices: Sequence[str] = ()
    hints: Sequence[str] = ()
    solution: str = ""
    picture: str = ""
    lowest_terms: bool = False

    @property
    def kind(self) -> str:
        """The answer kind; TypeError with the reason when no kind takes such an answer."""
        return kind_of(self.answer)

    def _repr_html_(self) -> str:
        """What JupyterLab shows to the author below an item's cell: the question with its key and mal-rules."""
        from .prose import inline_html, to_html

        fits = [("Answer", self.answer), *self.mistakes.items()]
        rows = "".join(f"<tr><th>{inline_html(str(name))}</th><td>{inline_html(str(a))}</td></tr>" for name, a in fits)
        hints = "".join(f"<li>{inline_html(hint)}</li>" for hint in self.hints)
        return f"{to_html(self.prompt)}{self.picture}<table>{rows}</table><ol>{hints}</ol>{to_html(self.solution)}"


def kind_of(answer: Any) -> str:
    """The answer kind that takes `answer`; TypeError with the reason when there is none."""
    kinds = ((bool, ""), (int, "number"), (Decimal, "number"), (Fraction, "fraction"), (str, "choice"))
    found = next((kind for type_, kind in kinds if isinstance(answer, type_)), "")
    if not found:
        raise TypeError(f"no kind of question has the answer {answer!r}; use an int, a Fraction, a Decimal or a text")
    return found
