"""The learner model beside its peers on held-out students: AUC, RMSE, log loss, calibration, seconds to fit.

    python benchmarks/learner_model.py --train responses.csv.gz --test held-out.csv.gz

Files are CSV, gzipped or not, with the columns student,order,skill,correct. Without --test, students are parted into
five folds; each is predicted from the other four. The first of them was held out while the model was designed. Meant
for the ASSISTments 2009-2010 "skill builder" responses, whose rows are grouped by skill: what came before on *other*
skills means those with lower numbers, and gains from it or from recency deserve suspicion. "Clean" rows leave out
fifteen skills whose outcomes repeat themselves far above chance (rows written twice, it seems) and all but a student's
first fifty responses on a skill. Students with one response are kept.
"""

from __future__ import annotations

import os

# Before numpy is loaded: one thread, so that seconds to fit compare.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import gzip
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from common import Figure, finish, skipped
from learner_peers import OUTSIDE, PEERS, outside
from learner_speed import speeds

from gapless.mastery.fit import Responses, auc, calibration, clean, fit, log_loss, reliability, responses, rmse

COLUMNS = "student,order,skill,correct"
REPEATING = np.array([7, 19, 44, 48, 58, 79, 88, 89, 93, 100, 102, 105, 108, 113, 116])
# A hundredth of the 244 s that pyBKT's basic model was once measured to take on the public training split. Its seconds
# depend on threads most of all, so the table has its own on this machine beside.
SECONDS = 2.44
GOALS = {"all": (0.84, 0.382), "clean": (0.766, 0.4235)}
FOLDS, SEED = 5, 2026
MEASURES = {"AUC": auc, "RMSE": rmse, "log loss": log_loss, "ECE": calibration}
OURS, BKT = "gapless scorecard", "pyBKT basic"

NOTE = (
    "Rows are grouped by skill: gains from what came before on other skills or from recency deserve suspicion. Seconds "
    "are of CPU, to fit and to predict, on one thread. Clean rows leave out fifteen skills that repeat their outcomes, "
    "and all but a student's first fifty rows on a skill. ECE: expected calibration error in twenty bins."
)

Model = Callable[[Responses, Responses], np.ndarray]
Pair = tuple[Responses, Responses]
Rows = dict[str, np.ndarray]


def read(path: Path) -> Responses:
    """The responses in a CSV file. SystemExit says what is wrong with it."""
    if not path.is_file():
        raise SystemExit(f"{path} is not there. Give --train a CSV file with the columns {COLUMNS}.")
    raw = path.read_bytes()
    head, _, rows = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8").partition("\n")
    if head.strip() != COLUMNS:
        raise SystemExit(f"{path}: the first line must be {COLUMNS}.")
    return responses(*np.loadtxt(rows.splitlines(), delimiter=",", dtype=np.int64, ndmin=2).T)


def splits(train: Responses, test: Path | None) -> Iterator[Pair]:
    """What to fit on and what to predict: the two files, or each fold of the students after the other four."""
    if test is not None:
        yield train, read(test)
        return
    students = np.random.default_rng(SEED).permutation(np.unique(train.student))
    for fold in np.array_split(students, FOLDS):
        held = np.isin(train.student, fold)
        yield train.only(~held), train.only(held)


def ours(train: Responses, test: Responses) -> np.ndarray:
    """The scorecard of gapless."""
    return fit(train).predict(test)


def cpu_seconds() -> float:
    """What this process and those it has waited for used: on one thread each, seconds of an idle machine."""
    return sum(os.times()[:4])


def measure(pair: Pair, models: Mapping[str, Model]) -> tuple[Rows, np.ndarray]:
    """Each model's measures and seconds of CPU (to fit and predict), and what the last of them predicted."""
    train, test = pair
    result: Rows = {}
    p = np.zeros(0)
    for name, model in models.items():
        began = cpu_seconds()
        p = model(train, test)
        seconds = cpu_seconds() - began
        result[name] = np.array([m(test.correct, p) for m in MEASURES.values()] + [seconds])
    return result, p


def table(title: str, rows: Rows) -> dict[str, Any]:
    """Print one table; the same as JSON."""
    head = "".join(f"{name:>10}" for name in (*MEASURES, "seconds"))
    print(f"\n{title}\n  {'model':<34}{head}")
    for name, values in rows.items():
        print(f"  {name:<34}" + "".join(f"{value:>10.4f}" for value in values[:-1]) + f"{values[-1]:>10.2f}")
    lines = [[name, *(f"{value:.4f}" for value in values[:-1]), f"{values[-1]:.1f}"] for name, values in rows.items()]
    return {"title": title, "head": ["model", *MEASURES, "seconds"], "rows": lines}


def bins(title: str, correct: np.ndarray, p: np.ndarray) -> dict[str, Any]:
    """Print how often answers were right where so much was predicted; the same as JSON."""
    lines = [[f"{low:.1f}-{low + 0.1:.1f}", f"{n:,}", f"{said:.3f}", f"{was:.3f}"] for low, n, said, was in
             reliability(correct, p)]  # fmt: skip
    print(f"\n{title}\n  {'predicted':<12}{'rows':>9}{'mean':>8}{'right':>8}")
    for line in lines:
        print(f"  {line[0]:<12}{line[1]:>9}{line[2]:>8}{line[3]:>8}")
    return {"title": title, "head": ["predicted", "rows", "mean predicted", "right"], "rows": lines}


def figures(kind: str, rows: Rows) -> list[Figure]:
    """Our own figures with their goals, and how far ahead of the best peer we are."""
    area, error, _, off, seconds = rows[OURS].tolist()
    peers = {name: values for name, values in rows.items() if name != OURS}
    least, most = GOALS[kind]
    found = [
        Figure(f"{kind} rows: AUC", area, "", ("≥", least)),
        Figure(f"{kind} rows: RMSE", error, "", ("≤", most)),
        Figure(f"{kind} rows: calibration error", off, "", ("≤", 0.02)),
        Figure(f"{kind} rows: AUC over best peer", area - max(float(v[0]) for v in peers.values()), "", ("≥", 0.0)),
    ]
    if kind == "all":
        found.append(Figure("fit and predict", seconds, "s", ("≤", SECONDS)))
        found += [
            Figure("times faster than pyBKT", float(peers[name][-1]) / seconds, "") for name in peers if name == BKT
        ]
    return found


def wanted() -> argparse.Namespace:
    """The arguments."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--train", "--data", type=Path, help=f"CSV: {COLUMNS}")
    parser.add_argument("--test", type=Path, help="held-out students, the same columns")
    parser.add_argument("--peers", type=Path, help="a Python that has pyBKT and scikit-learn; see learner_outside.py")
    parser.add_argument("--json", action="store_true", help="end with one JSON object on the last line")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="write the report there; the docs are made of it")
    parser.add_argument("--quick", action="store_true", help="one fold instead of five, without pyBKT")
    return parser.parse_args()


def outsiders(python: Path | None, quick: bool) -> dict[str, Model]:
    """The peers that another interpreter has."""
    if python is None:
        return {}
    return {name: outside(python, model) for name, model in OUTSIDE.items() if not (quick and model == "tracing")}


def compare(asked: argparse.Namespace) -> tuple[list[Figure], list[dict[str, Any]]]:
    """All tables printed, as figures and as JSON."""
    pairs = list(splits(read(asked.train), asked.test))
    far = outsiders(asked.peers, asked.quick)
    found: list[Figure] = []
    tables: list[dict[str, Any]] = []
    for kind in GOALS:
        parts = [tuple(d.only(clean(d, REPEATING)) if kind == "clean" else d for d in pair) for pair in pairs]
        rows, p = measure(parts[0], {**PEERS, **far, OURS: ours})  # pyright: ignore[reportArgumentType] -- a pair
        correct = parts[0][1].correct
        tables.append(table(f"{kind} rows, {len(correct):,} of students held out", rows))
        tables.append(bins(f"{kind} rows, calibration of the scorecard", correct, p))
        found += figures(kind, rows)
        if len(parts) > 1 and not asked.quick:
            runs = [measure(part, {**PEERS, OURS: ours})[0] for part in parts]  # pyright: ignore[reportArgumentType] -- a pair
            mean = {name: np.mean([run[name] for run in runs], axis=0) for name in runs[0]}
            tables.append(table(f"{kind} rows, mean of {len(runs)} folds", mean))
    if BKT not in far:
        print("\nskipped: pyBKT, which needs an environment of its own (--peers PYTHON; see learner_outside.py).")
    return found, tables


def main() -> int:
    """Print the tables and the figures; 0 when all goals are met."""
    asked = wanted()
    if asked.train is None:
        print("No responses to learn from. Give --train FILE, a CSV with the columns " + COLUMNS + ".")
        return skipped("learner_model", "no --train FILE", as_json=asked.json)
    found, tables = compare(asked)
    return finish("learner_model", [*found, *speeds()], asked, tables=tables, notes=[NOTE])


if __name__ == "__main__":
    sys.exit(main())
