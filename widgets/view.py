"""The base of every widget here: a view of the tutor that holds no answer and decides nothing."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import anywidget

from ..errors import GaplessError, LearnerError
from ..tutor.protocol import Transport
from .local import local_tutor

STATIC = Path(__file__).parent / "static"

# On a page the bundle already holds every view, and the server's tutor answers: the kernel takes no part.
ON_A_PAGE = os.environ.get("GAPLESS_PAGE") == "1"


def module(name: str) -> Path | str:
    """The built JavaScript of a view: a file in notebooks, nothing on a page."""
    return "" if ON_A_PAGE else STATIC / f"{name}.js"


def sheet(name: str = "widget") -> Path | str:
    """The styles of all views, or of one that has its own: a file in notebooks, nothing on a page."""
    return "" if ON_A_PAGE else STATIC / f"{name}.css"


class View(anywidget.AnyWidget):
    """A widget whose front end asks the tutor by custom messages `{call, verb, body}`.

    Each is answered by `{reply, ok}` or `{reply, error: {kind, words, href}}`. The tutor is made at the first call;
    `tutor` may be given instead of the LocalTutor of the nearest course.
    """

    _css = sheet()

    def __init__(self, *, tutor: Transport | None = None, **traits: Any) -> None:
        super().__init__(**traits)
        self._tutor = tutor
        if not ON_A_PAGE:
            self.on_msg(self._receive)

    def _receive(self, _: object, content: object, buffers: object) -> None:
        if isinstance(content, Mapping) and isinstance(content.get("verb"), str):
            self.send({"reply": content.get("call"), **self._answer(content["verb"], content.get("body") or {})})

    def _answer(self, verb: str, body: Mapping[str, Any]) -> dict[str, Any]:
        try:
            self._tutor = self._tutor or local_tutor()
            return {"ok": self._tutor.call(verb, body)}
        except LearnerError as error:
            return {"error": {"kind": error.kind, "words": error.words, "href": error.href}}
        except GaplessError as error:
            return {"error": {"kind": "trouble", "words": str(error), "href": ""}}
