"""What the records hand out, as plain values: importable without a database library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..errors import GaplessError

Role = Literal["student", "teacher"]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the class; `id` is what events and addresses name them by."""

    id: str
    name: str
    email: str = ""
    role: Role = "student"


@dataclass(frozen=True, slots=True)
class Card:
    """A personal code, to be shown once: the records keep only its hash."""

    id: str
    name: str
    code: str


class Stale(GaplessError):
    """Another process wrote for this student meanwhile: read again, decide again."""
