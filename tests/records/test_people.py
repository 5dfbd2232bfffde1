"""People: a roster comes in whole or not at all, a code or a password proves who somebody is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gapless.errors import OperatorError
from gapless.records import People, Person, Records
from gapless.records.codes import ALPHABET, split_code


def roster(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "roster.csv"
    path.write_text(text, encoding=encoding)
    return path


def test_a_roster_gives_each_new_student_a_code_that_opens_the_door(people: People, tmp_path: Path) -> None:
    cards = people.roster(roster(tmp_path, "id,name,email\nmia,Mia Ek,mia@example.org\nben,Ben,\n"))
    assert [(card.id, card.name) for card in cards] == [("mia", "Mia Ek"), ("ben", "Ben")]
    assert people.verify(cards[0].code) == Person("mia", "Mia Ek", "mia@example.org")
    assert people.verify(cards[1].code) == Person("ben", "Ben")


def test_a_code_is_an_id_and_eight_letters_that_are_hard_to_misread(people: People) -> None:
    (card,) = people.add([Person("mia-lou", "Mia Lou")])
    assert re.fullmatch(rf"mia-lou-[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}", card.code)
    assert not set(ALPHABET) & set("01ILOAEU")


@pytest.mark.parametrize(
    "typed",
    [
        str.lower,
        str.upper,
        lambda code: code.replace("-", " "),
        lambda code: f"  {code}\n",
        lambda code: code[:-5] + code[-4:],
    ],
    ids=["small", "capital", "spaces", "around", "no last dash"],
)
def test_a_code_may_be_typed_in_any_usual_way(people: People, typed) -> None:
    (card,) = people.add([Person("mia", "Mia")])
    assert people.verify(typed(card.code)) == Person("mia", "Mia")


@pytest.mark.parametrize(
    "code", ["", "mia", "mia-", "-", "7KQ2-XF9D", "eve-7KQ2-XF9D", "mia-2222-2222", "ß" * 150, "m" * 10**6]
)
def test_what_is_no_code_of_the_class_opens_nothing(people: People, mia: str, code: str) -> None:
    assert people.verify(code) is None


@given(st.text(max_size=60))
@example("00000000ß")
def test_any_text_can_be_tried_as_a_code(text: str) -> None:
    id, secret = split_code(text)
    assert len(secret) in (0, 9)
    assert not id.endswith("-")


def test_a_new_code_replaces_the_old_one(people: People) -> None:
    (old,) = people.add([Person("mia", "Mia")])
    new = people.reset("mia")
    assert people.verify(old.code) is None
    assert people.verify(new.code) == Person("mia", "Mia")


def test_a_code_for_nobody_names_the_nearest_student(people: People, mia: str) -> None:
    with pytest.raises(OperatorError, match=r"no student 'mai'.*Did you mean mia"):
        people.reset("mai")


def test_the_records_hold_no_code(people: People, records: Records, tmp_path: Path) -> None:
    (card,) = people.add([Person("mia", "Mia")])
    records.close()
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("records.sqlite*"))
    assert card.code[-9:].encode() not in stored
    assert b"$argon2id$" in stored


def test_a_second_roster_changes_names_and_adds_students_and_keeps_codes(people: People, tmp_path: Path) -> None:
    (card,) = people.roster(roster(tmp_path, "id,name\nmia,Mya\n"))
    fresh = people.roster(roster(tmp_path, "id,name,email\nmia,Mia,mia@example.org\nben,Ben,\n"))
    assert [one.id for one in fresh] == ["ben"]
    assert people.verify(card.code) == Person("mia", "Mia", "mia@example.org")


@pytest.mark.parametrize("text", ["id;name\nmia;Mia\n", "\ufeffID, Name\nmia, Mia\n", "name\tid\nMia\tmia\n\n"])
def test_a_roster_may_come_from_any_spreadsheet(people: People, tmp_path: Path, text: str) -> None:
    people.roster(roster(tmp_path, text))
    assert people.students() == [Person("mia", "Mia")]


def test_all_lines_that_cant_be_used_are_named_at_once_and_nothing_is_imported(people: People, tmp_path: Path) -> None:
    path = roster(
        tmp_path, "id,name,email\nmia,Mia,\nMia Ek,Mia,\n,Ben,\nmia,Mia again,\nzoe,,\nlea,Lea,at home\nkim,Kim,,x\n"
    )
    with pytest.raises(OperatorError) as refusal:
        people.roster(path)
    lines = str(refusal.value).splitlines()
    assert lines[0] == f"Nothing was imported ({path}). Mend these lines and import the file again:"
    assert [line.partition(":")[0] for line in lines[1:]] == [f"  line {number}" for number in (3, 4, 5, 6, 7, 8)]
    assert "'Mia Ek' must be" in lines[1]
    assert people.students() == []


@pytest.mark.parametrize(
    ("text", "encoding", "words"),
    [
        ("mia,Mia\n", "utf-8", "first line is 'mia,Mia'.*Start the file with"),
        ("id,name,age\nmia,Mia,9\n", "utf-8", "Start the file with"),
        ("", "utf-8", "Start the file with"),
        ("id,name\n", "utf-8", "names nobody"),
        ("id,name\nmia,Miä\n", "latin-1", "not UTF-8.*Save it as"),
    ],
)
def test_a_file_that_is_no_roster_is_refused_in_one_sentence(
    people: People, tmp_path: Path, text: str, encoding: str, words: str
) -> None:
    with pytest.raises(OperatorError, match=words):
        people.roster(roster(tmp_path, text, encoding))


def test_a_roster_that_is_not_there_is_refused_in_one_sentence(people: People, tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match=r"can't be read.*Give the path"):
        people.roster(tmp_path / "nowhere.csv")


def test_a_student_never_takes_a_teachers_place(people: People) -> None:
    people.set_teacher("Ms Rivera", "a long password")
    with pytest.raises(OperatorError, match="ms-rivera is a teacher's id"):
        people.add([Person("ms-rivera", "Not a teacher")])


def test_a_teacher_signs_in_by_name_and_password(people: People) -> None:
    teacher = people.set_teacher("Ms Rivéra", "a long password")
    assert teacher == Person("ms-rivera", "Ms Rivéra", role="teacher")
    assert people.verify_teacher("ms  RIVERA", "a long password") == teacher
    assert people.verify_teacher("Ms Rivera", "a long passwore") is None
    assert people.verify_teacher("Mr Nobody", "a long password") is None


def test_a_students_code_is_no_teachers_password(people: People) -> None:
    (card,) = people.add([Person("mia", "Mia")])
    assert people.verify_teacher("mia", card.code[-9:]) is None


def test_a_password_can_be_changed(people: People) -> None:
    people.set_teacher("Ms Rivera", "a long password")
    people.set_teacher("Ms Rivera", "another password")
    assert people.verify_teacher("Ms Rivera", "a long password") is None
    assert people.verify_teacher("Ms Rivera", "another password") is not None


@pytest.mark.parametrize("password", ["short", "x" * 2000])
def test_a_password_that_cant_serve_is_refused(people: People, password: str) -> None:
    with pytest.raises(OperatorError, match="too short or too long"):
        people.set_teacher("Ms Rivera", password)
