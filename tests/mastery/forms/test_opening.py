"""Which form comes next: where 100 % is likely, after what the last one showed, one a day where the class is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from types import MappingProxyType
from zoneinfo import ZoneInfo

from gapless.mastery import Course, Rule, Skill, Standing, StudentState
from gapless.mastery.form import Form, FormVerdict
from gapless.mastery.forms import Opening, opening
from gapless.mastery.student import Hole

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
AUCKLAND = ZoneInfo("Pacific/Auckland")
SKILLS = {name: Skill(name, name, grade) for name, grade in (("a", 1), ("b", 2), ("c", 2), ("d", 3))}
COURSE = Course("Course", "en", Rule(), SKILLS, {}, {})


def mastered(*skills: str, looks: tuple[int, int] = (0, 0)) -> StudentState:
    standings = {skill: Standing(skill, 0.99, mastered_at=MONDAY, ever_mastered=True) for skill in skills}
    return StudentState(standings=MappingProxyType(standings), looks=looks)


def form(id: str, grade: int, at: datetime, verdict: FormVerdict | None) -> Form:
    """A form of one question; without a verdict it still runs."""
    verdicts: dict[str, FormVerdict] = {f"{id}-1": verdict} if verdict else {}
    handed = at + timedelta(minutes=20) if verdict else None
    return Form(id, 1, grade, (f"{id}-1",), at, handed_at=handed, verdicts=verdicts)


def after(state: StudentState, *forms: Form) -> StudentState:
    return replace(state, forms=MappingProxyType({one.id: one for one in forms}))


def at(state: StudentState, now: datetime = MONDAY, zone: tzinfo = UTC) -> Opening:
    return opening(COURSE, SKILLS, state, now, zone, 20)


def test_the_first_form_is_of_the_highest_grade_where_all_right_is_likely() -> None:
    steady = mastered("a", "b", "c", looks=(60, 60))
    assert (at(steady).state, at(steady).grade, round(at(steady).chance, 2)) == ("open", 2, 0.78)
    assert at(mastered("a", "b", looks=(60, 60))).grade == 1
    assert at(mastered("a", "b", "c", looks=(50, 60))).grade == 1
    nothing = at(mastered())
    assert (nothing.state, nothing.grade, nothing.missing) == ("locked", 1, ("a",))


def test_after_less_than_100_the_same_grade_comes_again_on_another_day() -> None:
    missed = after(mastered("a", "b", "c", looks=(60, 60)), form("f", 1, MONDAY, "not-yet"))
    assert (at(missed).state, str(at(missed).opens)) == ("today", "2026-11-24")
    later = at(missed, MONDAY + timedelta(days=1))
    assert (later.state, later.grade, later.number) == ("open", 1, 2)


def test_what_the_last_form_showed_is_closed_first() -> None:
    hole = Hole("a", "suspected", "b", None, ("f-1",), MONDAY)
    missed = after(mastered("a", "b", "c"), form("f", 2, MONDAY, "not-yet"))
    held = replace(missed, holes=MappingProxyType({"a": hole}))
    assert at(held, MONDAY + timedelta(days=2)).holes == (hole,)
    elsewhere = replace(missed, holes=MappingProxyType({"a": replace(hole, evidence=("other",))}))
    assert at(elsewhere, MONDAY + timedelta(days=2)).state == "open"


def test_after_100_it_climbs_to_the_last_grade() -> None:
    climbed = after(mastered("a", "b", "c", "d"), form("f", 1, MONDAY, "right"))
    assert at(climbed, MONDAY + timedelta(days=1)).grade == 2
    topped = after(mastered("a", "b", "c", "d"), form("f", 3, MONDAY, "right"))
    assert at(topped, MONDAY + timedelta(days=1)).state == "done"
    running = after(mastered("a", "b", "c", "d"), form("f", 2, MONDAY, None))
    assert at(running).state == "running"


def test_the_day_is_the_class_s_own_and_a_clock_set_back_opens_none_early() -> None:
    evening = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)  # 23:30 in Auckland
    missed = after(mastered("a", "b", "c"), form("f", 1, evening, "not-yet"))
    assert at(missed, evening + timedelta(minutes=40), AUCKLAND).state == "open"
    assert at(missed, evening + timedelta(minutes=40)).state == "today"
    assert at(missed, evening - timedelta(hours=20), AUCKLAND).state == "today"
    assert at(missed, evening - timedelta(days=300), AUCKLAND).state == "open"


def test_an_excused_skill_is_not_asked_for() -> None:
    state = mastered("b")
    excused = {**state.standings, "c": Standing("c", excused=True)}
    state = after(replace(state, standings=MappingProxyType(excused)), form("f", 1, MONDAY, "right"))
    found = at(state, MONDAY + timedelta(days=1))
    assert (found.state, found.counts) == ("open", {"b": 20})
