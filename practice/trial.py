"""Asking once, to see that everything works: endpoint, key, caps, checks and bank."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from ..errors import OperatorError
from ..records.practice_tables import practice_spend
from .bank import Stored
from .door import Door
from .jobs import Workshop
from .ladder import Ability
from .money import CallLedger, Target
from .outcome import Outcome
from .request import TEMPLATE, request_body
from .state import KeptMemory, stopped
from .verify import Verdict


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of it. `micros` is what all its requests are charged; `stored` None where nothing new was banked."""

    target: Target
    outcome: Outcome
    ability: Ability
    micros: int
    verdicts: Sequence[Verdict] = ()
    stored: Stored | None = None


async def try_once(shop: Workshop, door: Door, skill: str, misconception: str) -> Tried:
    """Ask for practice of a skill, "" for the first that can be practised. Raises OperatorError where none can be."""
    if found := stopped(shop.records):
        what = f"Practice is stopped since {found.at}, by {found.by}: {found.reason or 'no reason given'}."
        raise OperatorError(what, "", "Undo it with: gapless practice start.")
    target = Target(skill or shop.judge.first(), misconception)
    context = shop.judge.context(target.skill)
    if context is None or (misconception and misconception not in context.misconceptions):
        what = f"Nothing can be written for {target.skill} {misconception}".rstrip() + "."
        raise OperatorError(what, "", "Name a skill with an @oracle, and a misconception with a @malrule for it.")
    ledger = CallLedger(shop.purse, target, TEMPLATE)
    spent = await asyncio.to_thread(_spent, shop)
    async with door:
        outcome = await door.ask(request_body(context, misconception, shop.settings), ledger)
    ability = KeptMemory(shop.records).recall(f"{shop.settings.endpoint} {shop.settings.model}")
    micros = await asyncio.to_thread(_spent, shop) - spent
    if outcome.kind != "ok":
        return Tried(target, outcome, ability, micros)
    report = shop.judge.verify(outcome.text, target, shop.bank.known(target.skill))
    stored = shop.bank.take_in(outcome.text, target, report, shop.judge, ledger.last, shop.settings.model)
    return Tried(target, outcome, ability, micros, report.verdicts, stored)


def _spent(shop: Workshop) -> int:
    with shop.records.engine.connect() as connection:
        return int(connection.scalar(sa.select(sa.func.sum(practice_spend.c.amount))) or 0)
