"""What an answer kind is: how its answers are written down, read, compared and asked for."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Reading:
    """An answer that could be read: its `value`, and `text`, the canonical form shown back.

    `lowest` says that the text uses the smallest numbers it can (2/4 does not).
    """

    value: Hashable
    text: str
    lowest: bool = True


class Unreadable(Exception):
    """Text that is not an answer of this kind; `why` is a sentence for the student, or "" when there is none."""

    def __init__(self, why: str = "") -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Kind:
    """One answer kind.

    `encode(answer)` is the canonical text of an author's answer, and raises TypeError or ValueError with the reason
    when the answer is not of this kind. `read(text, options)` reads what a student typed, and raises Unreadable.
    `spec(options)` describes the input to the page and holds no key. `looks` tells students what an answer looks like
    by one of `examples`; the first one that does not give the key away is taken.
    """

    name: str
    encode: Callable[[Any], str]
    read: Callable[[str, Sequence[str]], Reading]
    spec: Callable[[Sequence[str] | None], dict[str, Any]]
    looks: str
    examples: tuple[str, ...] = ("",)

    def equal(self, one: Reading, other: Reading) -> bool:
        """Whether two readings are the same answer."""
        return one.value == other.value
