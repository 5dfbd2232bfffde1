"""Home says what to do next and why."""

from __future__ import annotations

from gapless.tutor.history import Turn


def test_the_first_day_starts_where_the_course_starts(room) -> None:
    home = room.call("home")
    assert home["first_day"]
    assert home["student"] == {"id": "mia", "name": "Mia"}
    assert home["next"] == {
        "title": "Equal parts",
        "words": "The course starts here.",
        "minutes": 10,
        "href": "/lesson/01-parts",
        "action": "Start",
        "skill": "parts",
    }
    assert home["map"]["grades"] == [2, 3]
    assert [skill["state"] for skill in home["map"]["skills"]] == ["ready", "locked"]


def test_what_was_begun_comes_before_what_is_new(room) -> None:
    room.play(Turn("parts", times=1))
    home = room.call("home")
    assert not home["first_day"]
    progress = room.call("standing", {"skill": "parts"})["progress"]
    assert home["next"]["words"] == f"1 of {progress['needed']} in a row so far. Go on where you stopped."
    assert home["next"]["action"] == "Go on"


def test_what_was_mastered_gives_way_to_what_it_opened(room) -> None:
    room.play(Turn("parts"))
    assert [(entry["title"], entry["why"]) for entry in room.call("home")["plan"]] == [
        ("Adding like fractions", "You have mastered what it builds on.")
    ]


def test_a_hole_comes_first(room) -> None:
    room.play(Turn("parts"), Turn("add-like", "adds-across", times=2))
    plan = room.call("home")["plan"]
    assert [entry["state"] for entry in plan] == ["hole", "learning"]
    assert plan[0]["title"] == "Close the hole under Adding like fractions"
    assert plan[0]["href"] == "/practice?hole=parts"


def test_a_standing_tells_the_answers_it_came_from(room) -> None:
    room.play(Turn("parts", "miss", times=1), Turn("parts", "hint", times=1), Turn("parts", times=1))
    card = room.call("standing", {"skill": "parts"})
    assert [(line["verdict"], line["assisted"]) for line in card["answers"]] == [
        ("right", False),
        ("right", True),
        ("not-yet", False),
    ]
    assert card["words"].startswith("1 of ")


def test_everything_mastered_leaves_nothing_to_press(room) -> None:
    room.play(Turn("parts"), Turn("add-like"))
    home = room.call("home")
    assert (home["next"], home["plan"]) == (None, [])
