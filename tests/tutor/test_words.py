"""Every sentence for learners keeps the tone: what was seen, one next move, nothing about the person."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from gapless.tutor.words import WORDS, listed, say, say_html

AVOIDED = re.compile(
    r"\b(wrong|fail\w*|bad|poor|easy|easily|simple|simply|just|obvious\w*|trivial|clearly|of course|smart|clever"
    r"|brilliant|talent\w*|genius|perfect|amazing|awesome|wow|great job|good job|hurry|quickly|careless|stupid|lazy"
    r"|most students|other students|classmates|rank|sorry|proud|feel)\b|!",
    re.IGNORECASE,
)


@pytest.mark.parametrize("name", WORDS)
def test_a_sentence_is_short_calm_and_about_the_work(name: str) -> None:
    assert not AVOIDED.search(WORDS[name])
    assert all(len(sentence.split()) <= 18 for sentence in re.split(r"[.:] ", WORDS[name]))


@pytest.mark.parametrize("name", [name for name in WORDS if name.startswith("not-yet")])
def test_every_not_yet_has_a_next_move(name: str) -> None:
    assert re.search(r"\b(try|check|compare|read|open)\b", WORDS[name], re.IGNORECASE)


@pytest.mark.parametrize("name", WORDS)
def test_facts_are_text_wherever_they_come_from(name: str) -> None:
    facts = {field: "<b>" for _, field, _, _ in Formatter().parse(WORDS[name]) if field}
    assert "<b>" not in say_html(name, **facts)
    assert say(name, **facts).count("<b>") >= len(facts)


def test_titles_are_listed_as_people_do() -> None:
    assert [listed(titles) for titles in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
