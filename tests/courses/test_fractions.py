"""The fractions course: what its items ask, and that each mal-rule leads where a child who follows it ends up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

from gapless.authoring import ItemBank, Made, load_course
from gapless.authoring.check import examine_course
from gapless.graders import judge
from gapless.mastery.values import Course

COURSE = Path(__file__).parents[2] / "courses" / "fractions"
NOTEBOOKS = sorted([*COURSE.glob("lessons/*.ipynb"), *COURSE.glob("micro/*.ipynb")])

PAST_ONE = "right: 0, mark, mark, mark, 1, dot, mark, mark, 2."
FIVE_FOURTHS = (
    'label="A bar, parts of one size: shaded, shaded, shaded, shaded. '
    'A bar, parts of one size: shaded, empty, empty, empty."'
)

# item, a piece of its prompt or picture, what a child types, the mal-rule behind it
WORKED = [
    ("parts_of_the_whole", "one size: shaded, shaded, empty, empty, empty, empty.", "5", "counts-the-cuts"),
    ("parts_of_the_whole", "one size: shaded, shaded, empty, empty, empty, empty.", "2", "counts-only-shaded"),
    ("name_of_one_part", "cut into $4$ equal parts", "one third", "counts-the-cuts"),
    ("shaded_part", "one size: shaded, shaded, empty, empty, empty.", "2/3", "part-to-part"),
    ("shaded_part", "one size: shaded, shaded, empty, empty, empty.", "5/2", "upside-down"),
    ("part_of_a_garden", "$3$ of them have flowers. The other $5$ have beans", "3/5", "part-to-part"),
    ("fraction_at_the_dot", "right: 0, mark, mark, dot, mark, 1.", "4/6", "counts-marks"),
    ("fraction_past_one", PAST_ONE, "5/8", "everything-is-one"),
    ("fraction_past_one", PAST_ONE, "1/4", "starts-at-a-whole"),
    ("greater_piece", r"greater: $\frac{1}{3}$ or $\frac{1}{8}$", r"$\frac{1}{8}$", "bigger-bottom-bigger"),
    ("longer_piece", "into $4$ equal parts", "4/1", "upside-down"),
    ("product", r"$6 \times 7$", "13", "adds-instead"),
    ("product", r"$6 \times 7$", "35", "one-group-short"),
    ("smallest_common_multiple", "of $6$ and $8$", "48", "multiplies-always"),
    ("smallest_common_multiple", "of $6$ and $8$", "2", "gives-a-factor"),
    ("smallest_common_multiple", "of $6$ and $8$", "14", "adds-instead"),
    ("missing_top", r"$\frac{2}{3} = \frac{?}{12}$", "11", "adds-same"),
    ("missing_top", r"$\frac{2}{3} = \frac{?}{12}$", "2", "bottom-only"),
    ("like_sum", r"$\frac{1}{5} + \frac{2}{5}$", "3/10", "adds-across"),
    ("like_sum", r"$\frac{1}{5} + \frac{2}{5}$", "3", "tops-only"),
    ("parts_in_a_mixed_number", r"$2\frac{3}{4}$", "5", "whole-plus-top"),
    ("parts_in_a_mixed_number", r"$2\frac{3}{4}$", "23", "sticks-together"),
    ("unlike_sum", r"$\frac{1}{2} + \frac{1}{3}$", "2/5", "adds-across"),
    ("unlike_sum", r"$\frac{1}{2} + \frac{1}{3}$", "2/6", "old-tops"),
    ("unlike_sum", r"$\frac{1}{4} + \frac{1}{6}$", "2/6", "larger-bottom"),
    ("steps_go_on", "steps of $7$: 7, 14, 21, …", "22", "counts-by-ones"),
    ("dots_in_groups", "4 rows of dots. Each row has 6 dots.", "10", "adds-instead"),
    ("part_of_a_number", r"$\frac{2}{5}$ of $20$", "2", "top-as-amount"),
    ("part_of_a_number", r"$\frac{2}{5}$ of $20$", "4", "one-part-only"),
    ("solid_dots", "8 dots in rows of 6: solid, solid, solid, empty", "3/5", "part-to-part"),
    ("parts_in_wholes", r"$3 = \frac{?}{4}$", "3", "whole-on-top"),
    ("full_bars", r"$\frac{12}{4}$ is shaded", "12", "tops-only"),
    ("largest_into_both", "both $12$ and $18$", "3", "stops-at-a-factor"),
    ("largest_into_both", "both $12$ and $18$", "36", "gives-a-multiple"),
    ("side_of_the_half", r"Is $\frac{5}{12}$", r"more than $\frac{1}{2}$", "bigger-numbers-bigger"),
    ("side_of_the_half", r"Is $\frac{4}{7}$", r"less than $\frac{1}{2}$", "smaller-numbers-bigger"),
    ("like_difference", r"$\frac{5}{8} - \frac{2}{8}$", "7/8", "adds-for-minus"),
    ("from_one_whole", r"$1 - \frac{3}{8}$", "2/8", "whole-plus-top"),
    ("several_times", r"$3 \times \frac{2}{5}$", "6/15", "multiplies-both"),
    ("several_times", r"$3 \times \frac{2}{5}$", "5/5", "adds-instead"),
    ("open_a_whole", r"$4\frac{1}{6} = 3\frac{?}{6}$", "11", "opens-as-ten"),
    ("unlike_difference", r"$\frac{3}{4} - \frac{1}{5}$", "2/1", "subtracts-across"),
    ("about_how_much", r"$\frac{12}{13} + \frac{7}{8}$", "$19$", "tops-only"),
    ("about_how_much", r"$\frac{12}{13} + \frac{7}{8}$", "$21$", "bottoms-only"),
]


@pytest.fixture(scope="module")
def course() -> Course:
    return load_course(COURSE)


@pytest.fixture(scope="module")
def bank() -> Iterator[ItemBank]:
    with ItemBank(COURSE) as bank:
        yield bank


def ancestors(course: Course, skill: str) -> set[str]:
    """The skill and all that must come before it."""
    return {skill}.union(*(ancestors(course, before) for before in course.skills[skill].prerequisites))


def asked(bank: ItemBank, item: str, piece: str) -> Made:
    """The first question of the item that shows this piece."""
    made = (bank.make(item, seed) for seed in range(3000))
    return next(question for question in made if piece in question.prompt + question.picture)


def verdict(question: Made, given: str):
    return judge(
        question.kind,
        given,
        question.key,
        question.mistakes,
        lowest_terms=question.lowest_terms,
        options=question.options,
    )


def test_the_course_is_proved_over_200_questions_of_every_item_and_nothing_is_warned_of():
    """Its notebooks run in the notebook tests, so not once more here."""
    assert examine_course(COURSE, seeds=200, lesson_runner=lambda course, file: ()) == []


def test_the_graph_leads_from_grade_2_to_the_four_grades_of_fractions(course):
    grades = {skill.id: skill.grade for skill in course.skills.values()}
    assert set(grades.values()) == {2, 3, 4, 5}
    assert len(course.skills) >= 18
    assert ancestors(course, "add-unlike") >= {"equal-parts", "number-line", "multiplication-facts", "equivalent"}
    assert all(grades[before] <= grades[id_] for id_ in grades for before in course.skills[id_].prerequisites)


def test_every_skill_has_a_lesson_a_micro_lesson_and_two_shapes_of_question(course, bank):
    assert {skill for lesson in course.lessons.values() for skill in lesson.skills} == set(course.skills)
    assert {path.stem for path in COURSE.glob("micro/*.ipynb")} == set(course.skills)
    for skill in course.skills:
        assert len({item.shape for item in bank.items if item.skill == skill}) >= 2, skill


@pytest.mark.parametrize(("item", "piece", "given", "misconception"), WORKED)
def test_a_mal_rule_gives_the_answer_a_child_gives(bank, item, piece, given, misconception):
    found = verdict(asked(bank, item, piece), given)
    assert (found.verdict, found.misconception) == ("not-yet", misconception)


@pytest.mark.parametrize(
    ("item", "piece", "given"),
    [
        ("unlike_sum", r"$\frac{1}{2} + \frac{1}{3}$", "5/6"),
        ("unlike_sum", r"$\frac{1}{2} + \frac{1}{3}$", "10/12"),
        ("shaded_bars", FIVE_FOURTHS, "1 1/4"),
        ("shaded_bars", FIVE_FOURTHS, "5/4"),
    ],
)
def test_every_way_to_write_the_amount_is_right(bank, item, piece, given):
    assert verdict(asked(bank, item, piece), given).verdict == "right"


def parts_of_mixed(prompt: str) -> tuple[int, int, int, int, int]:
    """Wholes and top of the first mixed number, the same of the second, and their bottom."""
    found = re.search(r"\$(\d+)\\frac\{(\d+)\}\{(\d+)\} [+-] (\d+)\\frac\{(\d+)\}", prompt)
    assert found is not None
    one, top, bottom, two, other = map(int, found.groups())
    return one, top, two, other, bottom


def test_a_sum_of_mixed_numbers_is_read_as_a_mixed_number_and_as_a_fraction(bank):
    for seed in range(30):
        question = bank.make("mixed_sum", seed)
        one, top, two, other, bottom = parts_of_mixed(question.prompt)
        new, rest = divmod(top + other, bottom)
        assert verdict(question, f"{one + two + new} {rest}/{bottom}").verdict == "right"
        assert verdict(question, f"{(one + two) * bottom + top + other}/{bottom}").verdict == "right"
        lost = verdict(question, f"{one + two} {rest}/{bottom}")
        assert not new or (lost.verdict, lost.misconception) == ("not-yet", "drops-new-whole")


def test_bugs_of_borrowing_are_told_apart_when_mixed_numbers_are_subtracted(bank):
    shown: set[str] = set()
    for seed in range(30):
        question = bank.make("mixed_difference", seed)
        one, top, two, other, bottom = parts_of_mixed(question.prompt)
        if top < other:
            given = {
                "smaller-from-larger": f"{one - two} {other - top}/{bottom}",
                "keeps-the-whole": f"{one - two} {bottom + top - other}/{bottom}",
                "opens-as-ten": f"{one - two - 1} {10 + top - other}/{bottom}",
            }
            found = {bug: verdict(question, answer).misconception for bug, answer in given.items()}
            assert all(found[bug] == bug for bug in question.mistakes)
            shown.update(question.mistakes)
    assert shown == {"smaller-from-larger", "keeps-the-whole", "opens-as-ten"}


def test_the_smallest_numbers_are_asked_for_again_when_the_amount_is_right(bank):
    question = bank.make("smallest_numbers", 1)
    shown = re.search(r"frac\{(\d+)\}\{(\d+)\}", question.prompt)
    assert shown is not None
    assert verdict(question, "/".join(shown.groups())).verdict == "unreadable"


def test_each_misconception_is_shown_and_its_hole_comes_before_the_skill(course, bank):
    shown: set[str] = set()
    for item in bank.items:
        before = ancestors(course, item.skill)
        for seed in range(20):
            mistakes = bank.make(item.id, seed).mistakes
            assert {course.misconceptions[id_].hole for id_ in mistakes} <= before, item.id
            shown.update(mistakes)
    assert shown == set(course.misconceptions)


def test_any_two_misconceptions_of_an_item_are_told_apart_by_one_question(bank):
    for item in bank.items:
        for seed in range(20):
            question = bank.make(item.id, seed)
            answers = [question.key, *question.mistakes.values()]
            assert len(set(answers)) == len(answers), (item.id, seed)


def test_questions_vary_and_every_hint_ladder_has_three_or_four_rungs(bank):
    for item in bank.items:
        made = [bank.make(item.id, seed) for seed in range(120)]
        assert len({question.fingerprint for question in made}) >= 30, item.id
        assert {len(question.hints) for question in made} <= {3, 4}, item.id


def test_both_kinds_of_bias_are_asked_when_fractions_are_compared(bank):
    seen = [set(bank.make("greater_fraction", seed).mistakes) for seed in range(60)]
    assert {"bigger-numbers-bigger"} in seen
    assert {"smaller-numbers-bigger"} in seen
    assert {"smaller-numbers-bigger", "equal-gap"} in seen


def test_no_page_and_no_question_raises_its_voice_or_names_a_misconception(course, bank):
    texts = [cell.source for path in NOTEBOOKS for cell in nbformat.read(path, 4).cells if cell.cell_type == "markdown"]
    texts += [f"{each.says} {each.move}" for each in course.misconceptions.values()]
    for item in bank.items:
        for seed in range(5):
            question = bank.make(item.id, seed)
            texts += [question.prompt, question.solution, *question.hints, *(question.options or [])]
    assert [text for text in texts if "!" in text or "misconception" in text.casefold()] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_notebooks_are_kept_without_outputs_and_micro_lessons_without_questions(path):
    notebook = nbformat.read(path, 4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert not any(cell.outputs or cell.execution_count for cell in code)
    assert len({cell.id for cell in notebook.cells}) == len(notebook.cells)
    source = "\n".join(cell.source for cell in code)
    assert ("MasteryCheck" in source) == (path.parent.name == "lessons")


def test_every_skill_of_calculating_has_an_oracle_a_second_one_and_its_mal_rules(course, bank):
    """The answers of the others stand in pictures, which no text tells."""
    assert set(course.skills) - set(bank.oracles) == {"equal-parts", "name-fractions", "number-line"}
    assert [skill for skill, oracle in bank.oracles.items() if not (oracle.seconds and oracle.forms)] == []
    answers = bank.answers(
        "add-unlike", [r"What is $\frac{1}{2} + \frac{1}{3}$?", r"What is $\frac{1}{2} + \frac{1}{2}$?"]
    )
    assert answers[1] is None
    assert (answers[0].key, answers[0].mistakes) == (
        "5/6",
        {"adds-across": "2/5", "old-tops": "1/3", "larger-bottom": "2/3"},
    )
