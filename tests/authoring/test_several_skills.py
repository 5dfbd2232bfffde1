"""Questions that ask for several skills, and skills that got a new name."""

from __future__ import annotations

from gapless.authoring import ItemBank, load_course
from gapless.errors import CourseFaults

TWO = """@item(skill=("add-like", "parts"))
def planted(rng):
    n = rng.randint(3, 90)
    k = rng.randint(1, n - 1)
    return Question(f"What is {n} + {k}?", answer=n + k, solution=f"{n + k}")
"""


def read(author) -> str:
    """What loading the course says, line by line; "" when it loads."""
    try:
        load_course(author.folder)
    except CourseFaults as trouble:
        return "\n".join(map(str, trouble.faults))
    return ""


def test_an_item_may_ask_for_several_skills_and_says_so_in_every_question(author):
    author.items(TWO)
    with ItemBank(author.folder, deadline=10) as bank:
        (info,) = [each for each in bank.items if each.id == "planted"]
        made = bank.make("planted", 3)
    assert (info.skill, info.also) == ("add-like", ("parts",))
    assert (made.skill, made.also) == ("add-like", ("parts",))


def test_a_further_skill_must_exist_and_come_before_the_first(author):
    author.items(TWO.replace('"parts")', '"party")'))
    assert "planted: There is no skill 'party'. Did you mean 'parts'?" in read(author)


def test_a_further_skill_that_may_still_be_locked_is_found(author):
    author.items(TWO.replace('("add-like", "parts")', '("parts", "add-like")'), skill="parts")
    found = [fault for fault in author.faults(seeds=20) if "does not come before" in fault]
    assert found == [
        "lessons/01-parts.ipynb, cell 3, planted: It asks for 'add-like' too, which does not come before 'parts'. "
        "Name the skill first that needs the others, or leave this one out."
    ]


def test_a_skill_that_is_asked_for_only_beside_another_has_no_item_of_its_own(author):
    author.items(TWO.replace('("add-like", "parts")', '("parts", "add-like")'), skill="parts")
    author.items("", skill="add-like")
    assert "There is no item for this skill as its first." in read(author)


def test_old_names_of_a_skill_lead_to_it(author):
    author.toml('id = "parts"', 'id = "parts"\nformerly = ["pieces", "shares"]')
    assert load_course(author.folder).renamed == {"pieces": "parts", "shares": "parts"}


def test_an_old_name_that_is_a_skill_of_today_or_of_two_skills_is_refused(author):
    author.toml('id = "parts"', 'id = "parts"\nformerly = ["add-like", "pieces"]')
    author.toml('id = "add-like"', 'id = "add-like"\nformerly = ["pieces"]')
    found = read(author)
    assert "skill 'parts': formerly: There is a skill 'add-like' today, so it can't be an old name." in found
    assert "skill 'add-like': formerly: 'pieces' is an old name of 'parts', too." in found
