"""A proposal is read strictly, whatever it is, and never raises."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from practice_campaign import Ground
from practice_specs import good

from gapless.practice.spec import FIELDS, parse, schema

GOOD = good("add-unlike", 5)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=4),
)


def amiss(raw: str | bytes) -> str:
    return "; ".join(parse(raw).amiss)


def test_a_good_spec_is_read_whole() -> None:
    draft = parse(json.dumps(GOOD))
    assert draft.amiss == ()
    assert draft.spec is not None
    assert [slot.name for slot in draft.spec.slots] == ["a", "b", "c", "d"]


def test_the_hash_changes_with_whatever_a_student_could_see_and_with_nothing_else() -> None:
    base = parse(json.dumps(GOOD)).spec
    assert base is not None
    changed = {
        "work": "Thought about it again.",
        "kind": "choice" if GOOD["kind"] == "typed" else "typed",
        "formula": f"({GOOD['formula']})",
        "hints": ["Count the pieces."],
        "constraints": [],
    }
    hashes = {name: parse(json.dumps({**GOOD, name: value})).spec for name, value in changed.items()}
    assert {name for name, spec in hashes.items() if spec is not None and spec.hash != base.hash} == set(changed) - {
        "work"
    }


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (json.dumps(GOOD)[:-1] + ', "kind": "typed"}', "'kind' stands there twice"),
        (json.dumps({**GOOD, "key": "1/2"}), "there is no field 'key'"),
        (json.dumps({name: GOOD[name] for name in FIELDS if name != "work"}), "'work' is missing"),
        (json.dumps(GOOD).replace('"low": 1', '"low": NaN', 1), "NaN is no whole number"),
        (json.dumps(GOOD).replace('"low": 1', '"low": 1.0', 1), "1.0 is no whole number"),
        (json.dumps(GOOD).replace('"low": 1', '"low": ' + "9" * 5000, 1), "a number of 5000 digits"),
        (json.dumps(GOOD).replace('"low": 1', '"low": true', 1), "low and high are whole numbers"),
        (json.dumps({**GOOD, "kind": "essay"}), "kind is typed or choice"),
        (json.dumps({**GOOD, "stem": "What is {a.__class__}?"}), "is no slot"),
        (json.dumps({**GOOD, "stem": "What is {=a.b}?"}), "can't be read"),
        (json.dumps({**GOOD, "stem": "What is }a{?"}), "a brace"),
        ("[" * 60_000, "nested more than 8 deep"),
        (b"\xff\xfe{}", "not UTF-8"),
        (b"x" * 100_000, "100000 bytes"),
        ("null", "no object"),
        ("", "no JSON"),
    ],
)
def test_what_is_no_spec_is_told(raw: str | bytes, told: str) -> None:
    assert told in amiss(raw)


@given(st.binary(max_size=60) | st.text(max_size=60) | JSON.map(json.dumps))
def test_no_bytes_raise(raw: str | bytes) -> None:
    draft = parse(raw)
    assert draft.spec is not None or draft.amiss


@given(st.sampled_from(FIELDS), JSON)
def test_no_value_in_any_field_raises(field: str, value: object) -> None:
    draft = parse(json.dumps({**GOOD, field: value}))
    assert draft.spec is not None or draft.amiss


def test_the_schema_is_flat_and_asks_for_thought_first(fractions: Ground) -> None:
    made = schema(fractions.contexts["add-unlike"])
    assert next(iter(made["properties"])) == "work"
    assert made["required"] == list(FIELDS)
    assert made["additionalProperties"] is False
    assert "$ref" not in json.dumps(made)
    assert "anyOf" not in json.dumps(made)
