"""The demo class: made once, wholly or not at all, and recognised by the file that keeps its sign-in links."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path

from ..errors import OperatorError
from .courses import FRACTIONS
from .zone import local_timezone

MARK = "demo.json"
TITLE, TEACHER = "Demo class", "Ms Rivera"


@dataclass(frozen=True)
class Member:
    """A person of the demo; `fragment` is what signs them in, kept in the clear because nothing here is secret."""

    name: str
    about: str
    fragment: str

    def link(self, address: str) -> str:
        """The address that signs this person in."""
        return f"{address}/sign-in#{self.fragment}"


@dataclass(frozen=True)
class Demo:
    """Everybody who can sign in to the demo class, students first."""

    people: tuple[Member, ...]


def default_place() -> Path:
    """The demo's folder under the user's data; each copy of gapless has its own, for a class points to its course."""
    from platformdirs import user_data_path

    copy = blake2b(str(FRACTIONS).encode(), digest_size=3).hexdigest()
    return user_data_path("gapless", appauthor=False) / f"demo-{copy}"


def prepare(place: Path, *, fresh: bool, tell: Callable[[str], object]) -> Demo:
    """The demo class at `place`, made if it is not there. Raises OperatorError where something else stands there."""
    if (place / MARK).is_file() and not fresh:
        return read(place)
    occupied = place.exists() and (not place.is_dir() or any(place.iterdir()))
    if occupied and not (place / MARK).is_file():
        raise OperatorError(
            "Something other than a demo class stands here.",
            str(place),
            "Name another folder with --class; `gapless serve` serves a class that is no demo.",
        )
    place.parent.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(prefix=f".{place.name}-", dir=place.parent))
    try:
        tell("Making the demo class: five students with some history (about ten seconds, once).")
        _build(building / "class", tell)
        _move(building / "class", place, building / "old")
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return read(place)


def read(place: Path) -> Demo:
    """Who can sign in. Raises OperatorError where the file can't be used."""
    try:
        kept = json.loads((place / MARK).read_text(encoding="utf-8"))
        return Demo(tuple(Member(**one) for one in kept["people"]))
    except (ValueError, KeyError, TypeError) as error:
        raise OperatorError(
            "The list of the demo's sign-in links can't be read.", str(place / MARK), "Make it anew with --fresh."
        ) from error


def _move(made: Path, place: Path, old: Path) -> None:
    if place.exists():
        place.rename(old)
    made.rename(place)


def _build(folder: Path, tell: Callable[[str], object]) -> None:
    from ..records import Classroom
    from ..records.codes import new_secret_part
    from .demo_history import STUDENTS, play_all

    password = new_secret_part()
    classroom = Classroom.create(
        folder, FRACTIONS, title=TITLE, teacher=TEACHER, password=password, timezone=local_timezone()
    )
    try:
        (teacher,) = classroom.people.teachers()
        cards = classroom.people.add([one.person for one in STUDENTS], "the demo's roster")
        play_all(classroom, tell)
    finally:
        classroom.close()
    codes = {card.id: card.code for card in cards}
    students = [Member(one.person.name, one.about, codes[one.person.id]) for one in STUDENTS]
    _keep(folder / MARK, [*students, Member(teacher.name, "teacher", f"{teacher.id}:{password}")])


def _keep(path: Path, people: Sequence[Member]) -> None:
    path.touch(mode=0o600)
    path.write_text(json.dumps({"people": [asdict(one) for one in people]}, indent=1), encoding="utf-8")
