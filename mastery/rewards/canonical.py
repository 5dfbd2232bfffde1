"""One text for equal values, and its keyed hash."""

from __future__ import annotations

import hashlib
import hmac
import json


def canonical(value: object) -> str:
    """JSON with sorted keys and no spaces: the same text for the same values on every machine."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def keyed(secret: bytes, text: str) -> str:
    """HMAC-SHA256 of `text`, as 64 hexadecimal digits."""
    return hmac.new(secret, f"gapless rewards {text}".encode(), hashlib.sha256).hexdigest()
