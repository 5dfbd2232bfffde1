"""A proposal is short."""

from __future__ import annotations

from ..case import Broken, Case, Check

MOST = 8 * 1024
"""Bytes of a proposal; a good one has about 1,500."""


def _find(case: Case) -> Broken:
    if len(case.raw) > MOST:
        yield f"{len(case.raw)} bytes; the limit is {MOST}"


SIZE = Check("size", "floods: a proposal has at most 8 kB", _find, raw=True)
