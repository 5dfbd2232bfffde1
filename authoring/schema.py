"""course.toml as a table: which keys each section has, what they hold, which must be there."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..errors import AuthorError
from .faults import nearest

FILE = "course.toml"

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Field:
    """One key: `fits` tells whether a value is usable, `must` says what it holds, for the remedy."""

    fits: Callable[[Any], bool]
    must: str
    required: bool = False


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(_is_text(each) for each in value)


def _are_weights(value: Any) -> bool:
    return isinstance(value, dict) and all(_is_number(each) and 0 <= each <= 1 for each in value.values())


_TEXT = Field(_is_text, "a text", required=True)
_IDENTIFIER = Field(
    lambda value: isinstance(value, str) and bool(_ID.fullmatch(value)),
    "an id of small letters, digits and single dashes, like add-like",
    required=True,
)
_COUNT = Field(lambda value: _is_whole(value) and 1 <= value <= 50, "a whole number from 1 to 50")
_TABLE = Field(lambda value: isinstance(value, dict), "a table")
_TABLES = Field(lambda value: isinstance(value, list) and all(isinstance(each, dict) for each in value), "tables")

SECTIONS: Mapping[str, Mapping[str, Field]] = {
    "course": {
        "title": _TEXT,
        "language": Field(_is_text, "a language tag, like en"),
        "mastery": _TABLE,
        "skill": Field(_TABLES.fits, "one [[skill]] table a skill", required=True),
        "misconception": _TABLES,
        "assignment": Field(lambda value: _TABLE.fits(value) and all(map(_TABLE.fits, value.values())), "tables"),
    },
    "mastery": {
        "threshold": Field(lambda value: _is_number(value) and 0.5 < value < 1, "a number between 0.5 and 1"),
        "typed": _COUNT,
        "choice": _COUNT,
        "shapes": _COUNT,
    },
    "skill": {
        "id": _IDENTIFIER,
        "title": _TEXT,
        "grade": Field(lambda value: _is_whole(value) and 0 <= value <= 13, "a school year from 0 to 13", True),
        "prerequisites": Field(_are_texts, "a list of skill ids"),
        "encompasses": Field(_are_weights, "skill ids with weights from 0 to 1"),
        "standards": Field(_are_texts, "a list of texts"),
        "formerly": Field(_are_texts, "a list of the ids it had before"),
        "minutes": Field(lambda value: _is_number(value) and 0 < value <= 600, "minutes, more than 0, at most 600"),
    },
    "misconception": {
        "id": _IDENTIFIER,
        "title": _TEXT,
        "hole": _IDENTIFIER,
        "says": _TEXT,
        "move": _TEXT,
        "rate": Field(lambda value: _is_number(value) and 0 < value < 1, "a share of students between 0 and 1"),
    },
    "assignment": {"title": Field(_is_text, "a text"), "cells": _TABLE},
}


def section_faults(section: str, place: str, table: Mapping[str, Any]) -> Iterator[AuthorError]:
    """What keeps one table of course.toml from being used; `place` names the table, as in `skill "parts"`."""
    fields = SECTIONS[section]
    for key, value in table.items():
        if key not in fields:
            yield _fault(place, key, f"There is no key {key!r} here.", nearest(key, fields))
        elif not fields[key].fits(value):
            yield _fault(place, key, f"{_short(value)} can't be used here.", f"Write {fields[key].must}.")
    for key, field in fields.items():
        if field.required and key not in table:
            yield _fault(place, key, f"The key {key!r} is missing.", f"Write {field.must}.")


def toml_faults(raw: Mapping[str, Any]) -> Iterator[AuthorError]:
    """What keeps course.toml from being used, key by key; ids that name nothing are not looked at here."""
    yield from section_faults("course", "", raw)
    if isinstance(raw.get("mastery"), dict):
        yield from section_faults("mastery", "mastery", raw["mastery"])
    for section in ("skill", "misconception"):
        entries = tables(raw, section)
        for number, entry in enumerate(entries, start=1):
            yield from section_faults(section, _place(section, number, entry), entry)
        yield from _repeated(section, [entry.get("id") for entry in entries])
    assignments = raw.get("assignment")
    for name, entry in assignments.items() if isinstance(assignments, dict) else ():
        if isinstance(entry, dict):
            yield from section_faults("assignment", f"assignment.{name}", entry)


def tables(raw: Mapping[str, Any], section: str) -> list[Mapping[str, Any]]:
    """The `[[section]]` tables, those that are tables."""
    entries = raw.get(section, [])
    return [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []


def _repeated(section: str, ids: Collection[Any]) -> Iterator[AuthorError]:
    texts = [each for each in ids if isinstance(each, str)]
    for twice in sorted({each for each in texts if texts.count(each) > 1}):
        yield _fault("", f"{section} {twice!r}", f"There are {texts.count(twice)} with this id.", "Keep one.")


def _place(section: str, number: int, entry: Mapping[str, Any]) -> str:
    name = entry.get("id")
    return f"{section} {name!r}" if isinstance(name, str) else f"{section} {number}"


def _fault(place: str, key: str, what: str, remedy: str) -> AuthorError:
    return AuthorError(what, remedy, FILE, key=f"{place}: {key}" if place else key)


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:39]}…"
