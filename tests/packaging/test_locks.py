"""The lock files hold what pyproject.toml asks for: pinned, hashed, within the declared range."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
RUN = PROJECT["dependencies"]
DEV = [*RUN, *PROJECT["optional-dependencies"]["dev"]]
ENTRY = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)(.*?)(?=^\S|\Z)", re.MULTILINE | re.DOTALL)


def pins(lock: str) -> dict[str, tuple[Version, str]]:
    """Name -> version and the rest of its entry, hashes among it."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    return {canonicalize_name(name): (Version(version), rest) for name, version, rest in ENTRY.findall(text)}


@pytest.mark.parametrize(
    ("lock", "declared"),
    [
        *(("requirements.lock", line) for line in RUN),
        *(("requirements-dev.lock", line) for line in DEV),
    ],
)
def test_each_dependency_is_pinned_within_its_range(lock: str, declared: str) -> None:
    wanted = Requirement(declared)
    locked = pins(lock)
    name = canonicalize_name(wanted.name)
    assert name in locked, f"{lock} lacks {name}: run make lock"
    assert locked[name][0] in wanted.specifier, f"{lock} pins {name} outside {wanted.specifier}: run make lock"


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_each_pin_has_a_hash(lock: str) -> None:
    assert not [name for name, (_, rest) in pins(lock).items() if "--hash=sha256:" not in rest]


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_nothing_is_taken_from_a_place_of_one_machine(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not re.search(r"--index-url|--find-links|file://|\s@\s", text)


def test_both_locks_pin_the_same_versions() -> None:
    run, dev = pins("requirements.lock"), pins("requirements-dev.lock")
    assert {name: version for name, (version, _) in run.items()} == {name: dev[name][0] for name in run}


def test_the_build_backend_is_in_the_lock() -> None:
    """`make` installs gapless itself without fetching anything more."""
    assert pins("requirements.lock")["setuptools"][0] >= Version("77")


def test_each_dependency_says_why_it_is_there() -> None:
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    declared = [line for line in lines if re.match(r'\s+"[A-Za-z0-9._\[\]-]+[><=]', line)]
    assert len(declared) == len(DEV) + len(PROJECT["optional-dependencies"]["cluster"])
    assert not [line for line in declared if not re.search(r"#\s+\S+ \S+", line)]
