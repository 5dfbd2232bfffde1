"""Skill graphs as courses have them: layers from the first year to the last, in strands, most needs within a strand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from ..values import Skill

NEEDS_AT_MOST = 3
CROSS_STRAND = 0.18


@dataclass(frozen=True)
class Grown:
    """A skill graph with what the placement's prior may know of it: each skill's difficulty in [0, 1] and strand."""

    skills: Mapping[str, Skill]
    difficulty: Mapping[str, float]
    strand: Mapping[str, int]


def grow(size: int, layers: int, strands: int, rng: np.random.Generator) -> Grown:
    """A graph of `size` skills spread evenly over `layers` and `strands`.

    A skill beyond the first layer needs one to three skills of the layer before, each in its own strand or, with
    probability .18, in another. Its difficulty lies anywhere within its layer.
    """
    layer = np.sort(np.concatenate([np.arange(size) % layers]))
    strand = np.zeros(size, dtype=np.intp)
    for each in range(layers):
        places = np.flatnonzero(layer == each)
        strand[places] = rng.permutation(np.arange(len(places)) % strands)
    difficulty = (layer + rng.random(size)) / layers
    names = [f"skill-{number:03d}" for number in range(size)]
    skills: dict[str, Skill] = {}
    for number, name in enumerate(names):
        needs = tuple(names[need] for need in _needs(number, layer, strand, rng))
        skills[name] = Skill(name, name, grade=int(layer[number]), prerequisites=needs)
    return Grown(
        MappingProxyType(skills),
        MappingProxyType(dict(zip(names, difficulty.tolist(), strict=True))),
        MappingProxyType(dict(zip(names, strand.tolist(), strict=True))),
    )


def _needs(number: int, layer: np.ndarray, strand: np.ndarray, rng: np.random.Generator) -> list[int]:
    before = np.flatnonzero(layer == layer[number] - 1)
    if not len(before):
        return []
    chosen: set[int] = set()
    for _ in range(int(rng.integers(1, NEEDS_AT_MOST + 1))):
        other = rng.random() < CROSS_STRAND
        pool = before[(strand[before] != strand[number]) == other]
        chosen.add(int(rng.choice(pool if len(pool) else before)))
    return sorted(chosen, key=lambda need: (strand[need] != strand[number], need))
