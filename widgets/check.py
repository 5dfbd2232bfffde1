"""The mastery check: the question card at the end of a lesson."""

from __future__ import annotations

from typing import Any

import traitlets

from .view import View, module


class MasteryCheck(View):
    """Asks questions on `skill` until it is mastered, and leads to what is missing below it."""

    _esm = module("check")
    skill = traitlets.Unicode(help="The skill it checks.").tag(sync=True)

    def __init__(self, skill: str, **more: Any) -> None:
        super().__init__(skill=skill, **more)
