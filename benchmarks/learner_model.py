"""The learner model beside its peers on held-out students: AUC, RMSE, log loss, calibration, seconds to fit.

    python benchmarks/learner_model.py --train responses.csv.gz --test held-out.csv.gz

Files are CSV, gzipped or not, with the columns student,order,skill,correct. Without --test, a fifth of the training
students is kept aside, three times over. Meant for the ASSISTments 2009-2010 "skill builder" responses, whose rows are
grouped by skill: what came before on *other* skills means those with lower numbers, and gains from it or from recency
deserve suspicion. "Clean" rows leave out fifteen skills whose outcomes repeat themselves far above chance (rows written
twice, it seems) and all but a student's first fifty responses on a skill. Students with one response are kept.
"""

from __future__ import annotations

import os

# Before numpy is loaded: one thread, so that seconds to fit compare.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import gzip
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from common import Figure, show
from learner_peers import PEERS

from gapless.mastery.fit import Responses, auc, calibration, clean, fit, log_loss, responses, rmse

COLUMNS = "student,order,skill,correct"
REPEATING = np.array([7, 19, 44, 48, 58, 79, 88, 89, 93, 100, 102, 105, 108, 113, 116])
# pyBKT 1.4's basic model on the public training split, measured on two cores; it needs an environment of its own.
PYBKT_SECONDS, FASTER = 244.0, 100.0
GOALS = {"all": (0.84, 0.382), "clean": (0.766, 0.4235)}

Model = Callable[[Responses, Responses], np.ndarray]


def read(path: Path) -> Responses:
    """The responses in a CSV file. SystemExit says what is wrong with it."""
    if not path.is_file():
        raise SystemExit(f"{path} is not there. Give --train a CSV file with the columns {COLUMNS}.")
    raw = path.read_bytes()
    head, _, rows = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8").partition("\n")
    if head.strip() != COLUMNS:
        raise SystemExit(f"{path}: the first line must be {COLUMNS}.")
    return responses(*np.loadtxt(rows.splitlines(), delimiter=",", dtype=np.int64, ndmin=2).T)


def splits(train: Responses, test: Path | None, rounds: int) -> Iterator[tuple[Responses, Responses]]:
    """What to fit on and what to predict: the two files, or a fifth of the students set aside."""
    if test is not None:
        yield train, read(test)
        return
    students = np.unique(train.student)
    for seed in range(rounds):
        aside = np.random.default_rng(seed).choice(students, max(1, len(students) // 5), replace=False)
        held = np.isin(train.student, aside)
        yield train.only(~held), train.only(held)


def ours(train: Responses, test: Responses) -> np.ndarray:
    """The scorecard of gapless."""
    return fit(train).predict(test)


MODELS: dict[str, Model] = {**PEERS, "gapless scorecard": ours}


def measure(train: Responses, test: Responses) -> dict[str, np.ndarray]:
    """AUC, RMSE, log loss, calibration error and seconds (to fit and predict) of each model."""
    result: dict[str, np.ndarray] = {}
    for name, model in MODELS.items():
        began = time.perf_counter()
        p = model(train, test)
        seconds = time.perf_counter() - began
        result[name] = np.array([m(test.correct, p) for m in (auc, rmse, log_loss, calibration)] + [seconds])
    return result


def table(title: str, rows: dict[str, np.ndarray]) -> None:
    """Print one table."""
    print(f"\n{title}\n  {'model':<28}{'AUC':>8}{'RMSE':>8}{'log loss':>10}{'calibr.':>9}{'seconds':>9}")
    for name, (area, error, loss, off, seconds) in rows.items():
        print(f"  {name:<28}{area:>8.4f}{error:>8.4f}{loss:>10.4f}{off:>9.4f}{seconds:>9.2f}")


def figures(kind: str, rows: dict[str, np.ndarray]) -> list[Figure]:
    """Our own figures with their goals, and how far ahead of the best peer we are."""
    area, error, _, off, seconds = rows["gapless scorecard"].tolist()
    peer = max(float(rows[name][0]) for name in PEERS)
    least, most = GOALS[kind]
    found = [
        Figure(f"{kind} rows: AUC", area, "", ("≥", least)),
        Figure(f"{kind} rows: RMSE", error, "", ("≤", most)),
        Figure(f"{kind} rows: calibration error", off, "", ("≤", 0.02)),
        Figure(f"{kind} rows: AUC over best peer", area - peer, "", ("≥", 0.0)),
    ]
    if kind == "all":
        found.append(Figure("fit: faster than pyBKT", PYBKT_SECONDS / seconds, "times", ("≥", FASTER)))
    return found


def main() -> int:
    """Print both tables and the figures; 0 when all goals are met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--train", "--data", type=Path, help=f"CSV: {COLUMNS}")
    parser.add_argument("--test", type=Path, help="held-out students, the same columns")
    parser.add_argument("--json", action="store_true", help="end with one JSON object on the last line")
    parser.add_argument("--quick", action="store_true", help="one split instead of three")
    wanted = parser.parse_args()
    if wanted.train is None:
        print("skipped: no responses to learn from. Give --train FILE, a CSV with the columns " + COLUMNS + ".")
        if wanted.json:
            print(json.dumps({"benchmark": "learner_model", "ok": True, "figures": {}, "skipped": "no --train FILE"}))
        return 0
    pairs = list(splits(read(wanted.train), wanted.test, 1 if wanted.quick else 3))
    found: list[Figure] = []
    for kind in GOALS:
        both = [tuple(d.only(clean(d, REPEATING)) if kind == "clean" else d for d in pair) for pair in pairs]
        runs = [measure(train, test) for train, test in both]
        rows = {name: np.mean([run[name] for run in runs], axis=0) for name in MODELS}
        table(
            f"{kind} rows: {np.mean([len(test.correct) for _, test in both]):,.0f} held out, {len(runs)} split(s)", rows
        )
        found += figures(kind, rows)
    print("\npyBKT needs an environment of its own and is not run here; its seconds are those measured on two cores.")
    return show("learner_model", found, as_json=wanted.json)


if __name__ == "__main__":
    sys.exit(main())
