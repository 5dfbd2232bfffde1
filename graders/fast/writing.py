"""A notebook as bytes, in nbformat's layout."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def notebook_bytes(notebook: Mapping[str, Any]) -> bytes:
    """The notebook as nbformat writes it: texts as lists of lines, keys in order, one blank of indent a level."""
    split = {**notebook, "cells": [_split(cell) for cell in notebook["cells"]]}
    text = json.dumps(split, indent=1, sort_keys=True, ensure_ascii=False, separators=(",", ": "))
    return f"{text}\n".encode("utf-8", "replace")


def _split(cell: Mapping[str, Any]) -> dict[str, Any]:
    split = {**cell, "source": cell["source"].splitlines(True)}
    if "outputs" in cell:
        split["outputs"] = [_split_output(output) for output in cell["outputs"]]
    return split


def _split_output(output: Mapping[str, Any]) -> dict[str, Any]:
    split = dict(output)
    if isinstance(output.get("text"), str):
        split["text"] = output["text"].splitlines(True)
    if isinstance(output.get("data"), Mapping):
        split["data"] = {kind: _lines(kind, value) for kind, value in output["data"].items()}
    return split


def _lines(kind: str, value: Any) -> Any:
    is_text = isinstance(value, str) and (kind.startswith("text/") or kind.endswith(("+xml", "javascript")))
    return value.splitlines(True) if is_text else value
