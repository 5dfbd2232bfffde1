"""Plain values cross as they are, shared parts stay shared, and nothing else gets across."""

from __future__ import annotations

import math
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapless.graders.strict.codec import CodecError, Decoder, Encoder, dumps, loads
from gapless.graders.strict.libraries import learn_loaded

learn_loaded()
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.text(),
    st.binary(),
    st.complex_numbers(allow_nan=False),
    st.fractions(),
    st.decimals(allow_nan=False),
    st.dates(),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner), st.tuples(inner, inner), st.dictionaries(SCALARS, inner), st.frozensets(SCALARS)
    ),
    max_leaves=20,
)
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.sampled_from([*"tfibcFD@BTnp", "list", "dict"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["o", "r"]), inner),
    max_leaves=20,
)


def crossed(*values: Any, into: Sequence[Any] = ()) -> list[Any]:
    return Decoder(loads(dumps(Encoder().message(values))), into=into).roots()


def shape(value: Any) -> Any:
    """A value with the types of all its parts."""
    if isinstance(value, dict):
        return dict, [(shape(key), shape(each)) for key, each in value.items()]
    return type(value), [shape(each) for each in value] if isinstance(value, list | tuple) else value


@given(VALUES)
def test_a_plain_value_crosses_with_its_types(value: Any) -> None:
    assert shape(crossed(value)[0]) == shape(value)


@given(JSON)
def test_whatever_comes_is_a_value_or_an_error_of_the_codec(message: Any) -> None:
    try:
        Decoder(message).roots()
    except CodecError:
        return


def test_what_is_shared_stays_shared_and_circles_close() -> None:
    inner: list[Any] = [1]
    inner.append(inner)
    one, two, both = crossed(inner, inner, {"a": inner})
    assert one is two and both["a"] is one and one[1] is one


def test_the_kinds_of_the_standard_library_stay_what_they_are() -> None:
    values = [
        Counter("aab"),
        defaultdict(list, {1: [2]}),
        OrderedDict(a=1),
        deque([1, 2], 3),
        bytearray(b"x"),
        range(1, 9, 2),
        datetime(2024, 2, 29, 12),
        date(2024, 1, 1),
        timedelta(days=1),
        Fraction(1, 3),
        Decimal("0.10"),
        int,
        len,
    ]
    back = crossed(*values)
    assert back == values and [type(each) for each in back] == [type(each) for each in values]
    assert back[1]["new"] == [] and math.isnan(crossed(math.nan)[0])


def test_arrays_and_frames_cross_with_dtype_index_and_names() -> None:
    array = np.arange(6, dtype="int16").reshape(2, 3)
    frame = pd.DataFrame(
        {"a": [1, 2], "b": ["x", None], "c": pd.Categorical(["u", "v"]), "d": pd.to_datetime(["2020-01-01", None])},
        index=pd.MultiIndex.from_tuples([(1, "k"), (2, "l")], names=["n", "m"]),
    )
    column = pd.Series([1, 2], index=frame.index, name="a")
    got_array, got_frame, got_series, got_scalar = crossed(array, frame, column, np.float32(0.1))
    np.testing.assert_array_equal(got_array, array, strict=True)
    pd.testing.assert_frame_equal(got_frame, frame)
    pd.testing.assert_series_equal(got_series, column)
    assert type(got_scalar) is np.float32 and got_scalar == np.float32(0.1)


def test_what_a_call_changed_is_changed_in_place() -> None:
    mine: list[Any] = [1, 2]
    alias = mine
    crossed([7, 8, 9], into=[mine])
    assert alias == [7, 8, 9]


class Sly(int):
    """Not a plain value, though it looks like one."""


@pytest.mark.parametrize(
    "value", [Sly(3), object(), lambda: 1, (x for x in ()), math], ids=lambda value: str(type(value))
)
def test_anything_else_needs_a_reference(value: Any) -> None:
    with pytest.raises(CodecError):
        Encoder().message([value])
