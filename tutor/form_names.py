"""What a form is called, and where it is."""

from __future__ import annotations

from .words import say

FORMS = "/forms"


def title(grade: int, number: int) -> str:
    """What a form is called."""
    return say("form-title", grade=grade, number=number)


def page(form: str) -> str:
    """Where a form is sat and its result is shown."""
    return f"/form/{form}"
