"""A course is proved: each thing that would wrong a student is found, and named with its place and its remedy."""

from __future__ import annotations

import pytest

from gapless.authoring import check_course
from gapless.authoring.check import examine_course
from gapless.authoring.examples import EXAMPLES
from gapless.authoring.rules import RULES


def test_the_tiny_course_is_proved_and_progress_is_told(author):
    steps: list[tuple[str, int, int]] = []
    ran: list[str] = []
    faults = check_course(
        author.folder,
        seeds=50,
        progress=lambda *step: steps.append(step),
        lesson_runner=lambda c, f: ran.append(f) or [],
    )
    assert faults == []
    assert steps[-1][1:] == (7, 7)
    assert sorted(ran) == ["lessons/01-parts.ipynb", "lessons/02-add-like.ipynb", "micro/parts.ipynb"]


@pytest.mark.parametrize(
    ("question", "told", "remedy"),
    [
        (
            'Question(f"{k} of {n}?", answer=n, mistakes={"adds-acros": k}, solution="Count.")',
            "there is no misconception 'adds-acros'. Did you mean 'adds-across'?",
            "add it to course.toml",
        ),
        (
            'Question(f"{k} of {n}?", answer=Fraction(k, n), mistakes={"adds-across": k / Fraction(n)}, solution="x")',
            "'adds-across' gives",
            "Draw numbers that tell them apart",
        ),
        (
            'Question(f"{k} of {n}?", answer="a", choices=["b", "b"], mistakes={"adds-across": "c"}, solution="x")',
            "the option 'b' stands there 2 times",
            "keep the options apart",
        ),
        (
            'Question(f"{k} of {n}?", answer=n, mistakes={"adds-across": k}, solution="$\\\\nosuch$")',
            "the formula $\\nosuch$ can't be set",
            "Mend the formula.",
        ),
        (
            'Question(f"{k} of {n}?", answer=n, mistakes={"adds-across": k})',
            "there is no solution to show after a miss",
            "solution=",
        ),
        (
            'Question(f"{n % 9}?", answer=n, mistakes={"adds-across": -n}, solution="x")',
            "only 9 different questions came from 360 seeds; 30 are due",
            "@item(…, distinct=12)",
        ),
        (
            'Question(f"{__import__(\'random\').random()}?", answer=n, mistakes={"adds-across": -n}, solution="x")',
            "the same seed made another question the second time",
            "Draw from the rng",
        ),
        (
            'Question(f"{k} of {n}?", answer=Fraction(k, n - 7), mistakes={"adds-across": n}, solution="x")',
            "ZeroDivisionError",
            "Mend the item",
        ),
        (
            'Question(f"{k} of {n}?", answer=n, solution="x")',
            "misconception 'adds-across': No question can show it.",
            "Add it to the mistakes of an item",
        ),
    ],
)
def test_what_would_wrong_a_student_is_found(author, question, told, remedy):
    author.item(question)
    found = "\n".join(author.faults())
    assert told in found
    assert remedy in found


def test_an_item_may_declare_that_it_can_ask_fewer_questions(author):
    question = 'Question(f"{n % 9}?", answer=n, mistakes={"adds-across": -n}, solution="x")'
    author.item(question, options=", distinct=9")
    assert author.faults() == []


def test_a_seed_that_hangs_is_found_by_its_number(author):
    author.item("hang(rng) or Question(f'{n}?', answer=n, mistakes={'adds-across': -n}, solution='x')")
    hang = "def hang(rng):\n    while rng.random() < 0.02: rng.random = lambda: 0\n"
    author.cell("lessons/02-add-like.ipynb", 3, lambda source: hang + source)
    (fault,) = [fault for fault in author.faults() if "planted" in fault]
    assert "seed" in fault
    assert "took longer" in fault


@pytest.mark.parametrize(
    ("hint", "leaks"),
    [
        ('f"It is ${k}/{n}$."', True),
        ('f"It is {k} / {n}."', True),
        ('rf"It is $\\\\frac{{{k}}}{{{n}}}$."', True),
        ('f"The same as ${3 * k}/{3 * n}$."', True),
        ('f"As a decimal, {k / n}." if n in (4, 5, 8, 10, 20) else "Look."', True),
        ('f"Each part is one of {n}."', False),
        ('"How many parts are there? Is it more than 1/2?"', False),
    ],
)
def test_a_hint_that_holds_the_fraction_is_found_however_it_is_written(author, hint, leaks):
    author.item(
        'Question(f"{k} blue parts and {n - k} red ones: what part is blue?", answer=Fraction(k, n), '
        f'mistakes={{"adds-across": 2}}, hints=[{hint}, f"It is {{k}}/{{n}}."], solution="x")'
    )
    assert any("hint 1 holds the key" in fault for fault in author.faults(seeds=200)) is leaks


@pytest.mark.parametrize(
    ("question", "leaks"),
    [
        ('f"What is {n} + {k}?", answer=n + k, hints=[f"Start at {n}.", "x"]', False),
        ('f"What is {n} + {k}?", answer=n + k, hints=[f"Count to {n + k}.", "x"]', True),
        ('f"What is {n} + {k}?", answer=n, hints=[f"Look at {n}.", "x"]', False),
        ('f"How many of {n}?", answer=3 + n % 4, hints=["It takes 3 steps, and 4 for some.", "x"]', False),
        ('f"How many of {n}?", answer=3 + n % 3, hints=["It is " + ["three", "four", "five"][n % 3] + ".", "x"]', True),
        ('f"Which of {n}?", answer="more", choices=["less"], hints=["Is it more or less?", "x"]', False),
        (
            'f"Which of {n}?", answer=["a lot", "few"][n % 2], choices=["few", "a lot"], hints=["Few?", "x"]',
            False,
        ),
        ('f"Which of {n}?", answer=f"{n} halves", choices=["less"], hints=[f"Is it {n} halves?", "x"]', True),
    ],
)
def test_whole_numbers_and_options_in_hints(author, question, leaks):
    wrong = '"odd"' if "choices" in question else "-1"
    author.item(f'Question({question}, mistakes={{"adds-across": {wrong}}}, solution="x")')
    assert any("hint 1 holds the key" in fault for fault in author.faults(seeds=100)) is leaks


def test_a_hole_that_is_not_below_the_skill_is_found(author):
    author.toml('hole = "parts"', 'hole = "add-like"')
    author.item('Question(f"{n}?", answer=n, mistakes={"adds-across": -n}, solution="x")', skill="parts")
    found = "\n".join(author.faults())
    assert "names the hole 'add-like', not below 'parts'" in found
    assert "There is no micro/add-like.ipynb for the hole it names." in found


def test_what_a_lesson_fetches_from_elsewhere_is_found(author):
    author.cell("lessons/01-parts.ipynb", 1, lambda source: f"{source}\n\n![a bar](https://example.org/bar.png)")
    assert author.faults() == [
        "lessons/01-parts.ipynb, cell 1: This text fetches something from another machine. "
        "Put the file into the course, or draw it."
    ]


def test_faults_of_every_kind_are_told_at_once(author):
    author.toml("minutes = 10", "minuts = 10")
    author.cell("lessons/01-parts.ipynb", 1, lambda source: f"{source}\n\n$\\nosuch$")
    author.item('Question(f"{k} of {n}?", answer=n, mistakes={"adds-across": k})')
    (author.folder / "micro" / "parts.ipynb").unlink()
    found = "\n".join(author.faults())
    for part in ("'minutes'?", "The formula $\\nosuch$", "there is no solution", "There is no micro/parts.ipynb"):
        assert part in found


def test_a_fault_that_shows_twice_is_told_once_and_hides_no_other(author):
    author.items(
        """
@item(skill="add-lick")
def which_part(rng):
    return Question("1?", answer=1, solution="x")
raise RuntimeError("late")
"""
    )
    found = [fault for fault in author.faults() if "02-add-like.ipynb, cell 3" in fault]
    assert len(found) == 3
    for part in ("There is no skill 'add-lick'", "There is an item of this name", "RuntimeError: late (line 7"):
        assert sum(part in fault for fault in found) == 1


def test_lessons_run_as_a_page_runs_them_and_each_failing_cell_is_found(author):
    (author.folder / "helpers.py").write_text("WORD = 'half'\n", encoding="utf-8")
    author.cell("lessons/01-parts.ipynb", 2, lambda source: f"1 / 0\n{source}")
    author.cell(
        "lessons/02-add-like.ipynb",
        2,
        lambda source: "import os\nfrom helpers import WORD\nassert os.environ['GAPLESS_PAGE'] == '1'\n" + source,
    )
    assert [str(fault) for fault in check_course(author.folder, seeds=40) if "seeds" not in fault.what] == [
        "lessons/01-parts.ipynb, cell 2: ZeroDivisionError: division by zero. Mend the cell."
    ]


@pytest.mark.parametrize(
    ("file", "place", "words"),
    [
        ("course.toml", "misconception 'adds-across': says", "just"),
        ("course.toml", "skill 'parts': title", "easy"),
        ("lessons/01-parts.ipynb", "cell 1", "obviously"),
        ("micro/parts.ipynb", "cell 1", "wrong"),
    ],
)
def test_words_that_hurt_are_found_with_file_cell_and_the_very_words(author, file, place, words):
    if file == "course.toml":
        author.toml({"just": '"You added', "easy": '"Equal'}[words], f'"{words} ')
    else:
        author.cell(file, 1, lambda source: f"{source} This is {words} so.")
    (fault,) = author.faults()
    assert fault.startswith(f"{file}, {place}: The text says {words!r}: ")


@pytest.mark.parametrize(
    ("part", "question"),
    [
        ("prompt", 'f"Easy: {n}?", answer=n, solution="x"'),
        ("hint 2", 'f"{n}?", answer=n, hints=["Look.", f"It is easy: {n}."], solution="x"'),
        ("solution", 'f"{n}?", answer=n, solution="Easy: count."'),
        ("option", 'f"{n}?", answer=f"{n} halves", choices=["an easy one"], solution="x"'),
    ],
)
def test_words_that_hurt_are_found_in_the_questions_that_an_item_makes(author, part, question):
    wrong = '"odd"' if "choices" in question else "-1"
    author.item(f'Question({question}, mistakes={{"adds-across": {wrong}}})')
    (fault,) = author.faults()
    assert fault.startswith("lessons/02-add-like.ipynb, cell 3, planted: ")
    assert f"the {part} says 'easy'" in fault.casefold()


def test_cheers_are_warned_of_and_the_course_is_proved(author):
    author.toml('move = "Look at the size of one piece first."', 'move = "Amazing! You are near!"')
    found = examine_course(author.folder, seeds=40, lesson_runner=lambda course, file: ())
    assert [(each.rule.id, each.rule.level) for each in found] == [
        ("tone-mild", "warning"),
        ("tone-mild", "warning"),
        ("next-move", "warning"),
    ]
    assert author.faults() == []


def test_a_skill_with_fewer_shapes_than_the_mastery_rule_wants_is_found(author):
    author.toml("shapes = 1", "shapes = 3")
    found = "\n".join(author.faults())
    assert "The items of 'parts' have 2 of the 3 shapes wanted: choice, typed." in found
    assert "The items of 'add-like' have 2 of the 3 shapes wanted: story, typed." in found


def test_a_mal_rule_that_one_question_alone_shows_is_told_from_no_other(author):
    author.toml(
        "[[misconception]]",
        '[[misconception]]\nid = "old-tops"\ntitle = "Old tops"\nhole = "parts"\nsays = "You kept the tops."\n'
        'move = "Look."\n\n[[misconception]]',
    )
    author.item(
        'Question(f"{n}?", answer=n, mistakes={"adds-across": -n, "old-tops": -500 if n == 7 else None}, solution="x")'
    )
    found = "\n".join(author.faults(seeds=200))
    assert "'old-tops' shows in one question alone; no pair tells it from 'adds-across'." in found


def test_every_rule_says_what_it_proves_and_why_and_has_an_example():
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert all(rule.proves and rule.why for rule in RULES)
    assert [*EXAMPLES] == [rule.id for rule in RULES]
