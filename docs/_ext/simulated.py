"""The tables of `gapless simulate`, from the run kept in docs/evidence: never written by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from figures import table

KEPT = Path(__file__).resolve().parent.parent / "evidence" / "simulate.json"
HEAD = ("school", "right", "a month later", "g (95 % interval)", "g a month later", "at 100 %")


def simulated() -> str:
    """Every world's table as Markdown."""
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    said = f"{kept['students']} students in each school, {kept['minutes']:.0f} class minutes each, seed {kept['seed']}."
    worlds = [f"**{world.capitalize()}**\n\n{table(HEAD, map(_row, rows))}" for world, rows in kept["worlds"].items()]
    return "\n\n".join([said, *worlds])


def _row(row: Mapping[str, Any]) -> list[str]:
    g, later = row["g"], row["g_later"]
    effect = f"{g['g']:+.2f} ({g['low']:+.2f} to {g['high']:+.2f})" if g else "–"
    after = f"{later['g']:+.2f}" if later else "–"
    return [row["school"], f"{row['score']:.2f}", f"{row['later']:.2f}", effect, after, f"{row['complete']:.0%}"]
