"""What it costs to verify a proposed spec: 40 instances, the oracle's process included.

Most corrupted specs fall before any instance is made. Contexts are built once a course version.
"""

from __future__ import annotations

import os
from time import perf_counter

from common import Figure, median, options, percentile, show, tree_cpu
from practice_adversary import ATTACKS, corrupted
from practice_campaign import Ground, ground
from practice_specs import SKILLS, good

from gapless.practice.render import instance

GOAL_MS = 5


def accepted_ms(opened: Ground, rounds: int) -> list[float]:
    """Milliseconds to accept each of these good specs."""
    took = []
    for number in range(rounds * len(SKILLS)):
        spec = good(SKILLS[number % len(SKILLS)], number)
        began = perf_counter()
        opened.report(spec)
        took.append(1000 * (perf_counter() - began))
    return took


def accepted_cpu_ms(opened: Ground, rounds: int) -> float:
    """Milliseconds of CPU a good spec, in this process and in the oracle's: what it takes on an idle machine."""
    before = tree_cpu(os.getpid())
    count = len(accepted_ms(opened, rounds))
    return 1000 * (tree_cpu(os.getpid()) - before) / count


def rejected_ms(opened: Ground, rounds: int) -> list[float]:
    """Milliseconds to examine each of these corrupted ones."""
    took = []
    for number, name in enumerate([*ATTACKS] * rounds):
        spec = good(SKILLS[number % len(SKILLS)], number)
        raw = corrupted(spec, name, number)
        began = perf_counter()
        opened.report(spec, raw)
        took.append(1000 * (perf_counter() - began))
    return took


def served_ms(opened: Ground, rounds: int) -> list[float]:
    """Milliseconds to make one question of an accepted spec, with its re-check."""
    took = []
    for skill in SKILLS:
        spec = opened.report(good(skill, 1)).spec
        assert spec is not None
        for seed in range(rounds):
            began = perf_counter()
            instance(spec, seed, opened.contexts[skill], opened.bank)
            took.append(1000 * (perf_counter() - began))
    return took


def main() -> int:
    asked = options(__doc__)
    rounds = 4 if asked.quick else 30
    began = perf_counter()
    with ground() as opened:
        building = perf_counter() - began
        accepted, rejected = accepted_ms(opened, rounds), rejected_ms(opened, rounds)
        served = served_ms(opened, rounds)
        cpu = accepted_cpu_ms(opened, rounds)
    figures = [
        Figure("verify a good spec, median", median(accepted), "ms", ("≤", GOAL_MS)),
        Figure("verify a good spec, p95", percentile(accepted, 95), "ms"),
        Figure("verify a good spec, CPU of both", cpu, "ms"),
        Figure("examine a corrupted one, median", median(rejected), "ms", ("≤", GOAL_MS)),
        Figure("serve a question, median", median(served), "ms"),
        Figure("open a course and its contexts", building, "s"),
    ]
    return show("practice", figures, as_json=asked.json)


if __name__ == "__main__":
    raise SystemExit(main())
