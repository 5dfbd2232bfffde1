"""What a proposal must hold before anybody sees it, one check a file, in the order they are made."""

from __future__ import annotations

from ..case import Check
from .difficulty import DIFFICULTY
from .digits import DIGITS
from .domain import DOMAIN
from .fresh import FRESH
from .leak import LEAK
from .options import OPTIONS
from .oracle import ORACLE
from .readability import READABILITY
from .shape import SHAPE
from .signs import SIGNS
from .size import SIZE
from .tags import TAGS
from .tone import TONE
from .vocabulary import VOCABULARY

CHECKS: tuple[Check, ...] = (
    SIZE,
    SHAPE,
    SIGNS,
    TONE,
    VOCABULARY,
    DIGITS,
    DOMAIN,
    ORACLE,
    OPTIONS,
    TAGS,
    DIFFICULTY,
    LEAK,
    READABILITY,
    FRESH,
)
"""All checks; the first that finds something ends the examination."""
