"""A course folder is read as one value, and everything amiss in it is told at once, with place and remedy."""

from __future__ import annotations

import subprocess
import sys

import pytest

from gapless.authoring import course_version, load_course
from gapless.errors import CourseFaults


def faults_of(author) -> list[str]:
    with pytest.raises(CourseFaults) as trouble:
        load_course(author.folder)
    return [str(fault) for fault in trouble.value.faults]


def test_the_tiny_course_is_read_whole(tiny_course):
    course = load_course(tiny_course)
    assert course.title == "Tiny fractions"
    assert course.skills["add-like"].prerequisites == ("parts",)
    assert course.misconceptions["adds-across"].hole == "parts"
    assert [lesson.id for lesson in course.lessons.values()] == ["01-parts", "02-add-like"]
    assert course.lessons["02-add-like"].title == "Adding like fractions"
    assert course.lessons["02-add-like"].skills == ("add-like",)
    assert course.lessons["02-add-like"].minutes == 15


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            "minutes = 10",
            "minuts = 10",
            "course.toml, skill 'parts': minuts: There is no key 'minuts' here. Did you mean 'minutes'?",
        ),
        ("typed = 3", "typd = 3", "course.toml, mastery: typd: There is no key 'typd' here. Did you mean 'typed'?"),
        (
            'hole = "parts"',
            'hole = "part"',
            "course.toml, misconception 'adds-across': hole: There is no skill 'part'. Did you mean 'parts'?",
        ),
        (
            '["parts"]',
            '["party"]',
            "course.toml, skill 'add-like': prerequisites: There is no skill 'party'. Did you mean 'parts'?",
        ),
        (
            "grade = 2",
            'grade = "two"',
            "course.toml, skill 'parts': grade: 'two' can't be used here. Write a school year from 0 to 13.",
        ),
        (
            'says = "You added the tops and the bottoms."',
            "",
            "course.toml, misconception 'adds-across': says: The key 'says' is missing. Write a text.",
        ),
        (
            "threshold = 0.95",
            "threshold = 95",
            "course.toml, mastery: threshold: 95 can't be used here. Write a number between 0.5 and 1.",
        ),
    ],
)
def test_a_slip_in_course_toml_is_named_with_file_key_and_remedy(author, old, new, fault):
    author.toml(old, new)
    assert faults_of(author) == [fault]


def test_prerequisites_that_run_in_a_circle_are_told_as_a_path(author):
    author.toml('title = "Equal parts"', 'title = "Equal parts"\nprerequisites = ["add-like"]')
    (fault,) = faults_of(author)
    assert "parts → add-like → parts" in fault or "add-like → parts → add-like" in fault


def test_all_faults_are_told_at_once(author):
    author.toml("minutes = 10", "minuts = 10")
    author.toml('["parts"]', '["party"]')
    author.cell("lessons/02-add-like.ipynb", 2, lambda source: source.replace("add-like", "add-lick"))
    author.cell("lessons/02-add-like.ipynb", 3, lambda source: source.replace('"add-like"', '"add-lake"', 1))
    found = "\n".join(faults_of(author))
    for part in ("'minutes'?", "'party'", "02-add-like.ipynb, cell 2, MasteryCheck", "cell 3, add_like: There is no"):
        assert part in found
    assert "No lesson checks this skill" in found


def test_two_items_of_one_name_are_told_with_both_places(author):
    author.cell("lessons/02-add-like.ipynb", 3, lambda source: source.replace("add_like_story", "which_part"))
    (fault,) = faults_of(author)
    assert fault.startswith("lessons/02-add-like.ipynb, cell 3, which_part: There is an item of this name in")
    assert "lessons/01-parts.ipynb, cell 3" in fault


def test_a_skill_without_lesson_and_items_is_told(author):
    (author.folder / "lessons" / "02-add-like.ipynb").unlink()
    found = "\n".join(faults_of(author))
    assert "skill 'add-like': No lesson checks this skill." in found
    assert "skill 'add-like': There is no item for this skill." in found


def test_a_notebook_that_is_no_json_is_told_and_hides_nothing_else(author):
    (author.folder / "lessons" / "02-add-like.ipynb").write_text("{ half", encoding="utf-8")
    author.toml("minutes = 10", "minuts = 10")
    found = faults_of(author)
    assert len(found) == 2
    assert "lessons/02-add-like.ipynb: This is not a notebook: line 1" in found[1]


def test_an_items_cell_that_is_not_python_is_told_with_its_line(author):
    author.cell("lessons/02-add-like.ipynb", 3, lambda source: source + "\ndef (:\n")
    assert any("02-add-like.ipynb, cell 3: This items cell is not Python: line" in fault for fault in faults_of(author))


@pytest.mark.parametrize("content", ["title = ", "\xff"])
def test_a_course_toml_that_is_no_toml_is_told(author, content):
    (author.folder / "course.toml").write_text(content, encoding="latin-1")
    (fault,) = faults_of(author)
    assert fault.startswith("course.toml: ")


def test_a_folder_without_course_is_told(tmp_path):
    with pytest.raises(CourseFaults, match=r"There is no course\.toml"):
        load_course(tmp_path)


def test_nothing_of_the_course_runs_while_it_is_read(author):
    marker = author.folder / "ran"
    author.cell("lessons/01-parts.ipynb", 3, lambda source: f"open({str(marker)!r}, 'w')\n{source}")
    load_course(author.folder)
    assert not marker.exists()


def test_the_version_changes_with_any_file_that_counts_and_with_no_other(author):
    before = course_version(author.folder)
    (author.folder / "lessons" / ".ipynb_checkpoints").mkdir()
    (author.folder / "lessons" / ".ipynb_checkpoints" / "x.ipynb").write_text("{}", encoding="utf-8")
    assert course_version(author.folder) == before
    (author.folder / "helpers.py").write_text("x = 1", encoding="utf-8")
    assert course_version(author.folder) != before


def test_items_and_questions_cost_a_page_next_to_nothing_to_import():
    code = (
        "import sys; from gapless import item, Question; import gapless.authoring as a; a.load_course; a.Made;"
        "heavy = {'nbformat', 'sqlalchemy', 'tornado', 'openai', 'markdown_it', 'jupyter_client'} & set(sys.modules);"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
