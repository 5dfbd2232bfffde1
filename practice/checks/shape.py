"""A proposal is JSON of exactly the shape that was asked for."""

from __future__ import annotations

from ..case import Broken, Case, Check


def _find(case: Case) -> Broken:
    yield from case.draft.amiss
    spec = case.draft.spec
    if spec is not None and spec.skill != case.context.skill:
        yield f"it is for {spec.skill[:40]!r}, not for {case.context.skill!r}"


SHAPE = Check(
    "shape",
    "what is no spec: other fields, keys twice, NaN, long numbers, deep nesting, formulas that can't be read",
    _find,
    raw=True,
)
