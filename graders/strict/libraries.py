"""The codec's kinds of libraries, learnt when the library is loaded and not before."""

from __future__ import annotations

import sys

_learnt: set[str] = set()


def learn_loaded() -> None:
    """Teach the codec the kinds of numpy and pandas, where they are loaded by now."""
    if "numpy" in sys.modules and "numpy" not in _learnt:
        _learnt.add("numpy")
        from .arrays import learn_arrays

        learn_arrays()
    if "pandas" in sys.modules and "pandas" not in _learnt:
        _learnt.add("pandas")
        from .frames import learn_frames

        learn_frames()


learn_loaded()  # in a zygote: once for all its children
