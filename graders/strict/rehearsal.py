"""How each test of a handout will be judged, found out by the author's own solution and by nothing of a student's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from .constructs import COMPARES, Construct, construct_of
from .marks import TooMany, earned
from .operations import COMPARE
from .outputs import tidied
from .script import Script, facts, is_test, text_of, weak_by_text

AT_MOST = 4
"""Rehearsals of a handout at most: a test that turns out to be weak may take others with it."""

UNTRIED = frozenset({"reads-source", "mocks", "plot", "subclasses", "exact-type", "warns"})
"""Constructs that count as weak by their look, where there is no solution to try them on."""


@dataclass(frozen=True)
class Plan:
    """`weak` tests with the reason, those of them that run `in_process`, and the steps the solution `opens`.

    `opens` is None where there is no solution to rehearse. `failing` are tests that the author's own solution does not
    pass in any way.
    """

    opens: frozenset[str] | None = None
    weak: Mapping[str, str] = field(default_factory=dict)
    in_process: frozenset[str] = frozenset()
    rehearsing: bool = False
    failing: tuple[str, ...] = ()
    constructs: Mapping[str, Construct] = field(default_factory=dict)


Said = Mapping[str, Mapping[str, Any]]
"""What was said of each test, by grade id."""


def plan_for(script: Script, rehearse: Callable[[Plan], Said]) -> Plan:
    """The plan for a handout. `rehearse` examines the author's own solution under a plan."""
    tests = {id_: cell for id_, cell in script.cells.items() if is_test(cell)}
    found = {id_: construct_of(text_of(cell), script.open) for id_, cell in tests.items()}
    by_text = frozenset(weak_by_text(script))
    if script.solved is None:
        weak = by_text | {id_ for id_, construct in found.items() if construct.id in UNTRIED}
        return Plan(None, {id_: found[id_].what for id_ in weak}, weak, constructs={id_: found[id_] for id_ in weak})
    plan = Plan(frozenset(), in_process=by_text, rehearsing=True)
    for _ in range(AT_MOST):
        said = rehearse(plan)
        failed = frozenset(id_ for id_, cell in tests.items() if not _passed(said.get(id_), cell))
        if not failed - plan.in_process:
            break
        plan = replace(plan, in_process=plan.in_process | failed)
    else:
        said = rehearse(plan)
        failed = frozenset(id_ for id_, cell in tests.items() if not _passed(said.get(id_), cell))
    compares = {id_ for id_, each in said.items() if any(_compares(step) for step in each.get("steps", ()))}
    constructs = dict.fromkeys(compares, COMPARES) | {id_: found[id_] for id_ in plan.in_process}
    opens = frozenset(step for each in said.values() for step in each.get("steps", ()))
    return Plan(
        opens,
        {id_: construct.what for id_, construct in constructs.items()},
        plan.in_process,
        failing=tuple(sorted(failed)),
        constructs=constructs,
    )


def _passed(said: Mapping[str, Any] | None, cell: Mapping[str, Any]) -> bool:
    if said is None or not said["ok"]:
        return False
    most = float(facts(cell).get("points") or 0)
    try:
        return earned(tidied(said["outputs"]), most) > 0 or most == 0
    except TooMany:
        return False


def _compares(step: str) -> bool:
    return step.rpartition(":")[2] in {*COMPARE, "contains"}
