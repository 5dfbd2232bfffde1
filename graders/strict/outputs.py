"""Outputs as nbformat has them, from processes that may say anything; and what of a test's a student may see."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from .values import Output

UNSEEN = "A check that is not shown did not pass.\n"


def tidied(given: Any) -> tuple[Output, ...]:
    """What of this is outputs of the agreed form, and nothing else in them."""
    made = (_tidy(each) for each in given) if isinstance(given, list) else ()
    return tuple(each for each in made if each)


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
    return {"output_type": "stream", "name": name, "text": str(output.get("text", ""))}


def _display(output: Mapping[str, Any]) -> Output:
    data, about = output.get("data"), output.get("metadata")
    return {
        "output_type": "display_data",
        "data": dict(data) if isinstance(data, dict) else {},
        "metadata": dict(about) if isinstance(about, dict) else {},
    }


def _result(output: Mapping[str, Any]) -> Output:
    count = output.get("execution_count")
    return {**_display(output), "output_type": "execute_result", "execution_count": count if type(count) is int else 1}


def _error(output: Mapping[str, Any]) -> Output:
    lines = output.get("traceback")
    return {
        "output_type": "error",
        "ename": str(output.get("ename", "")),
        "evalue": str(output.get("evalue", "")),
        "traceback": [str(line) for line in lines] if isinstance(lines, list) else [],
    }


_FORMS: Mapping[str, Callable[[Mapping[str, Any]], Output]] = {
    "stream": _stream,
    "display_data": _display,
    "execute_result": _result,
    "error": _error,
}
