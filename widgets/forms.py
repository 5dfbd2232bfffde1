"""Forms: which one may begin, the form itself, and what it came to."""

from __future__ import annotations

from .view import View, module


class Forms(View):
    """A student's forms, from what opens the next one to each result."""

    _esm = module("forms")
