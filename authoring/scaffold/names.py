"""Names that authors give, as ids, as titles, and as names of functions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from itertools import count

from ...errors import OperatorError


def as_id(name: str) -> str:
    """`Adding like fractions` as `adding-like-fractions`. Raises OperatorError when no letter or digit is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    found = "-".join(re.findall(r"[a-z0-9]+", plain))
    if not found:
        remedy = "Name it with letters from a to z, and give its title with --title."
        raise OperatorError("No id can be made of this name.", name, remedy)
    return found


def as_title(name: str) -> str:
    """A name as a title: an id gets its dashes taken out and a capital in front."""
    text = name if " " in name else name.replace("-", " ")
    return text[:1].upper() + text[1:]


def as_function(id: str, taken: Collection[str]) -> str:
    """A name for an item's function that no other item has."""
    stem = id.replace("-", "_")
    stem = stem if stem[0].isalpha() else f"item_{stem}"
    tries = (stem if number == 1 else f"{stem}_{number}" for number in count(1))
    return next(one for one in tries if one not in taken)
