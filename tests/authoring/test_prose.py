"""Markdown becomes HTML with MathML; nothing in a question can run in a page or fetch from elsewhere."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapless.authoring import inline_html, to_html
from gapless.authoring.mathml import BROKEN_MATH


def test_a_fraction_written_with_a_slash_is_set_with_a_bar():
    html = to_html("What is $1/2 + 1/3$?")
    assert html.count("<mfrac>") == 2
    assert "$" not in html


def test_a_mixed_number_keeps_its_whole():
    assert "<mn>1</mn><mfrac>" in inline_html("$1 1/2$")


def test_a_grouped_number_is_one_number():
    assert "<mn>12,345</mn>" in inline_html("$12,345$")


def test_display_math_is_a_block():
    assert 'display="block"' in to_html("$$\n\\frac{3}{4}\n$$")


def test_a_text_that_begins_with_math_and_ends_in_a_digit_is_set():
    assert "<math" in inline_html(r"$\frac{1}{2}$ of 8")


def test_prices_are_not_math():
    assert inline_html("It costs $5 and $6.") == "It costs $5 and $6."


@pytest.mark.parametrize(
    "formula", [r"\frac{1", r"\nosuch", r"x^", r"\left(", r"\text{<b>x</b>}", r"\href{javascript:x}{y}"]
)
def test_a_formula_that_can_not_be_set_is_shown_as_typed(formula):
    html = inline_html(f"${formula}$")
    assert BROKEN_MATH in html
    assert "<math" not in html


def test_raw_html_is_text_in_a_question_and_html_in_a_lesson():
    assert "<b>" not in to_html("<b>bold</b>")
    assert "<b>" in to_html("<b>bold</b>", trusted=True)


@pytest.mark.parametrize(
    "link",
    [
        "https://example.org",
        "//example.org",
        "javascript:alert(1)",
        "JavaScript:x",
        "data:text/html,x",
    ],
)
def test_links_and_pictures_reach_no_other_place(link):
    html = to_html(f"[here](<{link}>) ![there](<{link}>) <{link}>")
    assert "href" not in html
    assert "src" not in html


def test_links_within_the_site_stay():
    assert 'href="/practice?hole=parts"' in inline_html("[practise](/practice?hole=parts)")


TAGS = re.compile(r"<\s*/?\s*([a-zA-Z][a-zA-Z0-9]*)")
KNOWN = re.compile("p|em|strong|code|pre|[uo]l|li|blockquote|[hb]r|h[1-6]|a|img|table|thead|tbody|t[rhd]|s|span|div")
MATH = re.compile(r"<math.*?</math>", re.DOTALL)


@given(st.text(st.sampled_from("$<>/\\{}[]()!\"'`*_ \n^&ab1=") | st.characters(), max_size=60))
def test_any_text_is_set_without_tags_of_its_own(text):
    for html in (to_html(text), inline_html(text), inline_html(f"$\\text{{{text}}}$")):
        assert all(KNOWN.fullmatch(tag) for tag in TAGS.findall(MATH.sub("", html)))
        assert "<script" not in html.lower()
