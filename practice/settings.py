"""`[practice]` in class.toml: which endpoint and model write practice, and what that may cost."""

from __future__ import annotations

import ipaddress
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from ..errors import OperatorError

KEY_VARIABLE, KEY_FILE = "GAPLESS_PRACTICE_KEY", "practice.key"
EFFORTS = ("none", "minimal", "low", "medium", "high")


@dataclass(frozen=True, slots=True)
class PracticeSettings:
    """What `[practice]` says.

    `enabled` lets `gapless serve` keep a worker beside it. `price_in` and `price_out` are prices of a million tokens;
    the caps `per_…` are money in the same currency, `calls_per_day` counts requests. `seconds` is the total deadline of
    one asking with all its tries, `answer_bytes` the most that is read of an answer. `wanted` specs are kept a (skill,
    misconception), each target is asked for at most `tries` times, after at least `misses` misses; the worker looks
    every `every` seconds. `hints` asks for hints in the model's words, which wait for a teacher. temperature, seed and
    reasoning_effort are sent only where they are set.
    """

    base_url: str
    model: str
    price_in: float
    price_out: float
    enabled: bool = False
    currency: str = "USD"
    per_call: float = 0.05
    per_day: float = 1.0
    per_course: float = 20.0
    per_target: float = 0.5
    calls_per_day: int = 500
    max_tokens: int = 1500
    seconds: float = 90.0
    answer_bytes: int = 256 * 1024
    retries: int = 2
    together: int = 2
    wanted: int = 3
    tries: int = 6
    misses: int = 1
    every: float = 60.0
    hints: bool = False
    temperature: float | None = None
    seed: int | None = None
    reasoning_effort: str = ""

    @property
    def endpoint(self) -> str:
        """Host and port, as the audit names them; the only ones that are ever contacted."""
        place = urlsplit(self.base_url)
        return f"{place.hostname}:{place.port or _PORTS[place.scheme]}"


_PORTS = {"http": 80, "https": 443}
Rule = tuple[Callable[[Any], bool], str]


def _number(low: float, high: float) -> Callable[[Any], bool]:
    return lambda value: (
        isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value) and low <= value <= high
    )


def _whole(low: int, high: int) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def _text(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 200 and value.isprintable()


_MONEY: Rule = (_number(0, 1e6), "an amount from 0 on, like 0.25")
RULES: Mapping[str, Rule] = {
    "enabled": (lambda value: isinstance(value, bool), "true or false"),
    "base_url": (_text, "the address of the API in quotes, as https://api.openai.com/v1"),
    "model": (_text, "the model's name in quotes"),
    "currency": (lambda value: _text(value) and len(value) <= 8, 'a short name, as "USD"'),
    "price_in": (_number(0, 1e5), "the price of a million tokens sent, 0 for a server of your own"),
    "price_out": (_number(0, 1e5), "the price of a million tokens received, 0 for a server of your own"),
    "per_call": _MONEY,
    "per_day": _MONEY,
    "per_course": _MONEY,
    "per_target": _MONEY,
    "calls_per_day": (_whole(0, 100_000), "a whole number from 0 on"),
    "max_tokens": (_whole(64, 32_000), "a whole number from 64 to 32000"),
    "seconds": (_number(0.1, 600), "seconds, from 0.1 to 600"),
    "answer_bytes": (_whole(1024, 4 * 1024 * 1024), "bytes, from 1024 to 4194304"),
    "retries": (_whole(0, 5), "a whole number from 0 to 5"),
    "together": (_whole(1, 50), "a whole number from 1 to 50"),
    "wanted": (_whole(1, 50), "a whole number from 1 to 50"),
    "tries": (_whole(1, 200), "a whole number from 1 to 200"),
    "misses": (_whole(1, 1000), "a whole number from 1 to 1000"),
    "every": (_number(0.05, 86_400), "seconds, from 0.05 to 86400"),
    "hints": (lambda value: isinstance(value, bool), "true or false"),
    "temperature": (_number(0, 2), "a number from 0 to 2"),
    "seed": (_whole(0, 2**31), "a whole number"),
    "reasoning_effort": (lambda value: value in EFFORTS, f"one of {', '.join(EFFORTS)}"),
}
_REQUIRED = {
    "base_url": "Write the address of the API, as https://api.openai.com/v1.",
    "model": "Write the model's name.",
    "price_in": "Write the price of a million tokens sent; 0 for a server of your own.",
    "price_out": "Write the price of a million tokens received; 0 for a server of your own.",
}


def practice_settings(values: Mapping[str, Any], where: Path) -> PracticeSettings:
    """The settings in a `[practice]` table. Raises OperatorError naming the key, its value and what would do."""
    for key, value in values.items():
        fault = _fault(key, value)
        if fault:
            raise OperatorError(fault[0], str(where), fault[1])
    for key, remedy in _REQUIRED.items():
        if key not in values:
            raise OperatorError(f"[practice] has no {key}.", str(where), remedy)
    settings = PracticeSettings(**values)
    _require_address(settings.base_url, where)
    return settings


def require_private_way(settings: PracticeSettings, key: str, where: Path) -> None:
    """Raise OperatorError where the key would travel in the clear: http, and not to this machine or network."""
    place = urlsplit(settings.base_url)
    if key and place.scheme == "http" and not _near(place.hostname or ""):
        what = "The key would be sent in the clear."
        raise OperatorError(what, f"{where}, base_url", "Use an https address, or one of your own network.")


def _fault(key: str, value: Any) -> tuple[str, str] | None:
    known = [field.name for field in fields(PracticeSettings)]
    if key in ("key", "api_key", "token", "secret"):
        return (
            f"[practice] holds a secret, {key}.",
            f"Take it out; put it into {KEY_VARIABLE} or the file {KEY_FILE}, and revoke it if others could read it.",
        )
    if key not in known:
        near = get_close_matches(key, known, n=1)
        return (
            f"[practice] has an unknown key, {key}.",
            f"Did you mean {near[0]}?" if near else f"Known keys: {', '.join(known)}.",
        )
    fits, must = RULES[key]
    return None if fits(value) else (f"[practice] {key} is {value!r}.", f"Write {must}.")


def _require_address(address: str, where: Path) -> None:
    try:
        place = urlsplit(address)
        usable = place.scheme in _PORTS and place.hostname and place.port != 0 and not _secrets_in(place)
    except ValueError:
        usable = False
    if not usable:
        remedy = "Write one such as https://api.openai.com/v1, without a name, a key or a question mark in it."
        raise OperatorError("base_url is no address of an API.", str(where), remedy)


def _secrets_in(place: SplitResult) -> bool:
    return bool(place.username or place.password or place.query or place.fragment)


def _near(host: str) -> bool:
    """This machine or a network that the internet does not route to (RFC 1918, RFC 4193, RFC 6762)."""
    try:
        address = ipaddress.ip_address(host)
        return address.is_loopback or address.is_private
    except ValueError:
        return host == "localhost" or "." not in host or host.endswith((".local", ".lan", ".internal", ".localhost"))
