"""Many good and many corrupted specs through the verifier, with a tally: what `make test` and `make nightly` run."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from random import Random

from practice_adversary import ATTACKS, corrupted
from practice_judge import harm
from practice_specs import SKILLS, Spec, good

from gapless.authoring import ItemBank, load_course
from gapless.practice.context import SkillContext, skill_contexts
from gapless.practice.render import Unserved, instance
from gapless.practice.verify import Report, verify

COURSE = Path(__file__).parents[2] / "courses" / "fractions"
SHOWN = 2
"""How many questions of an accepted spec the judge looks at."""


@dataclass
class Tally:
    """What came of a campaign, counted by spec: `harmful` are those a student could have seen, with the reason."""

    tried: Counter[str] = field(default_factory=Counter)
    shown: Counter[str] = field(default_factory=Counter)
    queued: Counter[str] = field(default_factory=Counter)
    harmful: list[str] = field(default_factory=list)
    stopped_by: Counter[str] = field(default_factory=Counter)

    def add(self, name: str, report: Report) -> None:
        """Count one spec."""
        self.tried[name] += 1
        if report.tier == 1:
            self.shown[name] += 1
        elif report.tier == 2:
            self.queued[name] += 1
        else:
            self.stopped_by[report.verdicts[-1].check] += 1


@dataclass
class Ground:
    """A course's bank and contexts."""

    bank: ItemBank
    contexts: Mapping[str, SkillContext]

    def report(self, spec: Spec, raw: bytes | None = None) -> Report:
        """The verdict on a spec of this skill, or on other bytes sent for it."""
        data = json.dumps(spec).encode() if raw is None else raw
        return verify(data, self.contexts[spec["skill"]], self.bank)

    def harm(self, report: Report, skill: str) -> str:
        """What a student would be harmed by in the questions of an accepted spec."""
        assert report.spec is not None
        for seed in range(SHOWN):
            try:
                made = instance(report.spec, seed, self.contexts[skill], self.bank)
            except Unserved:
                continue
            if found := harm(made):
                return found
        return ""


@contextmanager
def ground() -> Iterator[Ground]:
    """The fractions course, ready to verify."""
    with ItemBank(COURSE) as bank:
        yield Ground(bank, skill_contexts(load_course(COURSE), bank))


def hinted(spec: Spec, context: SkillContext, rng: Random) -> Spec:
    """The spec with none to two hints of the author's own."""
    known = sorted(context.sentences)
    return {**spec, "hints": rng.sample(known, min(len(known), rng.randint(0, 2)))}


def attacked(ground: Ground, count: int, first: int = 0) -> Tally:
    """So many corrupted specs, every attack on every skill in turn."""
    tally = Tally()
    pairs = list(product(SKILLS, ATTACKS))
    Random(f"order {first}").shuffle(pairs)
    for number in range(first, first + count):
        skill, name = pairs[number % len(pairs)]
        seed = number // len(pairs)
        spec = hinted(good(skill, number), ground.contexts[skill], Random(f"hints {number}"))
        report = ground.report(spec, corrupted(spec, name, seed + number))
        tally.add(name, report)
        if report.tier == 1 and (found := ground.harm(report, skill)):
            tally.harmful.append(f"{name} {number}: {found}")
    return tally


def kept(ground: Ground, count: int) -> Tally:
    """So many good specs."""
    tally = Tally()
    for number in range(count):
        skill = SKILLS[number % len(SKILLS)]
        spec = hinted(good(skill, number), ground.contexts[skill], Random(f"hints {number}"))
        report = ground.report(spec)
        tally.add(skill, report)
        if report.tier == 1 and (found := ground.harm(report, skill)):
            tally.harmful.append(f"{skill} {number}: {found}")
    return tally
