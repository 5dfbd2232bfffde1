"""Faults of course files: how they are gathered, how near misses are named, where items may not be loaded."""

from __future__ import annotations

import os
from collections.abc import Collection
from difflib import get_close_matches

from ..errors import AuthorError, OperatorError


class ItemFault(AuthorError):
    """An item that could not make a question: it raised, took too long, or returned something unusable."""


def nearest(word: str, known: Collection[str]) -> str:
    """A remedy for a name nobody knows: the nearest known one, or all of them."""
    close = get_close_matches(word, known, n=1, cutoff=0.5)
    if close:
        return f"Did you mean {close[0]!r}?"
    return f"Known are: {', '.join(sorted(known))}." if known else "There are none yet."


def refuse_on_pages() -> None:
    """OperatorError inside a page's or a snapshot's kernel, which must never hold items."""
    if os.environ.get("GAPLESS_PAGE") == "1":
        raise OperatorError(
            "Items are not loaded on a page", "GAPLESS_PAGE=1", "Ask the tutor of the server; it holds the items."
        )
