"""Knowledge tracing fitted to answers: prior and learning of each skill, guess and slip of each item.

Expectation-maximisation on the two-state hidden Markov model (Baum et al. 1970; Corbett & Anderson 1995), towards the
numbers it starts from: each estimate leans on its start as if `WEIGHT` answers had shown just that, and stays within
bounds in which a right answer means more than a miss (Baker, Corbett & Aleven 2008).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .responses import CLEAN_ROWS, Floats, Ints, Responses

WEIGHT = 20.0
ROUNDS = 25
PRIOR, LEARN, GUESS, SLIP = (0.02, 0.6), (0.01, 0.4), (0.01, 0.3), (0.02, 0.2)


@dataclass(frozen=True)
class Numbers:
    """`prior` and `learn` of each skill, `guess` and `slip` of each item, by place."""

    prior: Floats
    learn: Floats
    guess: Floats
    slip: Floats


@dataclass(frozen=True)
class Trials:
    """Answers as a table: a row for each student and skill, a column for each answer; `there` marks real ones."""

    skill: Ints
    item: Ints
    right: Floats
    there: Floats


def trials(data: Responses, item: Ints) -> Trials:
    """The first answers of each student and skill; `item` is the item of each row of `data`."""
    blocks = data.blocks
    width = min(CLEAN_ROWS, int(blocks.size.max()))
    kept = blocks.position < width
    at = blocks.of_row[kept], blocks.position[kept]
    shape = len(blocks.first), width
    items, right, there = np.zeros(shape, np.int64), np.zeros(shape), np.zeros(shape)
    items[at], right[at], there[at] = item[kept], data.correct[kept], 1.0
    return Trials(data.skill[blocks.first], items, right, there)


def trace(numbers: Numbers, seen: Trials) -> tuple[Floats, Floats]:
    """P(known) before each answer, and P(right) for it."""
    known = np.empty_like(seen.right)
    now, learn = numbers.prior[seen.skill], numbers.learn[seen.skill]
    hit, miss = _emissions(numbers, seen)
    for step in range(known.shape[1]):
        known[:, step] = now
        both = now * hit[:, step]
        after = both / (both + (1 - now) * miss[:, step])
        now = np.where(seen.there[:, step] > 0, after + (1 - after) * learn, now)
    guess, slip = numbers.guess[seen.item], numbers.slip[seen.item]
    return known, known * (1 - slip) + (1 - known) * guess


def fit_tracing(seen: Trials, start: Numbers) -> Numbers:
    """The numbers that explain the answers best, leaning on `start`."""
    numbers = start
    for _ in range(ROUNDS):
        numbers = _better(numbers, seen, start)
    return numbers


def _emissions(numbers: Numbers, seen: Trials) -> tuple[Floats, Floats]:
    """P(this answer | known) and P(this answer | not known)."""
    guess, slip = numbers.guess[seen.item], numbers.slip[seen.item]
    return np.where(seen.right > 0, 1 - slip, slip), np.where(seen.right > 0, guess, 1 - guess)


def _better(numbers: Numbers, seen: Trials, start: Numbers) -> Numbers:
    known, learned = _expected(numbers, seen)
    unknown = (1 - known) * seen.there
    known = known * seen.there
    follows = np.zeros_like(seen.there)
    follows[:, :-1] = seen.there[:, 1:]
    items, skills = seen.item.ravel(), seen.skill

    def item(weight: Floats) -> Floats:
        return np.bincount(items, weight.ravel(), len(start.guess)).astype(np.float64)

    def skill(weight: Floats) -> Floats:
        return np.bincount(skills, weight, len(start.prior)).astype(np.float64)

    return Numbers(
        prior=_lean(skill(known[:, 0]), skill(seen.there[:, 0]), start.prior, PRIOR),
        learn=_lean(skill((learned * follows).sum(axis=1)), skill((unknown * follows).sum(axis=1)), start.learn, LEARN),
        guess=_lean(item(unknown * seen.right), item(unknown), start.guess, GUESS),
        slip=_lean(item(known * (1 - seen.right)), item(known), start.slip, SLIP),
    )


def _lean(hits: Floats, of: Floats, start: Floats, bounds: tuple[float, float]) -> Floats:
    """The share of `hits` in `of`, leaning on `start`, within `bounds`; what its author set beyond them may stay."""
    low, high = np.minimum(bounds[0], start), np.maximum(bounds[1], start)
    return np.clip((hits + WEIGHT * start) / (of + WEIGHT), low, high)


def _expected(numbers: Numbers, seen: Trials) -> tuple[Floats, Floats]:
    """P(known) at each answer, and P(not known there and known at the next), given all answers of the row."""
    before, _ = trace(numbers, seen)
    hit, miss = _emissions(numbers, seen)
    learn = numbers.learn[seen.skill]
    known, learned = np.zeros_like(before), np.zeros_like(before)
    ahead_known, ahead_unknown = np.ones(len(learn)), np.ones(len(learn))
    for step in range(before.shape[1] - 1, -1, -1):
        there = seen.there[:, step] > 0
        got, taught = ahead_known, learn * ahead_known
        not_got = taught + (1 - learn) * ahead_unknown
        with_it = before[:, step] * hit[:, step] * got
        without = (1 - before[:, step]) * miss[:, step]
        whole = with_it + without * not_got
        known[:, step], learned[:, step] = with_it / whole, without * taught / whole
        now_known, now_unknown = hit[:, step] * got, miss[:, step] * not_got
        scale = now_known + now_unknown
        ahead_known = np.where(there, now_known / scale, ahead_known)
        ahead_unknown = np.where(there, now_unknown / scale, ahead_unknown)
    return known, learned
