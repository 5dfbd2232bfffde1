"""A widget in a notebook: its front end's calls reach a tutor, and nothing else does."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import pytest

from gapless.errors import Locked, OperatorError
from gapless.widgets import ClassTable, Home, MasteryCheck, Practice


class Recording:
    """A tutor that repeats what it was asked, or raises."""

    def __init__(self, raises: Exception | None = None) -> None:
        self.raises = raises

    def call(self, verb: str, body: Mapping[str, Any]) -> dict[str, Any]:
        if self.raises:
            raise self.raises
        return {"verb": verb, "body": body}


def said(widget: MasteryCheck, content: object, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the widget sends back to this message of its front end."""
    sent: list[Any] = []
    monkeypatch.setattr(widget, "send", sent.append)
    widget._handle_custom_msg(content, [])
    return sent


def test_a_call_is_answered_under_its_number(monkeypatch: pytest.MonkeyPatch):
    widget = MasteryCheck("add-like", tutor=Recording())
    replies = said(widget, {"call": 7, "verb": "next", "body": {"goal": {"skill": "add-like"}}}, monkeypatch)
    assert replies == [{"reply": 7, "ok": {"verb": "next", "body": {"goal": {"skill": "add-like"}}}}]


def test_a_refusal_comes_back_in_words(monkeypatch: pytest.MonkeyPatch):
    widget = MasteryCheck("add-like", tutor=Recording(Locked("Equal parts come first.", "/lesson/01-parts")))
    replies = said(widget, {"call": 1, "verb": "next"}, monkeypatch)
    error = {"kind": "locked", "words": "Equal parts come first.", "href": "/lesson/01-parts"}
    assert replies == [{"reply": 1, "error": error}]


def test_a_fault_of_the_course_or_the_place_comes_back_in_words(monkeypatch: pytest.MonkeyPatch):
    fault = OperatorError("There is no course.toml here", "/somewhere", "Open the notebook inside a course folder.")
    replies = said(MasteryCheck("x", tutor=Recording(fault)), {"call": 1, "verb": "next"}, monkeypatch)
    assert replies[0]["error"]["kind"] == "trouble"
    assert "Open the notebook inside a course folder." in replies[0]["error"]["words"]


@pytest.mark.parametrize("content", ["next", {"verb": 3}, {"call": 1}, None])
def test_what_is_no_call_is_left_alone(content: object, monkeypatch: pytest.MonkeyPatch):
    assert said(MasteryCheck("x", tutor=Recording()), content, monkeypatch) == []


@pytest.mark.parametrize("widget", [MasteryCheck("add-like"), Home(), Practice(), ClassTable()])
def test_no_synced_trait_holds_more_than_the_skill(widget: MasteryCheck):
    own = {name for name in widget.keys if not name.startswith("_")} - {"layout", "tabbable", "tooltip"}
    assert own <= {"skill"}


PAGE = """
import sys
from gapless.widgets import MasteryCheck
check = MasteryCheck("add-like")
assert check._esm == check._css == "", "a page holds the view already"
assert not check._msg_callbacks.callbacks, "a page's kernel takes no part"
"""
LIGHT = """
import sys
import gapless.widgets
heavy = {"sqlalchemy", "openai", "voila", "nbformat", "latex2mathml"} & {name.split(".")[0] for name in sys.modules}
heavy |= {"tornado.httpserver", "gapless.authoring", "gapless.records", "gapless.tutor.service"} & set(sys.modules)
assert not heavy, heavy
"""


@pytest.mark.parametrize(("code", "on_a_page"), [(PAGE, "1"), (LIGHT, "0"), (LIGHT, "1")])
def test_widgets_stay_light_and_a_page_gets_less(code: str, on_a_page: str):
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "GAPLESS_PAGE": on_a_page}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
