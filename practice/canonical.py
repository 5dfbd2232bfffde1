"""The one way a request is written down, and the keys it may have."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

# In this order. Nothing else is sent: no user, no metadata, no safety identifier, no seed unless it is set.
KEYS = (
    "model",
    "messages",
    "response_format",
    "max_tokens",
    "max_completion_tokens",
    "temperature",
    "seed",
    "reasoning_effort",
)


def canonical(body: Mapping[str, Any]) -> bytes:
    """The bytes of a request. The order inside its parts stays: a schema's order is what a model writes in.

    Raises ValueError for a key that is not allowed.
    """
    strange = body.keys() - set(KEYS)
    if strange:
        raise ValueError(f"a request may not have {', '.join(sorted(strange))}")
    ordered = {key: body[key] for key in KEYS if key in body}
    return json.dumps(ordered, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
