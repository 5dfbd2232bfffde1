"""A class with an assignment to grade: handed-in notebooks written as a student would fill them in."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from commands import Ran

from gapless.cli.boundary import run
from gapless.records import Classroom, Person

STEPS = Path(__file__).parents[2] / "courses" / "python-steps"
SHARE = "def share(sweets, children):\n    return sweets // children, sweets % children"
TICKET = "def ticket(age):\n    return 0 if age < 6 else 4 if age < 18 else 9"
TICKET_HALF = "def ticket(age):\n    return 0 if age <= 6 else 4 if age <= 18 else 9"
WORDS = "`b` holds 5: it copied what `a` held then."
ALL_RIGHT = {"share": SHARE, "ticket": TICKET, "copy-explained": WORDS}


def gapless(*arguments: object) -> Ran:
    """Run a command line in this process."""
    with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err:
        code = run([str(one) for one in arguments])
    return Ran(code, out.getvalue(), err.getvalue())


def make_class(folder: Path, *students: str) -> Path:
    """A class over the python-steps course with these students, its assignments released."""
    made = gapless("class", "new", folder, "--course", STEPS, "--teacher", "Ms Rivera")
    assert made.code == 0, made.err
    classroom = Classroom.open(folder)
    classroom.people.add([Person(id, id.title()) for id in students])
    classroom.close()
    return folder


def filled(folder: Path, answers: Mapping[str, str], assignment: str = "first-steps", notebook: str = "steps") -> str:
    """The released notebook as text, with these cells filled in by grade id."""
    content = json.loads((folder / "release" / assignment / f"{notebook}.ipynb").read_text(encoding="utf-8"))
    for cell in content["cells"]:
        answer = answers.get(cell["metadata"].get("nbgrader", {}).get("grade_id", ""))
        if answer is not None:
            cell["source"] = answer
    return json.dumps(content)


def put(folder: Path, student: str, text: str, file: str = "steps.ipynb", assignment: str = "first-steps") -> Path:
    """Put a file where a collected submission lies."""
    path = folder / "submitted" / student / assignment / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
