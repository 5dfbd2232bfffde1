"""The class's forms, for its teacher: who sits one, with which code, and every result."""

from __future__ import annotations

from .view import View, module


class ClassForms(View):
    """Every student's forms, and the window in which supervised ones may begin."""

    _esm = module("classforms")
