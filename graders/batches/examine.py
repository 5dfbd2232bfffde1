"""Looks at submissions before anything runs: what can't be graded is refused in a sentence, with place and remedy."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .notebook import NotANotebook, Work, read_work

LARGEST = 64 * 1024 * 1024
"""Bytes of a notebook that are read at most."""

Handouts = Mapping[str, Mapping[str, frozenset[str]]]
"""Assignment -> notebook -> the ids of its graded cells."""


@dataclass
class Examined:
    """One student's folder: `refusal` tells why it is not graded, "" if it can be.

    `works` are the notebooks that can be graded, `contents` their bytes; `faults` tell by notebook why another can't
    be and gets 0; a submission that is refused may have such, too.
    """

    student: str
    folder: Path
    refusal: str = ""
    notes: list[str] = field(default_factory=list)
    works: dict[str, Work] = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)

    @property
    def digests(self) -> dict[str, str]:
        """Notebook -> the sha256 of its bytes."""
        return {name: work.digest for name, work in self.works.items()}


def examine(student: str, folder: Path, assignment: str, handouts: Handouts) -> Examined:
    """What can be said of a submission without running it."""
    seen = Examined(student, folder)
    try:
        _look(seen, assignment, handouts)
    except _Refused as refused:
        seen.refusal = str(refused)
    except OSError as error:
        seen.refusal = f"{folder} can't be read: {error.strerror}. Check its permissions, then grade again."
    return seen


def doubles(students: Collection[str], known: Collection[str]) -> dict[str, str]:
    """Student -> why not, for folders whose names are one student's written in several ways.

    Where exactly one of them is `known`, that one is graded.
    """
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for student in students:
        alike[unicodedata.normalize("NFKC", student).casefold().strip()].append(student)
    refused: dict[str, str] = {}
    for names in (sorted(names) for names in alike.values() if len(names) > 1):
        right = [name for name in names if name in known]
        listed = " and ".join(repr(name) for name in names)
        remedy = f"Put it all into {right[0]}" if len(right) == 1 else "Put it all into one of them"
        for name in names:
            if len(right) != 1 or name != right[0]:
                refused[name] = f"submitted holds {listed}: one student twice. {remedy}, then grade again."
    return refused


class _Refused(Exception):
    """A submission that can't be graded; the message is for the teacher."""


def _look(seen: Examined, assignment: str, handouts: Handouts) -> None:
    if seen.student.startswith(".") or any(letter in "/\\" or not letter.isprintable() for letter in seen.student):
        raise _Refused(f"{seen.folder}: this can't be a student's id. Rename the folder, then grade again.")
    _stay_inside(seen.folder)
    expected = handouts[assignment]
    found = {path.stem: path for path in sorted(seen.folder.glob("*.ipynb")) if path.is_file()}
    if not found:
        raise _Refused(f"{seen.folder} holds no notebook. Put {_files(expected)} there, then grade again.")
    strangers = {name: work for name, path in found.items() if (work := _taken(seen, path, assignment, handouts))}
    for name, work in strangers.items():
        _stranger(seen, found[name], work, {one: ids for one, ids in expected.items() if one not in found})
    if not seen.works:
        none = f"{seen.folder} holds no notebook of {assignment}. Put {_files(expected)} there."
        raise _Refused(" ".join(seen.faults.values()) or none)
    absent = [name for name in expected if name not in found and name not in seen.faults]
    seen.notes += [f"{name}.ipynb was not handed in: its cells get 0." for name in absent]


def _taken(seen: Examined, path: Path, assignment: str, handouts: Handouts) -> Work | None:
    """Take a notebook up, or note why it can't be graded; a sound one that has no place here is given back."""
    ours = path.stem in handouts[assignment]
    try:
        content = _content(path)
        work = _read(path, content)
        if not ours:
            return work
        _compare(seen, path, work, assignment, handouts)
    except _Refused as refused:
        if ours:
            seen.faults[path.stem] = str(refused)
        else:
            seen.notes.append(f"{path.name} is no notebook of this assignment, so it is passed over.")
        return None
    seen.works[path.stem], seen.contents[path.stem] = work, content
    return None


def _stay_inside(folder: Path) -> None:
    """Refuse links that lead out of the submission: whatever they lead to would be copied and could be read."""
    inside = folder.resolve()
    if inside != folder.parent.parent.resolve() / folder.parent.name / folder.name:
        raise _Refused(f"{folder} is a link to another place. Put the files themselves there, then grade again.")
    for path in folder.rglob("*"):
        if path.is_symlink() and not path.resolve().is_relative_to(inside):
            raise _Refused(f"{path} is a link to another place. Put the file itself there, then grade again.")


def _content(path: Path) -> bytes:
    if path.stat().st_size > LARGEST:
        size, most = path.stat().st_size // 1_000_000, LARGEST // 1_000_000
        raise _Refused(f"{path} is too large ({size} MB, at most {most} MB). Clear its outputs, then grade again.")
    return path.read_bytes()


def _read(path: Path, content: bytes) -> Work:
    try:
        return read_work(content)
    except NotANotebook as trouble:
        raise _Refused(f"{path} is not a notebook: {trouble}. Ask for it to be saved and handed in again.") from None


def _compare(seen: Examined, path: Path, work: Work, assignment: str, handouts: Handouts) -> None:
    """Refuse a notebook that holds the graded cells of another; note those that are missing."""
    wanted = handouts[assignment][path.stem]
    missing = sorted(wanted - work.graded)
    if wanted and len(missing) == len(wanted):
        other = whose(work, handouts)
        like = f"; it looks like {other[1]}.ipynb of {other[0]}" if other else ""
        what = f"{path} holds none of the graded cells of {assignment}{like}"
        raise _Refused(f"{what}. Put the right notebook in its place, then grade again.")
    if missing:
        seen.notes.append(f"{path.name} misses graded cells, which get 0: {', '.join(missing)}.")


def _stranger(seen: Examined, path: Path, work: Work, lacking: Mapping[str, frozenset[str]]) -> None:
    """Note a notebook under another name, of those that are lacking; pass over one that is none of ours."""
    alike = {name: len(ids & work.graded) for name, ids in lacking.items()}
    nearest = max(alike, key=alike.__getitem__, default="")
    if nearest and alike[nearest]:
        seen.faults[nearest] = f"{path} is {nearest}.ipynb under another name. Rename it to that, then grade again."
    else:
        seen.notes.append(f"{path.name} is no notebook of this assignment, so it is passed over.")


def whose(work: Work, handouts: Handouts) -> tuple[str, str] | None:
    """The assignment and the notebook whose graded cells this work has, most of them; None where it has none."""
    shared = {
        (assignment, name): len(ids & work.graded)
        for assignment, notebooks in handouts.items()
        for name, ids in notebooks.items()
    }
    best = max(shared, key=shared.__getitem__, default=None)
    return best if best and shared[best] else None


def _files(names: Collection[str]) -> str:
    return " and ".join(f"{name}.ipynb" for name in names)
