"""A simulated class plays the course with the real tutor: what it proves, and what each kind of failure looks like."""

from __future__ import annotations

from pathlib import Path

import pytest

from gapless.authoring import ItemBank, load_course
from gapless.authoring.check import examine_course
from gapless.authoring.rehearsed import Played
from gapless.cli.rehearsals import Rehearsal
from gapless.tutor.rehearsal import Stock, cast, play, rehearse

COURSES = Path(__file__).parents[2] / "courses"

PLAIN = """
@item(skill="add-like"{options})
def {name}(rng):
    n = rng.randint(3, 90)
    k = rng.randint(1, n - 1)
    return Question(f"{name} ${{k}}$ and ${{n}}$?", answer=n + k, {more} solution="Add.")
"""


def plain(name: str, more: str = "", options: str = "") -> str:
    """An item on add-like: a sum of two numbers."""
    return PLAIN.format(name=name, more=more, options=options)


def faults(folder: Path, students: int, seeds: int = 30) -> list[str]:
    """What a check says about the simulated class alone."""
    found = examine_course(folder, seeds, lesson_runner=lambda course, file: (), class_runner=Rehearsal(students, 1))
    return [str(each.fault) for each in found if each.rule.id.startswith("class-")]


def played(folder: Path, students: int = 1) -> list[Played]:
    """How everybody fared."""
    return rehearse(folder, {}, students, seed=1)


def test_the_tiny_course_is_played_to_its_end_by_all_who_are_to_finish(author) -> None:
    assert faults(author.folder, 1) == []


def test_the_same_seed_gives_the_same_class(author) -> None:
    assert played(author.folder) == played(author.folder)


@pytest.mark.parametrize("course", ["fractions", "python-steps"])
def test_in_a_shipped_course_everyone_finishes_and_every_misconception_is_found(course: str) -> None:
    folder = COURSES / course
    loaded = load_course(folder)
    with ItemBank(folder, deadline=10) as bank:
        parts = [part for part in cast(loaded, bank.items, 1) if part.kind not in ("guesser", "hint-milker")]
        stock = Stock(bank)
        class_ = [play(part, loaded, stock, 1) for part in parts]
    assert [one for one in class_ if not one.finished] == []
    assert {one.evidence for one in class_ if one.misconception} <= {2, 3, 4}
    assert [one for one in class_ if one.false and one.kind == "bug-holder"] == []


def test_a_run_that_is_too_long_for_who_slips_is_told_with_the_skill(author) -> None:
    author.toml("choice = 4", "choice = 30")
    found = faults(author.folder, 1)
    assert found
    assert all(fault.startswith("course.toml, skill 'parts': A simulated ") for fault in found)
    assert all("or ask for less under [mastery]." in fault for fault in found)


def test_a_misconception_that_a_run_of_right_answers_passes_by_is_told(author) -> None:
    shown_now_and_then = 'mistakes={"adds-across": n - k} if n % 29 == 0 else {},'
    author.items(plain("rarely", shown_now_and_then) + plain("never", options=', shape="story"'))
    (found, false) = faults(author.folder, 2, seeds=100)
    assert found.startswith("course.toml, misconception 'adds-across': In 'add-like' it was found ")
    assert "A bug-holder masters" in false


def test_an_item_that_says_it_cannot_be_guessed_and_can_is_told(author) -> None:
    coin = plain("coin", 'choices=["no"],', ", guess=0.05").replace("answer=n + k", 'answer="yes"')
    author.items(coin + plain("typed", 'mistakes={"adds-across": n - k},'))
    author.items(coin.replace("add-like", "parts").replace("coin", "toss"), "parts")
    found = faults(author.folder, 4)
    assert [fault for fault in found if "A guesser masters" in fault and "'parts' most often" in fault]


def test_where_no_question_can_be_made_the_way_ends_and_that_is_told(author) -> None:
    fails = plain("fails", "hints=[str(1 // (first > 0.077))],").replace(
        "    n = ", "    first = rng.random()\n    n = "
    )
    author.items(fails)
    found = faults(author.folder, 2)
    assert [fault for fault in found if "This check needs a repair first." in fault]
