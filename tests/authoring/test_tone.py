"""What nobody says to a learner is found; the senses such words have in mathematics and programs are let through."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapless.authoring.tone import has_move, slips
from gapless.authoring.tones import TONES


@pytest.mark.parametrize(
    ("text", "tone"),
    [
        ("You're so smart!", "person-praise"),
        ("What a clever idea.", "person-praise"),
        ("You’re a natural at this.", "person-praise"),
        ("Not everyone is good at fractions.", "fixed-ability"),
        ("This is the task for high-ability readers.", "fixed-ability"),
        ("It's okay, some people find this hard.", "comfort"),
        ("Don’t worry about it.", "comfort"),
        ("This one is easy.", "difficulty-dismissed"),
        ("Simply add the tops.", "difficulty-dismissed"),
        ("Now you just count.", "difficulty-dismissed"),
        ("The answer is clearly larger.", "difficulty-dismissed"),
        ("That was a piece of cake.", "difficulty-dismissed"),
        ("Your answer is wrong.", "harsh"),
        ("A careless slip.", "harsh"),
        ("You always forget the bottom.", "harsh"),
        ("You should have known this.", "harsh"),
        ("Most students get this.", "comparison"),
        ("You did it faster than Ben.", "comparison"),
        ("You are at the top of the class.", "comparison"),
        ("Boys are better with numbers.", "group"),
        ("Amazing work.", "inflated"),
        ("Yes!! Again!", "inflated"),
        ("Yes! You did it!", "inflated"),
        ("Try harder next time.", "empty-effort"),
        ("Good job.", "empty-effort"),
        ("Hurry, three are left.", "pressure"),
        ("I'm proud of you.", "persona"),
    ],
)
def test_what_nobody_says_to_a_learner_is_found_by_its_very_words(text, tone):
    found = {slip.tone.id: slip.words for slip in slips(text)}
    assert tone in found
    assert found[tone] in text.replace("’", "'")


@pytest.mark.parametrize(
    "text",
    [
        "Write it in simplest form.",
        "Mia takes a wrong turn and walks back half a kilometre.",
        "25 is a perfect square, and 5! is 120.",
        "The number is just under 1. Just as before, look at the bottoms.",
        "If the test fails, read its last line.",
        "Each child eats a piece of cake.",
        "Use a basic fact, like 5 × 5.",
        "A class has 12 girls and 8 boys. The girls are how much of the class?",
        "The plant grows quickly: 2 cm a day.",
        "Look at ![a bar](bar.png) and ![a line](line.png).",
        "The name `bad_simple` and the formula $wrong < easy$ say nothing aloud.",
        'See <a href="easy.html" class="wrong">the picture</a> at https://example.org/simply.',
        "Not yet. You added the tops and the bottoms. Look at the size of one piece.",
        "You missed it, worked on it and showed it again.",
    ],
)
def test_what_is_said_of_numbers_programs_and_stories_is_let_through(text):
    assert [(slip.tone.id, slip.words) for slip in slips(text)] == []


@given(st.text(), st.sampled_from(["It is easy. ", "That is wrong. "]), st.integers(0, 10**6))
def test_a_slip_is_found_before_any_text_and_beside_any_number(rest, bad, number):
    assert any(slip.tone.level == "error" for slip in slips(f"{number} {bad} {rest}"))


def test_a_next_move_is_a_question_or_begins_with_something_to_do():
    assert has_move("Look at the bottoms.")
    assert has_move("The bottom names the piece. Now count the pieces.")
    assert has_move("Are halves and thirds the same size of piece?")
    assert not has_move("The bottoms are not the same.")


def test_every_tone_says_why_and_what_to_do_instead():
    assert len({tone.id for tone in TONES}) == len(TONES)
    assert all(tone.why and tone.remedy and tone.level in ("error", "warning") for tone in TONES)
