"""The prerequisite graph: what must come first. Edges run from a prerequisite to the skills that need it."""

from __future__ import annotations

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter

from .values import Skill


def find_cycle(skills: Mapping[str, Skill]) -> tuple[str, ...]:
    """Skills that need each other in a circle, the first repeated at the end; () where there is none."""
    try:
        TopologicalSorter(_edges(skills)).prepare()
    except CycleError as fault:
        return tuple(fault.args[1])
    return ()


def unknown_prerequisites(skills: Mapping[str, Skill]) -> tuple[tuple[str, str], ...]:
    """(skill, prerequisite) pairs whose prerequisite is not a skill of the course."""
    return tuple((skill.id, need) for skill in skills.values() for need in skill.prerequisites if need not in skills)


def order(skills: Mapping[str, Skill]) -> tuple[str, ...]:
    """Every skill after all of its prerequisites, ties in the order of `skills`. ValueError for a circle."""
    cycle = find_cycle(skills)
    if cycle:
        raise ValueError("these skills need each other: " + ", ".join(cycle))
    place = {skill: number for number, skill in enumerate(skills)}
    sorter = TopologicalSorter(_edges(skills))
    sorter.prepare()
    result: list[str] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready(), key=place.__getitem__)
        result.extend(ready)
        sorter.done(*ready)
    return tuple(result)


def direct(skills: Mapping[str, Skill], skill: str) -> tuple[str, ...]:
    """The direct prerequisites of `skill` that the course has, as written; () for an unknown skill."""
    return tuple(need for need in skills[skill].prerequisites if need in skills) if skill in skills else ()


def ancestors(skills: Mapping[str, Skill], skill: str) -> frozenset[str]:
    """Everything that comes before `skill`, at any distance; without itself."""
    found: set[str] = set()
    ahead = list(direct(skills, skill))
    while ahead:
        need = ahead.pop()
        if need not in found:
            found.add(need)
            ahead.extend(direct(skills, need))
    return frozenset(found - {skill})


def descendants(skills: Mapping[str, Skill], skill: str) -> frozenset[str]:
    """Everything that needs `skill`, at any distance; without itself."""
    return frozenset(other for other in skills if skill in ancestors(skills, other))


def _edges(skills: Mapping[str, Skill]) -> dict[str, tuple[str, ...]]:
    return {skill: direct(skills, skill) for skill in skills}
