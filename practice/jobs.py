"""The worker: turns misses into verified practice, ahead of need, and never in the way of a student."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock
from typing import Protocol

import sqlalchemy as sa

from ..authoring.faults import ItemFault
from ..records.practice_tables import practice_call, practice_reply, practice_verdict
from ..records.store import Records
from .bank import PracticeBank, Stored
from .door import Ledger
from .judge import Judge
from .misses import take_note, wanted
from .money import CallLedger, Purse, Target
from .outcome import Kind, Outcome
from .request import TEMPLATE, request_body
from .settings import PracticeSettings
from .state import stopped

# After these a further request to the same endpoint would end in the same way: the round ends, the next comes later.
TROUBLE: frozenset[Kind] = frozenset({"unavailable", "auth", "quota", "timeout", "unsupported"})
# These count as a try for their target; trouble with the endpoint is nobody's try.
TRIES: frozenset[Kind] = frozenset({"ok", "refused", "truncated", "filtered", "invalid", "toobig"})
LONGEST_PAUSE = 3600.0

Tell = Callable[[str], None]


class Asking(Protocol):
    """The door, as far as the worker uses it."""

    async def ask(self, body: bytes, ledger: Ledger | None = None) -> Outcome:
        """How asking ended."""
        ...


@dataclass
class Workshop:
    """All that a round needs. `tell` hears one line a call, for the terminal."""

    records: Records
    settings: PracticeSettings
    judge: Judge
    purse: Purse
    bank: PracticeBank
    tell: Tell = lambda _: None
    _judging: Lock = field(default_factory=Lock)

    async def round(self, door: Asking) -> Kind:
        """Ask once for every target that lacks practice, until none does; the kind of outcome that ended it.

        "ok" when there is nothing left to do. Nothing is asked while practice is stopped.
        """
        await asyncio.to_thread(take_note, self.records)
        await asyncio.to_thread(self.judge_leftovers)
        idle: set[Target] = set()
        while targets := [one for one in await asyncio.to_thread(self.due) if one not in idle]:
            together = targets[: self.settings.together]
            kinds = await asyncio.gather(*(self._work_on(target, door) for target in together))
            trouble: list[Kind] = [kind for kind in kinds if kind in TROUBLE]
            if trouble:
                return trouble[0]
            idle |= {target for target, kind in zip(together, kinds, strict=True) if kind == "capped"}
        return "capped" if idle else "ok"

    def due(self) -> list[Target]:
        """The targets that were missed, can be practised and still lack specs and have tries left, in order."""
        if stopped(self.records):
            return []
        have = Counter(one.target for one in self.bank.specs() if one.act in ("", "approved"))
        tries = self._tries()
        return [
            target
            for target, _ in wanted(self.records, self.settings.misses)
            if have[target] < self.settings.wanted
            and tries[target] < self.settings.tries
            and self._can_be_practised(target)
        ]

    def judge_leftovers(self) -> list[Stored]:
        """Verify the answers that came before a worker was ended, and were never verified; what was banked of them."""
        call, reply = practice_call.c, practice_reply.c
        unjudged = sa.select(call.id, call.skill, call.misconception, call.model, reply.text).join_from(
            practice_call, practice_reply, call.id == reply.call
        )
        judged = sa.exists().where(practice_verdict.c.call == call.id)
        with self.records.engine.connect() as connection:
            rows = connection.execute(unjudged.where(reply.kind == "ok", ~judged).order_by(call.id)).all()
        taken = [self._judge(text, Target(skill, wrong), number, model) for number, skill, wrong, model, text in rows]
        return [one for one in taken if one]

    async def _work_on(self, target: Target, door: Asking) -> Kind:
        body = await asyncio.to_thread(self._request, target)
        ledger = CallLedger(self.purse, target, TEMPLATE)
        outcome = await door.ask(body, ledger)
        if outcome.kind != "ok":
            self.tell(_line(target, f"{outcome.kind} ({outcome.why})"))
            return outcome.kind
        stored = await asyncio.to_thread(self._judge, outcome.text, target, ledger.last, self.settings.model)
        self.tell(_line(target, f"{stored.hash[:12]} {stored.state}" if stored else "refused by the checks"))
        return "ok"

    def _request(self, target: Target) -> bytes:
        context = self.judge.context(target.skill)
        assert context is not None
        return request_body(context, target.misconception, self.settings, self._tries()[target])

    def _judge(self, text: str, target: Target, call: int, source: str) -> Stored | None:
        # One after the other: each is compared with those before it, and a replay must find the same ones.
        with self._judging:
            try:
                report = self.judge.verify(text, target, self.bank.known(target.skill))
                return self.bank.take_in(text, target, report, self.judge, call, source)
            except ItemFault as fault:
                # The answer stays in the record, and is judged once the course can be asked again.
                self.tell(_line(target, str(fault)))
                return None

    def _can_be_practised(self, target: Target) -> bool:
        try:
            context = self.judge.context(target.skill)
        except ItemFault as fault:
            self.tell(_line(target, str(fault)))
            return False
        return context is not None and (not target.misconception or target.misconception in context.misconceptions)

    def _tries(self) -> Counter[Target]:
        """How often each target was asked for with an answer about it."""
        call = practice_call.c
        query = (
            sa.select(call.skill, call.misconception, sa.func.count())
            .join_from(practice_call, practice_reply, call.id == practice_reply.c.call)
            .where(practice_reply.c.kind.in_(TRIES))
            .group_by(call.skill, call.misconception)
        )
        with self.records.engine.connect() as connection:
            return Counter({Target(row[0], row[1]): row[2] for row in connection.execute(query)})


async def work(shop: Workshop, door: Asking, stop: asyncio.Event, once: bool = False) -> Kind:
    """Round after round until `stop` is set, or one; after trouble each pause is twice as long, up to an hour.

    The kind of outcome that the last whole round ended in.
    """
    pause: float = shop.settings.every
    kind: Kind = "ok"
    while not stop.is_set():
        rounds = asyncio.ensure_future(shop.round(door))
        ending = asyncio.ensure_future(stop.wait())
        await asyncio.wait({rounds, ending}, return_when=asyncio.FIRST_COMPLETED)
        ending.cancel()
        if not rounds.done():
            # What was on its way stays charged, as after a kill.
            rounds.cancel()
            await asyncio.gather(rounds, return_exceptions=True)
            break
        kind = rounds.result()
        if once:
            break
        pause = min(2 * pause, LONGEST_PAUSE) if kind in TROUBLE else shop.settings.every
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), pause)
    return kind


def _line(target: Target, came: str) -> str:
    return f"{target.skill}{f' · {target.misconception}' if target.misconception else ''}: {came}"
