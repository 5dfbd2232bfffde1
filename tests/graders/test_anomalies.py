"""What the report points a teacher at, and what it leaves alone; a course folder is checked for nothing else."""

from __future__ import annotations

import json
from pathlib import Path

from autograde_course import ASSIGNMENT
from handed_in import FULL, RIGHT, copied, hand_in

from gapless.graders.batches import grade_batch

OWN = """def squares(n):
    # what the others do, in my own way
    found = []
    for number in range(n):
        found.append((number + 1) * (number + 1))
    return found"""
LAID_OUT_OTHERWISE = OWN.replace("    # what the others do, in my own way\n", "").replace("number + 1", "number  +  1")
REACHES = (
    "import inspect, gc\nfrom ctypes import CDLL\n" + RIGHT["squares"] + "\nif 0:\n    get_ipython().ast_transformers"
)


def test_a_report_points_at_what_is_worth_a_look_and_changes_no_mark(handed_out: Path, tmp_path: Path) -> None:
    folder = copied(handed_out, tmp_path / "course")
    hand_in(folder, "plain", {"squares": "import math\n" + RIGHT["squares"]})
    hand_in(folder, "reaches", {"squares": REACHES})
    hand_in(folder, "first", {"squares": OWN, "longest": OWN.replace("squares", "longest")})
    hand_in(folder, "second", {"squares": LAID_OUT_OTHERWISE, "longest": OWN.replace("squares", "longest")})
    place = hand_in(folder, "edits")
    content = json.loads((place / "texts.ipynb").read_text(encoding="utf-8"))
    test = next(one for one in content["cells"] if one["metadata"].get("nbgrader", {}).get("grade_id") == "count-test")
    test["source"] = "pass"
    (place / "texts.ipynb").write_text(json.dumps(content), encoding="utf-8")

    found = {one.student: one for one in grade_batch(folder, ASSIGNMENT).outcomes}
    assert found["reaches"].anomalies[0] == (
        "numbers.ipynb: the cell squares uses ast_transformers, ctypes, gc, get_ipython, inspect."
    )
    assert "texts.ipynb: the cell count-test, which is not the student's to change, was changed; it is put back." in (
        found["edits"].anomalies
    )
    assert "numbers.ipynb: the answers are the same as those of second." in found["first"].anomalies
    assert "numbers.ipynb: the answers are the same as those of first." in found["second"].anomalies
    assert not [one for one in found["plain"].anomalies if "uses" in one]
    for student in ("plain", "reaches", "edits"):
        assert {cell.cell: cell.score for cell in found[student].cells} == FULL
