"""Outputs as nbformat has them, from processes that may say anything; and what of a test's a student may see."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from .values import Output

MOST = 12_000_000
"""Letters of a cell's outputs at most, pictures among them."""

_ERROR = 100_000
UNSEEN = "A check that is not shown did not pass.\n"


def tidied(given: Any) -> tuple[Output, ...]:
    """What of this is outputs of the agreed form, and nothing else in them."""
    made = [each for each in (_tidy(each) for each in given) if each] if isinstance(given, list) else []
    left, kept = MOST, []
    for each in made:
        size = len(json.dumps(each))
        left -= size
        if left >= 0 or (each["output_type"] == "error" and size < _ERROR):
            kept.append(each)
    return tuple(kept)


def for_student(
    outputs: Sequence[Output], source: str, hidden: Collection[int], lines: Collection[int], passed: bool
) -> tuple[Output, ...]:
    """The outputs of a test as a student may see them: with hidden tests in it, no more than the visible line at fault.

    `lines` are those that were running when it failed.
    """
    if not hidden:
        return tuple(outputs)
    if passed:
        return ()
    error = next((each for each in outputs if each["output_type"] == "error"), None)
    if error is None or not lines or set(lines) & set(hidden):
        return ({"output_type": "stream", "name": "stdout", "text": UNSEEN},)
    text = source.split("\n")
    seen = [f"line {line}: {text[line - 1]}" for line in sorted(set(lines)) if 0 < line <= len(text)]
    return ({**error, "traceback": [*seen, f"{error['ename']}: {error['evalue']}"]},)


def _tidy(output: Any) -> Output | None:
    kind = output.get("output_type") if isinstance(output, dict) else None
    return _FORMS[kind](output) if isinstance(kind, str) and kind in _FORMS else None


def _stream(output: Mapping[str, Any]) -> Output:
    name = "stderr" if output.get("name") == "stderr" else "stdout"
    return {"output_type": "stream", "name": name, "text": _text(output.get("text", ""))}


def _display(output: Mapping[str, Any]) -> Output:
    data, about = output.get("data"), output.get("metadata")
    return {
        "output_type": "display_data",
        "data": {_text(kind): _form(each) for kind, each in data.items()} if isinstance(data, dict) else {},
        "metadata": dict(about) if isinstance(about, dict) else {},
    }


def _result(output: Mapping[str, Any]) -> Output:
    count = output.get("execution_count")
    return {**_display(output), "output_type": "execute_result", "execution_count": count if type(count) is int else 1}


def _error(output: Mapping[str, Any]) -> Output:
    lines = output.get("traceback")
    return {
        "output_type": "error",
        "ename": _text(output.get("ename", "")),
        "evalue": _text(output.get("evalue", "")),
        "traceback": [_text(line) for line in lines] if isinstance(lines, list) else [],
    }


def _form(given: Any) -> Any:
    """One form of a display: text, or for JSON kinds what JSON holds."""
    return given if isinstance(given, dict | int | float) else _text(given)


def _text(given: Any) -> str:
    """Text that can be written as UTF-8; nbformat may keep it as lines."""
    whole = "".join(map(str, given)) if isinstance(given, list) else str(given)
    return whole.encode("utf-8", "replace").decode("utf-8")


_FORMS: Mapping[str, Callable[[Mapping[str, Any]], Output]] = {
    "stream": _stream,
    "display_data": _display,
    "execute_result": _result,
    "error": _error,
}
