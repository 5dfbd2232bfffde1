"""The widgets of an executed notebook as one JSON value, with their code moved out into assets."""

from __future__ import annotations

from typing import Any

import nbformat

from .assets import Assets

_STATE = "application/vnd.jupyter.widget-state+json"
# Code and style of an anywidget: the page loads them by address, because its policy allows no inline script.
_FILES = {"_esm": ".js", "_css": ".css"}


def widget_state(notebook: nbformat.NotebookNode, assets: Assets) -> dict[str, Any] | None:
    """The state of all widgets by model id, or None where the notebook made none."""
    saved = notebook.metadata.get("widgets", {}).get(_STATE)
    if not saved or not saved["state"]:
        return None
    state = {model_id: _with_addresses(dict(model), assets) for model_id, model in saved["state"].items()}
    return {"version_major": saved["version_major"], "version_minor": saved["version_minor"], "state": state}


def _with_addresses(model: dict[str, Any], assets: Assets) -> dict[str, Any]:
    values = dict(model["state"])
    for key, suffix in _FILES.items():
        source = values.get(key)
        # An address stays what it is; "" means that the page has this widget's code itself.
        if isinstance(source, str) and source and not source.startswith(("http://", "https://", "/")):
            values[key] = assets.add("widget", suffix, source.encode())
    return {**model, "state": values}
