"""numpy's arrays and scalars in the codec: dtype, shape and bytes. Imported where numpy is; see `frames` for pandas."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from .codec import BUILD, EXTRA, MUTABLE, READ, CodecError, Decoder, Encoder, Fill, Node, to_bytes, to_text

# Numbers, truth values, fixed-width text and moments. No objects, no records, no fields.
DTYPE = re.compile(r"[<>|=]?[biufcUSMm]\d+(\[\d*[a-zA-Z]+\])?")


def dtype_of(text: Any) -> np.dtype:
    """The dtype of this name. Raises CodecError where it is none that crosses."""
    if not isinstance(text, str) or not DTYPE.fullmatch(text):
        raise CodecError("an array is of a kind that does not cross")
    return np.dtype(text)


def plain(dtype: np.dtype) -> bool:
    """Whether arrays of this dtype are bytes and nothing else."""
    return DTYPE.fullmatch(dtype.str) is not None


def write_array(encoder: Encoder, value: np.ndarray) -> Node:
    """An array as dtype, shape and bytes; one of objects as its values."""
    shape = list(value.shape)
    if plain(value.dtype):
        return ["array", value.dtype.str, shape, to_text(np.ascontiguousarray(value).tobytes())]
    return ["objects", shape, [encoder.node(each) for each in value.ravel().tolist()]]


def _into(old: Any, made: np.ndarray) -> np.ndarray:
    """`made`, or `old` with the same content where it is an array of the same kind."""
    if type(old) is np.ndarray and old.dtype == made.dtype and old.shape == made.shape and old.flags.writeable:
        old[...] = made
        return old
    return made


def _build_array(decoder: Decoder, node: Sequence[Any], old: Any) -> tuple[Any, Fill]:
    made = np.frombuffer(to_bytes(node[3]), dtype=dtype_of(node[1])).reshape(_shape(node[2])).copy()
    return _into(old, made), None


def _build_objects(decoder: Decoder, node: Sequence[Any], old: Any) -> tuple[Any, Fill]:
    shape, items = _shape(node[1]), list(node[2])
    target = np.empty(len(items), dtype=object).reshape(shape)
    flat = target.reshape(-1)

    def fill() -> None:
        for place, each in enumerate(items):
            flat[place] = decoder.value(each)

    return target, fill


def _build_matrix(decoder: Decoder, node: Sequence[Any], old: Any) -> tuple[Any, Fill]:
    made, fill = _build_array(decoder, node[1], np.asarray(old) if type(old) is np.matrix else None)
    return (old if type(old) is np.matrix and made is not old else np.asmatrix(made)), fill


def _shape(given: Any) -> tuple[int, ...]:
    if not isinstance(given, list) or not all(type(each) is int and each >= 0 for each in given) or len(given) > 32:
        raise CodecError("an array has no such shape")
    return tuple(given)


def _scalar(encoder: Encoder, value: Any) -> Node | None:
    kind = type(value)
    if issubclass(kind, np.generic) and kind.__module__ == "numpy" and plain(value.dtype):
        return ["np", value.dtype.str, to_text(value.tobytes())]
    if issubclass(kind, np.dtype) and plain(value):
        return ["npd", value.str]
    return None


def _type(encoder: Encoder, value: Any) -> Node | None:
    """numpy's own scalar types, which programs name as dtypes."""
    # Not by isinstance: a reference to a class says that it is one, and would be asked for its module.
    if issubclass(type(value), type) and value.__module__ == "numpy" and issubclass(value, np.generic):
        return ["npt", value.__name__]
    return None


def _read_type(decoder: Decoder, node: Sequence[Any], depth: int) -> Any:
    found = getattr(np, str(node[1]), None)
    if not isinstance(found, type) or not issubclass(found, np.generic):
        raise CodecError("numpy has no such type")
    return found


def learn_arrays() -> None:
    """Teach the codec numpy's kinds."""
    MUTABLE[np.ndarray] = write_array
    MUTABLE[np.matrix] = lambda encoder, value: ["matrix", write_array(encoder, np.asarray(value))]
    BUILD["matrix"] = _build_matrix
    BUILD["array"], BUILD["objects"] = _build_array, _build_objects
    READ["np"] = lambda decoder, node, depth: np.frombuffer(to_bytes(node[2]), dtype=dtype_of(node[1]))[0]
    READ["npd"] = lambda decoder, node, depth: dtype_of(node[1])
    READ["npt"] = _read_type
    EXTRA.extend((_scalar, _type))
