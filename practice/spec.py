"""`Spec`: a parameterised question as a model proposes it, read strictly from JSON.

The key is not in it. `formula` is what the model thinks the answer is, a tell-tale: where it differs from the oracle,
the model did not understand its own question.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from .expressions import BadExpression, Expression, read
from .strict_json import NotJson, read_json
from .templates import Template, template

if TYPE_CHECKING:
    from .context import SkillContext

KINDS = ("typed", "choice")
LENGTHS: Mapping[str, int] = {"work": 3000, "stem": 300, "formula": 200}
"""Characters of each text."""

COUNTS: Mapping[str, int] = {"slots": 8, "constraints": 10, "mistakes": 4, "hints": 4}
"""The most parts of each list."""

HINT = 240
_NAME = re.compile(r"[a-z][a-z0-9_]{0,15}")


@dataclass(frozen=True, slots=True)
class Slot:
    """A whole number that is drawn from `low` to `high`, both included."""

    name: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Claim:
    """What the model thinks that a misconception makes of the question."""

    misconception: str
    formula: Expression


@dataclass(frozen=True)
class Spec:
    """A question for numbers to be drawn: `misconception` is the one it is meant for, or ""."""

    skill: str
    misconception: str
    kind: str
    slots: tuple[Slot, ...]
    constraints: tuple[Expression, ...]
    stem: Template
    formula: Expression
    mistakes: tuple[Claim, ...]
    hints: tuple[Template, ...]
    work: str = field(default="", compare=False, repr=False)

    @cached_property
    def canonical(self) -> str:
        """All that students could see of it, as JSON in one fixed form."""
        facts = {
            "skill": self.skill,
            "misconception": self.misconception,
            "kind": self.kind,
            "slots": [[slot.name, slot.low, slot.high] for slot in self.slots],
            "constraints": [each.text for each in self.constraints],
            "stem": self.stem.text,
            "formula": self.formula.text,
            "mistakes": [[claim.misconception, claim.formula.text] for claim in self.mistakes],
            "hints": [hint.text for hint in self.hints],
        }
        return json.dumps(facts, sort_keys=True)

    @cached_property
    def hash(self) -> str:
        """What an approval is bound to: it changes with anything a student could see."""
        return sha256(self.canonical.encode()).hexdigest()


@dataclass(frozen=True)
class Draft:
    """What could be read: the spec, None when there is too little of it; and all that is amiss with its shape."""

    spec: Spec | None
    amiss: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()


def parse(raw: bytes | str) -> Draft:
    """The spec in these bytes, with everything that is amiss in its shape. Never raises."""
    data = raw.encode("utf-8", "surrogatepass") if isinstance(raw, str) else raw
    try:
        value, amiss = read_json(data)
        if not isinstance(value, dict):
            return Draft(None, ("no object",))
        amiss += _shape(value)
        return Draft(_spec(value), tuple(amiss), tuple(_texts(value)))
    except NotJson as trouble:
        return Draft(None, (f"no JSON: {trouble}",))
    except (BadExpression, _Unusable) as trouble:
        return Draft(None, (str(trouble),))


def schema(context: SkillContext) -> dict[str, Any]:
    """The JSON schema of a spec for a skill: flat, every field required, enums for ids, `work` first."""
    tags = sorted(context.misconceptions)
    return _object(
        work=_TEXT,
        skill={"type": "string", "enum": [context.skill]},
        misconception={"type": "string", "enum": ["", *tags]},
        kind={"type": "string", "enum": list(KINDS)},
        slots=_list(_object(name=_TEXT, low=_WHOLE, high=_WHOLE)),
        constraints=_list(_TEXT),
        stem=_TEXT,
        formula=_TEXT,
        mistakes=_list(_object(misconception={"type": "string", "enum": tags}, formula=_TEXT)),
        hints=_list(_TEXT),
    )


_TEXT, _WHOLE = {"type": "string"}, {"type": "integer"}


def _object(**fields: Any) -> dict[str, Any]:
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}


def _list(of: Any) -> dict[str, Any]:
    return {"type": "array", "items": of}


class _Unusable(ValueError):
    """A part without which there is no spec."""


FIELDS = ("work", "skill", "misconception", "kind", "slots", "constraints", "stem", "formula", "mistakes", "hints")


def _shape(value: Mapping[str, Any]) -> list[str]:
    """What the schema does not allow and can be passed over."""
    amiss = [f"there is no field {name[:40]!r} in a spec" for name in value if name not in FIELDS]
    amiss += [f"{name!r} is missing" for name in FIELDS if name not in value]
    amiss += ["work is a text"] if not isinstance(value.get("work", ""), str) else []
    for name, longest in LENGTHS.items():
        if isinstance(text := value.get(name), str) and len(text) > longest:
            amiss.append(f"{name} has {len(text)} characters; the limit is {longest}")
    for name, most in COUNTS.items():
        if isinstance(parts := value.get(name), list):
            if len(parts) > most:
                amiss.append(f"{name} has {len(parts)} parts; the limit is {most}")
            fields = _PARTS.get(name, set())
            if any(isinstance(part, dict) and set(part) - fields for part in parts):
                amiss.append(f"a part of {name} has other fields than {', '.join(sorted(fields))}")
    return amiss


_PARTS = {"slots": {"name", "low", "high"}, "mistakes": {"misconception", "formula"}}


def _spec(value: Mapping[str, Any]) -> Spec:
    slots = tuple(_slot(part) for part in _of(value, "slots", dict))
    names = [slot.name for slot in slots]
    if len(set(names)) < len(names):
        raise _Unusable("two slots have one name")
    return Spec(
        skill=_text(value, "skill"),
        misconception=_text(value, "misconception"),
        kind=_text(value, "kind", KINDS),
        slots=slots,
        constraints=tuple(read(each, names, comparison=True) for each in _of(value, "constraints", str)),
        stem=template(_text(value, "stem"), names),
        formula=read(_text(value, "formula"), names),
        mistakes=tuple(_claim(part, names) for part in _of(value, "mistakes", dict)),
        hints=tuple(template(_limited(each), names) for each in _of(value, "hints", str)),
        work=value["work"] if isinstance(value.get("work"), str) else "",
    )


def _slot(part: Mapping[str, Any]) -> Slot:
    name, low, high = part.get("name"), part.get("low"), part.get("high")
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise _Unusable("a slot's name is a short word of small letters")
    if type(low) is not int or type(high) is not int or low > high:
        raise _Unusable(f"slot {name!r}: low and high are whole numbers, low first")
    return Slot(name, low, high)


def _claim(part: Mapping[str, Any], names: Sequence[str]) -> Claim:
    return Claim(_text(part, "misconception"), read(_text(part, "formula"), names))


def _text(value: Mapping[str, Any], name: str, among: Sequence[str] = ()) -> str:
    text = value.get(name)
    if not isinstance(text, str) or (among and text not in among):
        raise _Unusable(f"{name} is {' or '.join(among)}" if among else f"{name} is a text")
    return text


def _limited(hint: str) -> str:
    if len(hint) > HINT:
        raise _Unusable(f"a hint of {len(hint)} characters; the limit is {HINT}")
    return hint


def _of(value: Mapping[str, Any], name: str, kind: type) -> list[Any]:
    parts = value.get(name)
    if not isinstance(parts, list) or not all(isinstance(part, kind) for part in parts):
        raise _Unusable(f"{name} is a list of {'texts' if kind is str else 'objects'}")
    return parts


def _texts(value: Any, seen: Callable[[Any], bool] = lambda each: isinstance(each, str)) -> Sequence[str]:
    """Every text in a JSON value, keys left out."""
    if seen(value):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for each in inner for text in _texts(each)]
