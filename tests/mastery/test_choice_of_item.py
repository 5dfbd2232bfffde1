"""Which item comes next: another shape first, another item next; the telling one when a hole is in question."""

from __future__ import annotations

import itertools
import random

from gapless.mastery import Ask, Skill, StudentState, choose_item

GOAL = ("skill", "parts")
PARTS = [Skill("parts", "Equal parts", 2)]


def test_shapes_take_turns_and_so_do_items_of_one_shape(sitting, template):
    items = [template("a", "parts"), template("b", "parts"), template("c", "parts", "story")]
    student = sitting(PARTS, items)
    asked = []
    for _ in range(8):
        student.ask(GOAL)
        student.miss()
        asked.append(student.shown_item())
    shapes = [item.shape for item in asked]
    assert all(one != other for one, other in itertools.pairwise(shapes))
    typed = [item.id for item in asked if item.shape == "typed"]
    assert all(one != other for one, other in itertools.pairwise(typed))


def test_a_separating_question_comes_from_an_item_that_can_show_the_mal_rule(sitting, template):
    items = [template("tells", "parts", shows=("m",)), template("mute", "parts", "story")]
    student = sitting(PARTS, items, {"m": "parts"})
    student.pose(Ask("parts", "learn"), GOAL)
    while student.shown_item().id != "tells":
        student.right()
        student.pose(Ask("parts", "learn"), GOAL)
    student.miss("m")
    assert student.ask(GOAL).purpose == "separate"
    assert student.shown_item().id == "tells"


def test_without_being_told_it_remembers_which_item_showed_it(sitting, template):
    items = [template("x", "parts"), template("y", "parts", "story"), template("z", "parts", "picture")]
    student = sitting(PARTS, items, {"m": "parts"})
    student.ask(GOAL)
    student.miss("m")
    showed = student.shown_item().id
    chosen = choose_item(items, student.state, "parts", "separate", "m", random.Random(5))
    assert chosen[0].id == showed
    assert choose_item(items, student.state, "parts", "learn", None, random.Random(5))[0].id != showed


def test_an_item_comes_first_while_it_can_show_what_no_question_looked_for_but_never_twice_in_a_row(sitting, template):
    items = [template("mute", "parts", "story"), template("one", "parts", shows=("a", "b")), template("two", "parts")]
    student = sitting(PARTS, items, {"a": "parts", "b": "parts"})
    asked = []
    for tells in (["a"], [], ["b"], [], []):
        student.ask(GOAL, tells=tells)
        student.miss()
        asked.append(student.shown_item().id)
    assert (asked[0], asked[2]) == ("one", "one")
    assert asked[1] == "mute"
    assert asked[3:] == ["mute", "two"]


def test_every_item_of_the_skill_is_offered_once_best_first(template):
    items = [template("a", "parts"), template("b", "parts"), template("c", "like")]
    chosen = choose_item(items, StudentState(), "parts", "learn", None, random.Random(1))
    assert sorted(item.id for item in chosen) == ["a", "b"]
    assert choose_item(items, StudentState(), "no-such-skill", "learn", None, random.Random(1)) == []


def test_the_same_seed_chooses_the_same(template):
    items = [template(f"i{n}", "parts") for n in range(9)]
    orders = [choose_item(items, StudentState(), "parts", "learn", None, random.Random(7)) for _ in range(2)]
    assert orders[0] == orders[1]


def test_fingerprints_are_kept_in_the_order_of_their_last_use(sitting, template):
    student = sitting(PARTS, [template("a", "parts")])
    for print_ in ("one", "two", "one"):
        student.ask(GOAL, fingerprint=print_)
        student.right()
    assert student.state.trail("parts").fingerprints == ("two", "one")
