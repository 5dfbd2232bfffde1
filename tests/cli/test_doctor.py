"""`gapless doctor` says which layers of the sandbox hold, what is missing, and what mends it."""

from __future__ import annotations

import json

import pytest
from commands import Gapless

from gapless.cli import doctor_report
from gapless.cli.doctor_report import Findings
from gapless.kernels import Layer, cage_holds, layers


def test_each_layer_has_its_line_and_each_package_its_version(gapless: Gapless):
    shown = gapless("doctor")
    assert shown.code == (0 if cage_holds() else 1)
    for layer in layers():
        assert f"{layer.name:<14} {layer.why}" in shown.out
    assert "nbgrader        0.9" in shown.out


def test_as_json_it_can_be_read_by_programs(gapless: Gapless):
    found = json.loads(gapless("doctor", "--json").out)
    assert found["sound"] is cage_holds()
    assert [layer["name"] for layer in found["layers"]] == [layer.name for layer in layers()]


def test_a_missing_layer_comes_with_its_remedy(gapless: Gapless, monkeypatch: pytest.MonkeyPatch):
    missing = (Layer("files", False, "Landlock needs Linux 5.13, and to be enabled"),)
    monkeypatch.setattr(doctor_report, "examined", lambda: Findings(missing, {}, False))
    shown = gapless("doctor")
    assert shown.code == 1
    assert "MISSING  files          Landlock needs Linux 5.13" in shown.out
    assert "Use Linux 5.13 or newer, with Landlock" in shown.out
    assert shown.out.rstrip().endswith("run gapless in a container, under a user of its own.")
