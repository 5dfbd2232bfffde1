"""Answers are read as children type them, and what can't be read is never a miss."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapless.graders import KINDS, judge


@pytest.mark.parametrize(
    "typed",
    ["3/4", " 3 / 4 ", "３／４", "3⁄4", "¾", "0.75", ".75", "0.750", "6/8", "3/4.", "=3/4", "+3/4", "0 3/4", "٣/٤"],
)
def test_three_quarters_however_it_is_typed(typed):
    assert judge("fraction", typed, "3/4", {}).verdict == "right"


@pytest.mark.parametrize("typed", ["1 1/2", "1½", "3/2", "1.5", "1  1 / 2", "6/4", "１ １/２", "1\u00a01/2"])
def test_one_and_a_half_however_it_is_typed(typed):
    assert judge("fraction", typed, "3/2", {}).verdict == "right"


@pytest.mark.parametrize("typed", ["-1 1/2", "−1½", "–3/2", "- 3/2", "-1.5"])
def test_a_minus_belongs_to_the_whole_mixed_number(typed):
    assert judge("fraction", typed, "-3/2", {}).verdict == "right"


@pytest.mark.parametrize("typed", ["1000", "1,000", "1 000", "１０００", "1000.", "1000.0", "+1000", "01000"])
def test_a_thousand_however_it_is_typed(typed):
    assert judge("number", typed, "1000", {}).verdict == "right"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("3//4", "I can't read 3//4 yet. A fraction looks like 3/4."),
        ("abc", "I can't read abc yet. A fraction looks like 3/4."),
        ("", "Your answer is still empty. A fraction looks like 3/4."),
        ("  ", "Your answer is still empty. A fraction looks like 3/4."),
        ("3/0", "I can't read 3/0 yet. The bottom number is never 0. A fraction looks like 3/4."),
        ("0,5", "I can't read 0,5 yet. Write a point: 0.5. A fraction looks like 3/4."),
        ("3²", "I can't read 3² yet. A fraction looks like 3/4."),
    ],
)
def test_words_say_what_a_fraction_looks_like(typed, words):
    found = judge("fraction", typed, "1/2", {"guesses": "1/3"})
    assert (found.verdict, found.misconception, found.words) == ("unreadable", None, words)


def test_the_example_never_gives_the_key_away():
    assert "3/4" not in judge("fraction", "?", "3/4", {}).words
    assert "12" not in judge("number", "?", "12", {}).words


@pytest.mark.parametrize("typed", ["1/2", "twelve", "12 apples", "1,00", "1.2.3", "--3", "1e3", "½"])
def test_what_is_not_a_number_is_not_a_miss(typed):
    assert judge("number", typed, "12", {}).verdict == "unreadable"


def test_endless_text_is_turned_down_unread():
    found = judge("number", "9" * 1_000_000, "9", {})
    assert found.verdict == "unreadable"
    assert len(found.words) < 200


def test_long_text_is_quoted_short_and_on_one_line():
    words = judge("number", "x\n" * 90, "9", {}).words
    assert len(words) < 80
    assert "\n" not in words


@pytest.mark.parametrize("typed", ["2/4", "4/8", "0.5", "0 1/2"])
def test_a_right_amount_is_asked_for_again_in_lowest_terms(typed):
    found = judge("fraction", typed, "1/2", {}, lowest_terms=True)
    assert found.verdict == "unreadable"
    assert found.words == "That is the right amount. Now write it with the smallest numbers you can."


@pytest.mark.parametrize(
    ("typed", "key"), [("1/2", "1/2"), ("3/2", "3/2"), ("1 1/2", "3/2"), ("2", "2"), ("-1/2", "-1/2")]
)
def test_lowest_terms_are_right_at_once(typed, key):
    assert judge("fraction", typed, key, {}, lowest_terms=True).verdict == "right"


@pytest.mark.parametrize(("typed", "key"), [("1 3/2", "5/2"), ("4/2", "2"), ("2/1", "2"), ("1 2/4", "3/2")])
def test_what_can_still_be_simplified_is_not_in_lowest_terms(typed, key):
    assert judge("fraction", typed, key, {}, lowest_terms=True).verdict == "unreadable"


def test_the_first_mal_rule_that_fits_names_the_miss():
    mistakes = {"adds-across": "2/5", "guesses": "4/10", "flips": "5/2"}
    assert judge("fraction", "4/10", "5/6", mistakes).misconception == "adds-across"
    assert judge("fraction", "2 1/2", "5/6", mistakes).misconception == "flips"
    assert judge("fraction", "7/9", "5/6", mistakes).misconception is None


def test_a_choice_is_given_by_its_text_or_by_its_place():
    options = ("less", "$1/2$", "more")
    assert judge("choice", "more", "more", {}, options=options).verdict == "right"
    assert judge("choice", "2", "more", {}, options=options).verdict == "right"
    assert judge("choice", "0", "more", {"flips": "less"}, options=options).misconception == "flips"
    assert judge("choice", "3", "more", {}, options=options).words == "I can't read 3 yet. Choose one of the answers."


def test_an_option_that_is_a_bare_number_is_never_taken_for_a_place():
    key, *others = (KINDS["choice"].encode(text) for text in ("1", "0", "2"))
    options = (others[1], others[0], key)
    assert judge("choice", "2", key, {}, options=options).verdict == "right"
    assert judge("choice", key, key, {}, options=options).verdict == "right"


@pytest.mark.parametrize("answer", [0.5, True, "1/2", None, float("nan")])
def test_an_answer_that_is_not_exact_is_refused(answer):
    for kind in ("number", "fraction"):
        with pytest.raises(TypeError):
            KINDS[kind].encode(answer)


def test_a_fraction_that_never_ends_is_no_number():
    with pytest.raises(ValueError, match="never ends"):
        KINDS["number"].encode(Fraction(1, 3))


def test_the_description_of_an_input_holds_its_options_and_no_key():
    assert KINDS["fraction"].spec(None) == {"kind": "fraction"}
    assert KINDS["choice"].spec(("b", "a")) == {"kind": "choice", "options": ["b", "a"]}


@given(st.text(), st.sampled_from(["number", "fraction", "choice"]))
def test_any_text_gets_a_verdict_and_an_unreadable_one_has_no_misconception(typed, kind):
    found = judge(kind, typed, "1", {"guesses": "2"}, options=("1", "2") if kind == "choice" else None)
    assert found.verdict in ("right", "not-yet", "unreadable")
    if found.verdict == "unreadable":
        assert found.misconception is None
        assert found.words


@given(st.from_regex(r"[-−+ ]?[0-9０-９½¼ ]{0,6}[/⁄.,]?[0-9½ ]{0,6}", fullmatch=True))
def test_what_was_read_is_read_the_same_again(typed):
    for kind in ("number", "fraction"):
        found = judge(kind, typed, "1/3" if kind == "fraction" else "7", {})
        if found.verdict == "not-yet":
            assert judge(kind, typed, found.read, {}).verdict == "right"
            assert judge(kind, found.read, found.read, {}).read == found.read


@given(st.fractions())
def test_a_fraction_is_right_for_itself_in_every_writing(value):
    key = KINDS["fraction"].encode(value)
    whole, rest = divmod(abs(value), 1)
    mixed = f"{'-' if value < 0 else ''}{whole} {rest.numerator}/{rest.denominator}"
    for typed in (key, f"{3 * value.numerator}/{3 * value.denominator}", mixed):
        assert judge("fraction", typed, key, {}).verdict == "right"


@given(st.integers(-(10**15), 10**15), st.integers(0, 9))
def test_a_number_is_right_for_itself_grouped_or_not(units, places):
    key = KINDS["number"].encode(Fraction(units, 10**places))
    assert judge("number", key, key, {}).verdict == "right"
    if places == 0:
        assert judge("number", f"{units:,}", key, {}).verdict == "right"


@given(st.fractions(max_denominator=50), st.fractions(max_denominator=50))
def test_another_amount_is_never_right(value, other):
    found = judge("fraction", str(other), str(value), {"slips": str(other)})
    assert found.verdict == ("right" if value == other else "not-yet")
    assert found.misconception == (None if value == other else "slips")
