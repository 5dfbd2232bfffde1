"""Runs programs in the sandbox, each in a process of its own."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ...kernels import Cage, Limits, Zygote

LIMITS = Limits(cpu_seconds=1, memory_bytes=128 << 20, file_bytes=0, open_files=16, processes=0)
SECONDS = 4.0
TARGET = "gapless.practice.programs.trial:run"
MOST = 1 << 20
"""Bytes that are read of what a program gave."""


@dataclass(frozen=True)
class Run:
    """What a program did: what each call gave, and which tests it passed; `ended` says why there is nothing, or ""."""

    outputs: tuple[Any, ...] = ()
    passed: tuple[bool, ...] = ()
    ended: str = ""

    @property
    def fails(self) -> bool:
        """Whether some call raised, or nothing came at all."""
        return bool(self.ended) or any(output[0] != "gave" for output in self.outputs)


def run(zygote: Zygote, source: str, function: str, inputs: Sequence[Any], tests: Sequence[str]) -> Run:
    """Run one program with these inputs and tests, in a cage without files and network."""
    arguments = {"source": source, "function": function, "inputs": list(inputs), "tests": list(tests)}
    told, teller = os.pipe()
    with TemporaryDirectory(prefix="gapless-task-") as folder, os.fdopen(told, "rb") as answers:
        try:
            child = zygote.fork(
                TARGET,
                arguments,
                cwd=Path(folder),
                environment={},
                stdout=teller,
                limits=LIMITS,
                cage=Cage((), (Path(folder),)),
            )
        finally:
            os.close(teller)
        with child:
            try:
                code = child.wait(SECONDS)
            except TimeoutError:
                return Run(ended="it did not come to an end")
            text = answers.read(MOST)
    if not text:
        return Run(ended=f"it was ended: {child.over}" if child.over else f"its process ended with {code}")
    facts = json.loads(text)
    return Run(tuple(facts["outputs"]), tuple(facts["passed"]))
