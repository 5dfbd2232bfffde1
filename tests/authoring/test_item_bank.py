"""Items make questions in a process of their own: held to a deadline, told no secrets, replaced when it fails."""

from __future__ import annotations

import json
import os
import threading
from dataclasses import asdict
from random import Random

import pytest

from gapless.authoring import ItemBank, ItemFault, Made
from gapless.errors import CourseFaults, OperatorError
from gapless.graders import judge

GOOD = 'Question(f"What is ${n} + {k}$?", answer=n + k, solution="Count on.")'


def test_the_bank_knows_its_items(tiny_course):
    with ItemBank(tiny_course) as bank:
        infos = {info.id: info for info in bank.items}
    assert set(infos) == {"name_the_part", "which_part", "add_like", "add_like_story"}
    assert (infos["add_like"].kind, infos["add_like"].shape, infos["add_like"].guess) == ("fraction", "typed", 0.05)
    assert (infos["which_part"].kind, infos["which_part"].shape, infos["which_part"].guess) == (
        "choice",
        "choice",
        0.25,
    )
    assert infos["add_like_story"].shape == "story"
    assert infos["add_like"].misconceptions == ("adds-across",)
    assert (infos["add_like"].file, infos["add_like"].cell) == ("lessons/02-add-like.ipynb", 3)


def test_a_seed_always_makes_the_same_question(tiny_course):
    with ItemBank(tiny_course) as bank, ItemBank(tiny_course) as other:
        for seed in range(20):
            made = bank.make("which_part", seed)
            assert made == other.make("which_part", seed)
            assert made.key in (made.options or ())
        assert len({bank.make("add_like", seed).fingerprint for seed in range(50)}) > 40


def test_a_question_survives_json_and_is_judged_from_it(tiny_course):
    with ItemBank(tiny_course) as bank:
        made = bank.make("add_like", 3)
    back = Made(**json.loads(json.dumps(asdict(made))))
    assert back.fingerprint == made.fingerprint
    assert judge(back.kind, back.key, back.key, back.mistakes).verdict == "right"
    assert judge(back.kind, back.mistakes["adds-across"], back.key, back.mistakes).misconception == "adds-across"


SEED = 77  # not among those that are tried while an item is loaded


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("1 / 0", "seed 77: ZeroDivisionError: division by zero (line 7 of the cell)."),
        ("forever()", "seed 77: it took longer than 0.5 s."),
        ("__import__('os')._exit(3)", "seed 77: its process ended."),
        ("exit(1)", "seed 77: SystemExit: 1 (line 7 of the cell)."),
        ("[0] * 10**12", "seed 77: MemoryError"),
        ("'not a question'", "seed 77: the item returned str instead of a Question."),
        ("Question('Half?', answer=0.5)", "seed 77: no kind of question has the answer 0.5"),
        ("Question('Yes?', answer='yes')", "seed 77: an answer that is a text needs choices."),
    ],
)
def test_a_fault_is_told_with_its_place_and_the_next_question_is_made(author, fault, told):
    author.items(
        f"""
def forever():
    while True: pass
@item(skill="add-like")
def planted(rng): return {fault} if rng.random() == {Random(SEED).random()!r} else Question("1?", answer=1)
"""
    )
    with ItemBank(author.folder, deadline=0.5) as bank:
        with pytest.raises(ItemFault) as trouble:
            bank.make("planted", SEED)
        assert str(trouble.value).startswith(f"lessons/02-add-like.ipynb, cell 3, planted: {told}")
        assert bank.make("planted", SEED + 1).key == "1"


def test_a_cell_that_fails_leaves_the_other_items_in_use(author):
    author.items("\nraise RuntimeError('no')")
    with ItemBank(author.folder) as bank:
        assert {info.skill for info in bank.items} == {"parts"}
        assert "cell 3: RuntimeError: no (line 4 of the cell)." in str(bank.faults[0])


def test_a_cell_that_never_ends_leaves_the_other_items_in_use(author):
    author.items("\nwhile True: pass")
    with ItemBank(author.folder, start=2.0) as bank:
        assert {info.skill for info in bank.items} == {"parts"}
        assert "02-add-like.ipynb, cell 3: This never came to an end" in str(bank.faults[0])


def test_a_course_without_any_item_that_works_is_refused(author):
    author.items("\nraise RuntimeError('no')")
    author.items("\nraise RuntimeError('neither')", skill="parts")
    with pytest.raises(CourseFaults) as trouble:
        ItemBank(author.folder)
    assert len(trouble.value.faults) == 2


def test_what_item_code_prints_and_reads_never_reaches_the_protocol(author):
    author.item("(print('{\"ok\": 1}'), __import__('os').write(1, b'noise'), " + GOOD + ")[2]")
    with ItemBank(author.folder) as bank:
        assert bank.make("planted", 1).prompt.startswith("What is")
    author.item("(input(), " + GOOD + ")[1]")
    with ItemBank(author.folder) as bank:
        assert "EOFError" in str(bank.faults[0])


def test_item_code_sees_no_secret_and_no_home(author, monkeypatch):
    monkeypatch.setenv("GAPLESS_TEST_SECRET", "do not tell")
    author.item("Question(' '.join(sorted(__import__('os').environ)), answer=1)")
    with ItemBank(author.folder) as bank:
        seen = set(bank.make("planted", 1).prompt.split())
    assert seen <= {"PATH", "LANG", "LC_ALL", "LC_CTYPE", "PYTHONPATH", "PYTHONHASHSEED", "SYSTEMROOT"}


def test_helpers_are_shared_and_part_of_the_digest(author):
    (author.folder / "helpers.py").write_text("WORD = 'apples'\n", encoding="utf-8")
    author.item("Question(f'{WORD} {n}', answer=1)")
    author.cell("lessons/02-add-like.ipynb", 3, lambda source: "from helpers import WORD\n" + source)
    with ItemBank(author.folder) as bank:
        first = bank.make("planted", 1)
    (author.folder / "helpers.py").write_text("WORD = 'pears'\n", encoding="utf-8")
    with ItemBank(author.folder) as bank:
        second = bank.make("planted", 1)
    assert (first.prompt.split()[0], second.prompt.split()[0]) == ("apples", "pears")
    assert first.digest != second.digest
    assert not [*author.folder.rglob("__pycache__")]


def test_a_mal_rule_that_gives_the_key_never_wrongs_a_student(author):
    author.item('Question("2?", answer=Fraction(k, n), mistakes={"adds-across": Fraction(2 * k, 2 * n)})')
    with ItemBank(author.folder) as bank:
        made = bank.make("planted", 5)
    assert made.mistakes == {}
    assert judge(made.kind, made.key, made.key, made.mistakes).verdict == "right"


def test_a_mistake_that_gives_none_is_left_out(author):
    author.item('Question("2?", answer=n, mistakes={"adds-across": None})')
    with ItemBank(author.folder) as bank:
        assert bank.make("planted", 5).mistakes == {}


def test_options_are_the_answer_the_mistakes_and_the_choices_each_once_in_an_order_of_the_seed(author):
    author.item('Question("?", answer="b", mistakes={"adds-across": "a"}, choices=["c", "a", "7"])')
    with ItemBank(author.folder) as bank:
        made = [bank.make("planted", seed) for seed in range(30)]
    assert all(sorted(each.options or ()) == ["$7$", "a", "b", "c"] for each in made)
    assert len({each.options for each in made}) > 5
    assert len({each.fingerprint for each in made}) == 1


def test_threads_may_ask_at_once(tiny_course):
    with ItemBank(tiny_course) as bank:
        expected = [bank.make("add_like", seed) for seed in range(40)]
        made: dict[int, Made] = {}
        jobs = [threading.Thread(target=lambda s=s: made.update({s: bank.make("add_like", s)})) for s in range(40)]
        for job in jobs:
            job.start()
        for job in jobs:
            job.join()
    assert [made[seed] for seed in range(40)] == expected


def test_a_closed_bank_leaves_no_process_and_makes_nothing(author):
    author.item("Question(str(__import__('os').getpid()), answer=1)")
    with ItemBank(author.folder) as bank:
        process = int(bank.make("planted", 1).prompt)
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
    with pytest.raises(ItemFault, match="closed"):
        bank.make("planted", 1)


def test_an_unknown_item_is_told(tiny_course):
    with ItemBank(tiny_course) as bank, pytest.raises(ItemFault, match="There is no such item"):
        bank.make("nothing", 1)


def test_no_items_are_loaded_on_a_page(tiny_course, monkeypatch):
    monkeypatch.setenv("GAPLESS_PAGE", "1")
    with pytest.raises(OperatorError):
        ItemBank(tiny_course)


@pytest.mark.parametrize(
    ("picture", "told"),
    [
        ("<svg role='img'></svg>", "the picture has no aria-label"),
        ("<svg aria-label='bar'></svg>", "the picture has no role"),
        ("<svg role='img' aria-label='bar'><script>1</script></svg>", "the picture holds a <script> element"),
        ("<svg role='img' aria-label='bar' onload='x()'></svg>", "could run or fetch something"),
        ("<svg role='img' aria-label='bar'><rect fill='url(https://x.y/z)'/></svg>", "could run or fetch something"),
        ("<svg role='img' aria-label='bar'>", "not well-formed"),
        ("<p role='img' aria-label='bar'></p>", "not an <svg> element"),
    ],
)
def test_a_picture_that_can_not_be_told_or_that_does_more_than_draw_is_refused(author, picture, told):
    author.item(f"Question('?', answer=1, picture={picture!r})")
    with ItemBank(author.folder) as bank:
        assert told in str(bank.faults[0])
