"""Events: appended in order, once a request, or not at all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from gapless.errors import NotFound
from gapless.mastery import Draft
from gapless.records import Records, Stale
from gapless.records.folded import Folded

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def excuse(student: str = "mia", skill: str = "parts", request: str | None = None, at: datetime = NOON) -> Draft:
    return Draft(student, "excused", at, {"skill": skill, "reason": "moved here", "by": "ms-rivera"}, request)


def test_what_was_appended_is_read_back_as_it_was(records: Records, mia: str) -> None:
    folded = records.append([excuse(request="one"), excuse(skill="add-like")], Folded())
    first, second = records.events(mia)
    assert (first.body["skill"], first.request, first.at) == ("parts", "one", NOON)
    assert records.events(mia, after=first.seq) == [second]
    assert records.find(mia, "one") == first
    assert records.find("ben", "one") is None
    assert records.last_event(mia) == second
    assert records.last_seq(mia) == second.seq == folded.seq
    assert folded.state.standing("parts").excused


def test_a_moment_keeps_its_meaning_whatever_its_zone(records: Records, mia: str) -> None:
    in_delhi = NOON.astimezone(timezone(timedelta(hours=5, minutes=30)))
    records.append([excuse(at=in_delhi)], Folded())
    assert records.events(mia)[0].at == NOON
    assert records.events(mia)[0].at.tzinfo == UTC


def test_nothing_is_recorded_on_top_of_a_state_that_is_out_of_date(records: Records, mia: str) -> None:
    records.append([excuse()], Folded())
    with pytest.raises(Stale):
        records.append([excuse(skill="add-like")], Folded())
    assert len(records.events(mia)) == 1


def test_one_student_never_makes_another_out_of_date(records: Records, mia: str) -> None:
    records.append([excuse()], Folded())
    records.append([excuse(student="ben")], Folded())
    assert [len(records.events(student)) for student in (mia, "ben")] == [1, 1]


def test_somebody_who_is_not_of_the_class_has_no_record(records: Records, mia: str) -> None:
    with pytest.raises(NotFound):
        records.append([excuse(student="eve")], Folded())
