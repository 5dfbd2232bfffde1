"""Each benchmark ends in one JSON object: figures by name, the goal beside each, and whether all are met."""

from __future__ import annotations

import json
import math
import os

import arrival
import page
import pytest
from common import Figure, percentile, report, show, tree_cpu
from crowd import Visit as Opening
from load import Load
from visit import Visit


def test_a_figure_meets_its_goal_on_either_side():
    assert Figure("wait", 100, "ms", ("≤", 100)).ok
    assert not Figure("wait", 100.1, "ms", ("≤", 100)).ok
    assert not Figure("speed", 5.9, "×", ("≥", 6)).ok
    assert not Figure("nothing measured", math.nan, "ms", ("≤", 1)).ok
    assert Figure("only told", 1e9, "ms").ok


def test_the_report_is_ok_only_when_every_goal_is_met(capsys: pytest.CaptureFixture[str]):
    figures = [Figure("met", 1, "ms", ("≤", 2)), Figure("missed", 3, "ms", ("≤", 2))]
    assert show("example", figures, as_json=True) == 1
    result = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert result["ok"] is False
    assert result["figures"]["missed"] == {"value": 3, "unit": "ms", "goal": "≤ 2", "ok": False}
    assert report("example", figures[:1])["ok"] is True


def test_what_was_not_measured_is_null_in_json():
    assert (
        json.loads(json.dumps(report("example", [Figure("gone", math.nan, "ms")])))["figures"]["gone"]["value"] is None
    )


def test_percentiles_are_by_nearest_rank():
    assert [percentile(range(1, 101), p) for p in (50, 95, 100)] == [50, 95, 100]
    assert percentile([7], 95) == 7


def test_the_cpu_of_this_process_only_grows():
    before = tree_cpu(os.getpid())
    sum(range(10**6))
    assert 0 < before <= tree_cpu(os.getpid())


def test_an_arrival_is_judged_by_the_answers_that_met_it():
    waits = arrival.Waits(answers=[0.01] * 19 + [0.5], visits=[Opening(1.0, 200), Opening(0.1, 503)])
    figures = report("arrival", arrival.figures("live", waits))["figures"]
    assert figures["live_answer_p95_ms"] == {"value": 10, "unit": "ms", "goal": "≤ 100", "ok": True}
    assert figures["live_answer_max_ms"]["goal"] == "≤ 1000"
    assert (figures["live_pages"]["value"], figures["live_pages_queued"]["value"]) == (1, 1)


def test_a_page_is_judged_beside_stock_voila():
    ours, stock = page.Side("gapless", "", 0), page.Side("stock", "", 0)
    for side, alive, requests in ((ours, 300, 7), (stock, 2400, 99)):
        side.cold = side.warm = [Visit(alive=alive, paint=100, requests=requests, bytes=200 * 1024)]
    stock.cold[0].errors.append("a font was not found")
    figures = [*page.visit_figures(ours, stock), *page.trouble_figures(ours, stock)]
    result = report("page", figures)
    assert result["ok"] is True
    assert result["figures"]["cold_times_faster"] == {"value": 8, "unit": "×", "goal": "≥ 6", "ok": True}
    assert result["figures"]["gapless_cold_requests"]["goal"] == "≤ 8"
    assert result["figures"]["gapless_console_errors"]["goal"] == "≤ 0"


def test_load_is_compared_by_rate_and_by_cpu():
    ours, stock = Load([0.001] * 3000, 3.0), Load([1.0] * 6, 3.0)
    result = report("page", page.load_figures((ours, 1.0), (stock, 90.0)))["figures"]
    assert result["times_more_pages"]["value"] == 500
    assert result["times_less_cpu"] == {"value": 90, "unit": "×", "goal": "≥ 100", "ok": False}
