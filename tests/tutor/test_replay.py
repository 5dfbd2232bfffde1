"""Replay: every derived row can be made again from the events, and what differs is named and mended."""

from __future__ import annotations

import re

import pytest

from gapless.records.replay import replay
from gapless.tutor.history import Turn


@pytest.mark.parametrize("damage", ["changed", "missing", "extra"])
def test_a_replay_finds_and_mends_what_was_edited_by_hand(room, damage: str) -> None:
    room.play(Turn("parts"), Turn("add-like", "adds-across", times=2), Turn("hole:parts"), Turn("add-like"))
    assert replay(room.records) == []
    acts = {
        "changed": "update standing set p_known = 0.5 where student = 'mia' and skill = 'parts'",
        "missing": "delete from hole where student = 'mia'",
        "extra": "insert into standing (student, skill, p_known, answers, body) values ('ben', 'parts', 1, 9, '{}')",
    }
    with room.records.engine.begin() as connection:
        connection.exec_driver_sql(acts[damage])
    (difference,) = replay(room.records)
    words = {
        "changed": r"mia, standing parts: p_known 0\.5 -> 0\.9",
        "missing": r"mia, hole parts 0: body None -> ",
        "extra": r"ben, standing parts: answers 9 -> None",
    }
    assert re.match(words[damage], str(difference))
    assert replay(room.records) == []
