"""An export: everything a class knows of a student, readable by people and by spreadsheets."""

from __future__ import annotations

import csv
import io
import json
import stat
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapless.errors import OperatorError
from gapless.mastery import Draft
from gapless.records import Classroom, Person
from gapless.records.export import export
from gapless.records.folded import Folded
from gapless.records.sheets import SHEETS
from gapless.records.spreadsheet import FORMULA_STARTS, csv_text

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
MODEL = {
    "prior": 0.1,
    "learn": 0.1,
    "guess": 0.05,
    "slip": 0.1,
    "threshold": 0.95,
    "typed": 3,
    "choice": 4,
    "shapes": 1,
}
ASKED = {
    "question": "q1",
    "goal": {"skill": "add"},
    "purpose": "learn",
    "hole": None,
    "skill": "add",
    "item": "add_like",
}
MADE = {"prompt": "What is $1/2 + 1/3$?", "key": "5/6", "mistakes": {"adds-across": "2/5"}, "options": None}
REST = {"shape": "typed", "kind": "fraction", "fingerprint": "f", "holes": {"adds-across": "parts"}, "model": MODEL}
ANSWER = {"question": "q1", "given": "=2/5", "read": "2/5", "verdict": "not-yet", "misconception": "adds-across"}


@pytest.fixture
def classroom(tmp_path: Path) -> Any:
    made = Classroom.create(tmp_path / "5b", tmp_path, title="5b", teacher="Ms Rivera", password="a long password")
    made.people.add([Person("mia", "Mia, “the cat”\nLu", "mia@example.org"), Person("ben", "@Ben")])
    told = [
        Draft("mia", "asked", NOON, {**ASKED, **REST, "snapshot": MADE}),
        Draft("mia", "answered", NOON, {**ANSWER, "attempt": 1, "assisted": False, "focus_seconds": 9, "feedback": {}}),
        Draft("mia", "excused", NOON, {"skill": "halves", "reason": "Moved here.", "by": "ms-rivera"}),
    ]
    made.records.append(told, Folded())
    yield made
    made.close()


def table(folder: Path, name: str) -> list[dict[str, str]]:
    text = (folder / f"{name}.csv").read_bytes().decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_student_in_full(classroom: Classroom, tmp_path: Path) -> None:
    done = export(classroom, ["mia"], tmp_path / "out")
    (question,) = table(done.folder, "questions")
    assert {
        name: question[name] for name in ("student", "prompt", "key", "given", "verdict", "misconception", "tries")
    } == {
        "student": "mia",
        "prompt": "What is $1/2 + 1/3$?",
        "key": "5/6",
        "given": "'=2/5",
        "verdict": "not-yet",
        "misconception": "adds-across",
        "tries": "1",
    }
    assert [one["kind"] for one in table(done.folder, "events")] == ["asked", "answered", "excused"]
    assert [(one["skill"], one["reason"], one["by"]) for one in table(done.folder, "excuses")] == [
        ("halves", "Moved here.", "ms-rivera")
    ]
    assert [(one["skill"], one["status"], one["evidence"]) for one in table(done.folder, "holes")] == [
        ("parts", "suspected", '["q1"]')
    ]
    assert {one["skill"]: one["excused"] for one in table(done.folder, "standings")} == {"add": "no", "halves": "yes"}


def test_the_json_document_holds_the_same(classroom: Classroom, tmp_path: Path) -> None:
    done = export(classroom, ["mia"], tmp_path / "out")
    told = json.loads((done.folder / "students" / "mia.json").read_text(encoding="utf-8"))
    assert (told["format"], told["class"]) == ("gapless-student/1", "5b")
    assert (told["student"]["id"], told["student"]["name"]) == ("mia", "Mia, “the cat”\nLu")
    # Untouched here: only spreadsheets run formulas.
    assert told["answers"][0]["given"] == "=2/5"
    assert told["questions"][0]["mistakes"] == {"adds-across": "2/5"}
    for sheet in SHEETS[1:]:
        assert len(told[sheet.name]) == len(table(done.folder, sheet.name))
        assert all(set(row) == set(sheet.columns) for row in told[sheet.name])


def test_everybody_when_nobody_is_named(classroom: Classroom, tmp_path: Path) -> None:
    done = export(classroom, to=tmp_path / "out")
    assert [(one["student"], one["name"]) for one in table(done.folder, "students")] == [
        ("ben", "'@Ben"),
        ("mia", "Mia, “the cat”\nLu"),
    ]
    assert sorted(path.name for path in (done.folder / "students").iterdir()) == ["ben.json", "mia.json"]


def test_no_code_and_no_hash_of_one_is_in_it(classroom: Classroom, tmp_path: Path) -> None:
    code = classroom.people.reset("mia").code
    done = export(classroom, to=tmp_path / "out")
    held = b"".join(path.read_bytes() for path in done.folder.rglob("*") if path.is_file())
    assert b"argon2" not in held
    assert code.partition("-")[2].encode() not in held


def test_what_was_handed_in_is_copied(classroom: Classroom, tmp_path: Path) -> None:
    (classroom.dir / "submitted" / "mia" / "steps").mkdir(parents=True)
    (classroom.dir / "submitted" / "mia" / "steps" / "steps.ipynb").write_text("{}")
    done = export(classroom, ["mia"], tmp_path / "out")
    assert done.files == 1
    assert (done.folder / "files" / "mia" / "submitted" / "steps" / "steps.ipynb").read_text() == "{}"


def test_only_its_owner_reads_it(classroom: Classroom, tmp_path: Path) -> None:
    done = export(classroom, ["mia"], tmp_path / "out")
    assert stat.S_IMODE(done.folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in done.folder.glob("*.csv")} == {0o600}


def test_bytes_are_plain_utf8_with_the_line_ends_of_csv(classroom: Classroom, tmp_path: Path) -> None:
    head = (export(classroom, to=tmp_path / "out").folder / "students.csv").read_bytes()
    assert head.startswith(b"student,name,email,since\r\n")


def test_a_folder_that_is_there_is_left_alone(classroom: Classroom, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with pytest.raises(OperatorError, match=r"can't be written.*--out"):
        export(classroom, to=tmp_path / "out")


def test_somebody_unknown_is_refused_before_anything_is_written(classroom: Classroom, tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match="no student 'eve'"):
        export(classroom, ["mia", "eve"], tmp_path / "out")
    assert not (tmp_path / "out").exists()


TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))


@given(st.lists(st.tuples(TEXT, TEXT), max_size=4))
def test_every_text_comes_back_and_none_is_a_formula(rows: list[tuple[str, str]]) -> None:
    read = list(csv.reader(io.StringIO(csv_text(["a", "b"], rows), newline="")))
    assert read[0] == ["a", "b"]
    cells = [cell for row in read[1:] for cell in row]
    assert not [cell for cell in cells if cell.startswith(FORMULA_STARTS)]
    unmarked = [cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS) else cell for cell in cells]
    assert unmarked == [cell for row in rows for cell in row]


def test_numbers_stay_numbers() -> None:
    assert csv_text(["n", "m"], [[-3, 0.5], [True, None]]) == "n,m\r\n-3,0.5\r\nyes,\r\n"
