"""Personal codes such as `mia-7KQ2-XF9D`, and the hashing of codes and passwords."""

from __future__ import annotations

import secrets
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# No vowels, so that no word appears by chance, and nothing that is misread: no 0, 1, L. 27^8 is about 38 bits.
ALPHABET = "23456789BCDFGHJKMNPQRSTVWXZ"
LENGTH = 8
LONGEST_CODE = 200
LONGEST_PASSWORD = 1000

# OWASP Password Storage Cheat Sheet, Argon2id: 19 MiB, 2 passes, 1 lane.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
# What an unknown id is compared with, so that it takes as long as a known one.
_NOBODY = _HASHER.hash(secrets.token_hex(16))


def new_secret_part() -> str:
    """Eight letters and digits by the system's own randomness, as `7KQ2-XF9D`."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return f"{letters[:4]}-{letters[4:]}"


def new_password() -> str:
    """A password for a teacher: sixteen letters and digits in groups of four."""
    return f"{new_secret_part()}-{new_secret_part()}"


def split_code(code: str) -> tuple[str, str]:
    """The person's id and the secret part of a typed code, whatever its case, spaces and dashes; ("", "") if none."""
    if len(code) > LONGEST_CODE:
        return "", ""
    plain = unicodedata.normalize("NFKC", code).translate({ord(dash): "-" for dash in "‐‑‒–—−"})
    tight = "".join(plain.split()).upper()
    letters = [(place, letter) for place, letter in enumerate(tight) if letter != "-"]
    if len(letters) <= LENGTH:
        return "", ""
    start = letters[-LENGTH][0]
    tail = "".join(letter for _, letter in letters[-LENGTH:])
    return tight[:start].rstrip("-").lower(), f"{tail[:4]}-{tail[4:]}"


def hashed(secret: str) -> str:
    """The argon2id hash to keep; some 20 ms."""
    return _HASHER.hash(secret)


def matches(secret: str, kept: str) -> bool:
    """Whether `secret` is the one `kept` is the hash of; takes as long when nothing is kept."""
    try:
        _HASHER.verify(kept or _NOBODY, secret[:LONGEST_PASSWORD])
    except (VerificationError, InvalidHashError):
        return False
    return bool(kept)
