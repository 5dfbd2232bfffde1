"""Code run in a forked child; whoever asked reads what became of it."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import Any

from gapless.kernels import Cage, Child, Limits, Zygote


def run(code: str, given: dict[str, Any]) -> None:
    """Run the code with these names, and write `result`, or which error it raised, to standard output."""
    names = {**given, "result": None}
    try:
        exec(code, names)  # the work of this child
        told = {"result": names["result"]}
    except OSError as refused:
        told = {"error": errno.errorcode.get(refused.errno or 0, "?")}
    except Exception as trouble:  # noqa: BLE001  whatever it is, it is what became of the code
        told = {"error": type(trouble).__name__}
    os.write(1, json.dumps(told).encode())


def start(zygote: Zygote, code: str, cwd: Path, *, out: int | None = None, **more: Any) -> Child:
    """A child that runs the code in `cwd`; `given` are names it finds."""
    given = more.pop("given", {})
    more.setdefault("environment", {})
    return zygote.fork("cell:run", {"code": code, "given": given}, cwd=cwd, stdout=out, **more)


def told(zygote: Zygote, code: str, cwd: Path, **more: Any) -> dict[str, Any]:
    """What the code told when it had run, {"exit": …, "over": …} when it came to nothing."""
    reader, writer = os.pipe()
    with os.fdopen(reader, "rb") as answers, start(zygote, code, cwd, out=writer, **more) as child:
        os.close(writer)
        text = answers.read()
        return json.loads(text) if text else {"exit": child.wait(30), "over": child.over}


__all__ = ["Cage", "Child", "Limits", "Zygote", "run", "start", "told"]
