"""pandas' Series, DataFrames and indexes in the codec, by their columns' plain data. Imported where pandas is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from .arrays import plain, write_array
from .codec import BUILD, EXTRA, MUTABLE, READ, CodecError, Decoder, Encoder, Fill, Node

# Extension types that cross as their values and this name.
NAMED = {"str", "string", "boolean", "object"} | {f"{sign}Int{bits}" for sign in ("", "U") for bits in (8, 16, 32, 64)}
NAMED |= {"Float32", "Float64"}


def _column(encoder: Encoder, values: Any) -> Node:
    """One column's values: bytes where they are numbers, else one by one, with the name of their dtype."""
    dtype = values.dtype
    if isinstance(dtype, pd.CategoricalDtype):
        codes = np.asarray(values.codes if hasattr(values, "codes") else values.array.codes)
        categories = _column(encoder, dtype.categories.array)
        return ["category", write_array(encoder, codes), categories, bool(dtype.ordered)]
    if isinstance(dtype, np.dtype) and plain(dtype):
        return write_array(encoder, np.asarray(values))
    if str(dtype) not in NAMED:
        raise CodecError(f"a column of {dtype} does not cross")
    return ["values", [encoder.node(each) for each in values.tolist()], str(dtype)]


def _read_column(decoder: Decoder, node: Any) -> Any:
    if node[0] == "category":
        codes, categories = _read_column(decoder, node[1]), _read_column(decoder, node[2])
        return pd.Categorical.from_codes(codes, categories=pd.Index(categories), ordered=bool(node[3]))
    if node[0] == "values":
        if node[2] not in NAMED:
            raise CodecError("a column is of a kind that does not cross")
        return pd.array([decoder.value(each) for each in node[1]], dtype=node[2])
    if node[0] != "array":
        raise CodecError("a column is not of the agreed form")
    return BUILD["array"](decoder, node, None)[0]


def _index(encoder: Encoder, index: pd.Index) -> Node:
    names = [encoder.node(name) for name in index.names]
    if type(index) is pd.RangeIndex:
        return ["range", index.start, index.stop, index.step, names]
    if isinstance(index, pd.MultiIndex):
        return ["multi", [[encoder.node(each) for each in row] for row in index.tolist()], names]
    return ["plain", _column(encoder, index.array if not isinstance(index.dtype, np.dtype) else index), names]


def _read_index(decoder: Decoder, node: Any) -> pd.Index:
    names = [decoder.value(name) for name in node[-1]]
    if node[0] == "range":
        return pd.RangeIndex(int(node[1]), int(node[2]), int(node[3]), name=names[0])
    if node[0] == "multi":
        rows = [tuple(decoder.value(each) for each in row) for row in node[1]]
        return pd.MultiIndex.from_tuples(rows, names=names)
    return pd.Index(_read_column(decoder, node[1]), name=names[0])


def _array(series: pd.Series) -> Any:
    return series.to_numpy() if isinstance(series.dtype, np.dtype) else series.array


def _write_series(encoder: Encoder, value: pd.Series) -> Node:
    return ["series", _column(encoder, _array(value)), _index(encoder, value.index), encoder.node(value.name)]


def _write_frame(encoder: Encoder, value: pd.DataFrame) -> Node:
    columns = [_column(encoder, _array(value.iloc[:, place])) for place in range(value.shape[1])]
    return ["frame", columns, _index(encoder, value.columns), _index(encoder, value.index)]


def _build_series(decoder: Decoder, node: Sequence[Any], old: Any) -> tuple[Any, Fill]:
    made = pd.Series(_read_column(decoder, node[1]), _read_index(decoder, node[2]), name=decoder.value(node[3]))
    return _into(old, made), None


def _build_frame(decoder: Decoder, node: Sequence[Any], old: Any) -> tuple[Any, Fill]:
    index = _read_index(decoder, node[3])
    made = pd.DataFrame({place: _read_column(decoder, column) for place, column in enumerate(node[1])}, index=index)
    made.columns = _read_index(decoder, node[2])
    return _into(old, made), None


def _build_index(decoder: Decoder, node: Sequence[Any], old: Any) -> tuple[Any, Fill]:
    return _read_index(decoder, node[1]), None


def _into(old: Any, made: Any) -> Any:
    """`made`, or `old` with its content, for the reader may hold it under other names, too."""
    if type(old) is not type(made):
        return made
    old._update_inplace(made)  # what pandas' own inplace=True does
    return old


def _scalar(encoder: Encoder, value: Any) -> Node | None:
    if type(value) in _INDEXES:
        return ["@", encoder.keep(value)]
    if value is pd.NA:
        return ["pd", "NA", ""]
    if value is pd.NaT:
        return ["pd", "NaT", ""]
    if type(value) in (pd.Timestamp, pd.Timedelta):
        return ["pd", type(value).__name__, value.isoformat()]
    return None


_MOMENTS: dict[Any, Any] = {
    "NA": lambda text: pd.NA,
    "NaT": lambda text: pd.NaT,
    "Timestamp": pd.Timestamp,
    "Timedelta": pd.Timedelta,
}
_INDEXES = (pd.Index, pd.RangeIndex, pd.MultiIndex, pd.DatetimeIndex, pd.CategoricalIndex, pd.TimedeltaIndex)


def learn_frames() -> None:
    """Teach the codec pandas' kinds."""
    MUTABLE[pd.Series], MUTABLE[pd.DataFrame] = _write_series, _write_frame
    for kind in _INDEXES:
        MUTABLE[kind] = lambda encoder, value: ["index", _index(encoder, value)]
    BUILD["series"], BUILD["frame"], BUILD["index"] = _build_series, _build_frame, _build_index
    READ["pd"] = lambda decoder, node, depth: _MOMENTS[node[1]](node[2])
    EXTRA.append(_scalar)
