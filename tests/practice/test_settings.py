"""`[practice]` and the key: what can't work is told at once, and a secret is taken from two places alone."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from gapless.errors import OperatorError
from gapless.practice.key import read_key
from gapless.practice.settings import RULES, PracticeSettings, practice_settings, require_private_way

WHERE = Path("class.toml")
GIVEN = {"base_url": "https://api.example.com/v1", "model": "m", "price_in": 0.25, "price_out": 2.0}


def test_four_lines_are_enough() -> None:
    settings = practice_settings(GIVEN, WHERE)
    assert settings == PracticeSettings("https://api.example.com/v1", "m", 0.25, 2.0)
    assert settings.endpoint == "api.example.com:443"
    assert settings.enabled is False


@pytest.mark.parametrize("key", GIVEN)
def test_none_of_the_four_can_be_left_out(key: str) -> None:
    with pytest.raises(OperatorError, match=rf"\[practice\] has no {key} \(class.toml\)"):
        practice_settings({name: value for name, value in GIVEN.items() if name != key}, WHERE)


def test_every_setting_has_a_rule() -> None:
    assert set(RULES) == {field.name for field in fields(PracticeSettings)}


FAULTS = {
    "modle": ("x", "unknown key, modle.*Did you mean model?"),
    "api_key": ("sk-123", "holds a secret, api_key.*GAPLESS_PRACTICE_KEY or the file practice.key"),
    "per_day": (-1, "per_day is -1.*an amount from 0 on"),
    "per_call": (float("nan"), "per_call is nan"),
    "calls_per_day": (2.5, "calls_per_day is 2.5"),
    "enabled": ("yes", "enabled is 'yes'.*true or false"),
    "price_in": (True, "price_in is True"),
    "model": ("a\nb", "model is"),
    "seconds": (0, "seconds is 0"),
    "answer_bytes": (10**9, "answer_bytes is"),
    "reasoning_effort": ("most", "one of none, minimal"),
    "base_url": ("ftp://x", "no address of an API"),
}
ADDRESSES = [
    "http://",
    "https://key@host/v1",
    "https://host/v1?api-key=1",
    "https://host:0/v1",
    "https://host:x/v1",
    "v1",
]


@pytest.mark.parametrize("key", FAULTS)
def test_a_fault_names_the_key_and_what_would_do(key: str) -> None:
    value, words = FAULTS[key]
    with pytest.raises(OperatorError, match=words):
        practice_settings({**GIVEN, key: value}, WHERE)


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_is_one_and_holds_no_secret(address: str) -> None:
    with pytest.raises(OperatorError, match="no address of an API"):
        practice_settings({**GIVEN, "base_url": address}, WHERE)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "192.168.1.20", "10.0.0.5", "gpu", "gpu.local"])
def test_a_key_may_go_to_ones_own_network_without_tls(host: str) -> None:
    settings = practice_settings({**GIVEN, "base_url": f"http://{host}:8000/v1"}, WHERE)
    require_private_way(settings, "sk-1", WHERE)


@pytest.mark.parametrize("host", ["api.example.com", "93.184.216.34"])
def test_a_key_never_goes_over_the_internet_in_the_clear(host: str) -> None:
    settings = practice_settings({**GIVEN, "base_url": f"http://{host}/v1"}, WHERE)
    require_private_way(settings, "", WHERE)
    with pytest.raises(OperatorError, match="in the clear"):
        require_private_way(settings, "sk-1", WHERE)


def key_file(folder: Path, text: str, mode: int = 0o600) -> Path:
    path = folder / "practice.key"
    path.write_text(text)
    path.chmod(mode)
    return path


def test_the_variable_goes_before_the_file_and_both_may_be_missing(tmp_path: Path) -> None:
    assert read_key(tmp_path, {}) == ""
    key_file(tmp_path, "sk-file\n")
    assert read_key(tmp_path, {}) == "sk-file"
    assert read_key(tmp_path, {"GAPLESS_PRACTICE_KEY": "sk-variable"}) == "sk-variable"
    assert read_key(tmp_path, {"OPENAI_API_KEY": "sk-somebody-elses"}) == "sk-file"


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660])
def test_a_key_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    path = key_file(tmp_path, "sk-file", mode)
    with pytest.raises(OperatorError, match=f"Others may read the key.*chmod 600 {path}"):
        read_key(tmp_path, {})


def test_a_link_is_no_key(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "practice.key").symlink_to(key_file(tmp_path / "elsewhere", "sk-file"))
    with pytest.raises(OperatorError, match="can't be read"):
        read_key(tmp_path, {})


@pytest.mark.parametrize("text", ["two words", "line\nline", "k\u00e9y", "k" * 2000])
def test_what_can_not_be_a_key_is_refused_without_showing_it(tmp_path: Path, text: str) -> None:
    key_file(tmp_path, text)
    with pytest.raises(OperatorError, match="can't be a key") as refusal:
        read_key(tmp_path, {})
    assert text not in str(refusal.value)
