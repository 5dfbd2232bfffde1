"""What the checks look at: one proposal, read once, with as many instances as they need."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from random import Random

from .context import Answering, SkillContext
from .drawing import Instance, draws, instances
from .spec import Draft, Spec
from .templates import Template

INSTANCES = 40
"""How many instances of a spec are looked at."""


@dataclass
class Case:
    """A proposal under examination: its bytes and draft, the skill's context, and who answers its questions.

    `known` are the specs that there are already, `target` the misconception that was asked for, or "".
    """

    raw: bytes
    draft: Draft
    context: SkillContext
    bank: Answering
    known: Collection[Spec] = ()
    target: str = ""

    @property
    def spec(self) -> Spec:
        """The spec; there is one, or no check but those of the raw bytes is asked."""
        assert self.draft.spec is not None
        return self.draft.spec

    @property
    def prose(self) -> tuple[Template, ...]:
        """What students read that the model wrote: the stem and the hints."""
        return (self.spec.stem, *self.spec.hints)

    @cached_property
    def instances(self) -> list[Instance]:
        """The spec with up to `INSTANCES` different numbers, extremes first."""
        rng = Random(f"verify {self.spec.hash}")
        return instances(self.spec, list(islice(draws(self.spec, rng), INSTANCES)), self.bank)


Broken = Iterator[str]
"""What a check found amiss, in words for a teacher; nothing where the proposal holds."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing a proposal must hold: its id, what it keeps out, and what finds it. A `raw` one needs no spec."""

    id: str
    keeps: str
    find: Callable[[Case], Broken]
    raw: bool = False
