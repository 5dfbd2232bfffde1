"""What `gapless new` writes is proved as it stands, adds to a course without disturbing it, and overwrites nothing."""

from __future__ import annotations

import difflib
import json
import tomllib
from pathlib import Path

import pytest

from gapless.authoring import check_course, find_course, load_course
from gapless.authoring.scaffold import ANSWERS, new_assignment, new_course, new_item, new_lesson
from gapless.errors import AuthorError, OperatorError
from gapless.graders.batches.releasing import release


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A scaffolded course."""
    new_course(tmp_path / "doubling")
    return tmp_path / "doubling"


def test_everything_scaffolded_is_proved_as_made(course: Path) -> None:
    new_lesson(course, "Halving numbers", after=["doubles"])
    for answer in ANSWERS:
        new_item(course, "doubles", answer=answer)
    new_assignment(course, "first-steps", skill="doubles")
    assert check_course(course, seeds=60) == []
    made = load_course(course)
    assert made.title == "Doubling"
    assert made.skills["halving-numbers"].prerequisites == ("doubles",)
    assert [*made.lessons] == ["01-doubles", "02-halving-numbers"]


def test_a_lesson_adds_to_course_toml_and_changes_nothing_in_it(course: Path) -> None:
    toml = course / "course.toml"
    before = toml.read_bytes().replace(b"\n", b"\r\n").rstrip() + b"  # mine"
    toml.write_bytes(before)
    new_lesson(course, "Adding “tens”", title='Adding "tens"')
    after = toml.read_bytes()
    assert after.startswith(before)
    assert b"\n" not in after.replace(b"\r\n", b"")
    assert tomllib.loads(after.decode())["skill"][-1]["title"] == 'Adding "tens"'


def test_a_lesson_can_be_made_for_a_skill_that_is_there_already(course: Path) -> None:
    toml = course / "course.toml"
    planned = f'{toml.read_text()}\n[[skill]]\nid = "tens"\ntitle = "Tens"\ngrade = 2\n'
    toml.write_text(planned)
    assert [path.name for path in new_lesson(course, "tens")] == ["02-tens.ipynb"]
    assert toml.read_text() == planned
    load_course(course)


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_item_adds_one_cell_behind_the_last_items_cell(course: Path, answer: str) -> None:
    path = course / "lessons" / "01-doubles.ipynb"
    before = path.read_text(encoding="utf-8").splitlines()
    where, name = new_item(course, "doubles", answer=answer)
    after = path.read_text(encoding="utf-8").splitlines()
    assert where == path
    changes = [line for line in difflib.ndiff(before, after) if line[0] in "+-"]
    assert not [line for line in changes if line[0] == "-" and line != "-   ]"]
    cell = json.loads("\n".join(after))["cells"][-1]
    assert cell["metadata"]["tags"] == ["items"]
    assert f"def {name}(rng):" in "".join(cell["source"])


def test_items_of_one_skill_get_names_of_their_own(course: Path) -> None:
    assert [new_item(course, "doubles")[1] for _ in range(3)] == ["doubles", "doubles_2", "doubles_3"]


def test_an_assignment_maps_its_graded_cells_to_the_last_skill(course: Path) -> None:
    new_lesson(course, "Halving numbers")
    path, _ = new_assignment(course, "First steps")
    marks = [cell["metadata"].get("nbgrader", {}) for cell in json.loads(path.read_text())["cells"]]
    graded = {one["grade_id"] for one in marks if one.get("grade")}
    mapped = tomllib.loads((course / "course.toml").read_text())["assignment"]["first-steps"]["cells"]
    assert set(mapped) == {"first-steps-first", "first-steps-hidden"}
    assert set(mapped) < graded
    assert set(mapped.values()) == {"halving-numbers"}


def test_nothing_is_overwritten(course: Path) -> None:
    everything = {path: path.read_bytes() for path in course.rglob("*") if path.is_file()}
    with pytest.raises(OperatorError, match=r"something here already.*another folder"):
        new_course(course)
    with pytest.raises(AuthorError, match=r"01-doubles\.ipynb: .*gapless new item doubles"):
        new_lesson(course, "doubles")
    with pytest.raises(AuthorError, match=r"01-doubles\.ipynb, cell 4, double_it: .*--name"):
        new_item(course, "doubles", name="double-it")
    (course / "assignments" / "one").mkdir(parents=True)
    with pytest.raises(OperatorError, match=r"assignments/one"):
        new_assignment(course, "One")
    assert {path: path.read_bytes() for path in course.rglob("*") if path.is_file()} == everything


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda course: new_lesson(course, "tens", after=["dubles"]), "Did you mean 'doubles'"),
        (lambda course: new_item(course, "dubles"), "Did you mean 'doubles'"),
        (lambda course: new_assignment(course, "one", skill="dubles"), "Did you mean 'doubles'"),
        (lambda course: new_lesson(course, "加法"), "letters from a to z"),
    ],
)
def test_a_name_that_fits_nothing_is_told_with_the_remedy(course: Path, make, words: str) -> None:
    before = sorted(course.rglob("*"))
    with pytest.raises((AuthorError, OperatorError), match=words):
        make(course)
    assert sorted(course.rglob("*")) == before


def test_a_toml_that_takes_no_addition_stays_and_says_what_to_write(course: Path) -> None:
    toml = course / "course.toml"
    inline = 'title = "T"\nskill = [{ id = "doubles", title = "Doubles", grade = 2 }]\n'
    toml.write_text(inline)
    with pytest.raises(AuthorError, match=r'by hand(.|\n)*id = "tens"'):
        new_lesson(course, "tens")
    assert toml.read_text() == inline
    assert not (course / "lessons" / "02-tens.ipynb").exists()


def test_the_course_is_the_nearest_one_upward(course: Path, tmp_path: Path) -> None:
    assert find_course(course / "lessons") == course.resolve()
    with pytest.raises(OperatorError, match="gapless new course DIR"):
        find_course(tmp_path)


def test_nbgrader_hands_out_an_assignment_as_made(course: Path, tmp_path: Path) -> None:
    new_assignment(course, "First steps")
    (tmp_path / "class").mkdir()
    release(tmp_path / "class", course, ["first-steps"])
    handed = (tmp_path / "class" / "release" / "first-steps" / "first-steps.ipynb").read_text()
    assert "YOUR CODE HERE" in handed
    assert "YOUR ANSWER HERE" in handed
    assert "return 2 * number" not in handed
    assert "double(-3)" not in handed
