"""The door to a model under every fault of the stub, and students at work meanwhile.

Each fault is asked once with a deadline of two seconds: is the outcome typed, and how late does it come? Then a class
is served whose worker hangs on its model: how long does a student wait for a question and for feedback? Last, fifty
jobs at once spend from one purse on a server that lies about usage.
"""

from __future__ import annotations

import asyncio
import json
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from common import COURSE, Figure, median, options, percentile, show

# isort: split
# The tests' own modules are found only now.
from asking import BODY, settings_for
from desk import Desk
from llm_server import MODES, LlmServer
from served import Served, free_port, new_class
from workshop import SKILL, WRONG

from gapless.practice.costs import by_target
from gapless.practice.door import Door
from gapless.practice.money import CallLedger, Purse, Target, most
from gapless.practice.outcome import MEANING, Outcome
from gapless.records import Records
from gapless.records.practice_tables import practice_job

DEADLINE = 2.0


async def every_fault() -> tuple[list[Outcome], int, int]:
    """The outcome of each mode, how many raised something, and how many requests reached another host."""
    outcomes: list[Outcome] = []
    raised = 0
    with LlmServer() as other:
        for mode in [*MODES, "dead"]:
            with LlmServer(MODES.get(mode, "good"), elsewhere=other.url) as server:
                url = server.url if mode != "dead" else f"http://127.0.0.1:{free_port()}/v1"
                async with Door(settings_for(url, seconds=DEADLINE, retries=2), "sk-1") as door:
                    (came,) = await asyncio.gather(door.ask(BODY), return_exceptions=True)
            if isinstance(came, Outcome):
                outcomes.append(came)
            else:
                raised += 1
        return outcomes, raised, len(other.heard)


@contextmanager
def hanging_class(folder: Path) -> Iterator[Served]:
    """A served class whose worker waits for a model that never answers."""
    with LlmServer("hang") as server:
        served = new_class(folder / "class", COURSE, ("mia",))
        records = Records.open(served.folder / "records.sqlite")
        with records.engine.begin() as connection:
            connection.execute(practice_job.insert().values(skill=SKILL, misconception=WRONG, misses=1))
        records.close()
        facts = {
            "enabled": True,
            "base_url": server.url,
            "model": "stub",
            "price_in": 0,
            "price_out": 0,
            "seconds": 600,
        }
        with (served.folder / "class.toml").open("a") as file:
            file.write("\n[practice]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in facts.items()))
        served.start()
        try:
            server.wait_for(1)
            yield served
        finally:
            served.stop()


def waits(served: Served, questions: int) -> tuple[list[float], list[float]]:
    """Seconds until each question came, and until each feedback, one question after the other."""
    asked: list[float] = []
    told: list[float] = []
    with Desk(served, "mia") as desk:
        for _ in range(questions):
            begun = time.perf_counter()
            question = desk.next("equal-parts")["question"]
            asked.append(time.perf_counter() - begun)
            id = question["question_id"]
            # With a hint it counts as practice, so the skill never ends in mastery.
            desk.call("hint", {"question_id": id, "request_id": desk.request_id()})
            begun = time.perf_counter()
            desk.answer(id, served.book.key("mia", id))
            told.append(time.perf_counter() - begun)
    return asked, told


async def overspent(folder: Path) -> tuple[int, int]:
    """Micros above the cap after fifty jobs at once, and how many of them were let through."""
    records = Records.open(folder / "purse.sqlite")
    cap = 9.5 * most(settings_for("http://127.0.0.1:9/v1"), BODY)
    with LlmServer("expensive-negative") as server:
        settings = settings_for(server.url, per_day=cap / 1e6, seconds=60)
        purse = Purse(records, settings)
        async with Door(settings) as door:
            await asyncio.gather(*(door.ask(BODY, CallLedger(purse, Target(f"s{n}"), "t")) for n in range(50)))
        through = len(server.heard)
    spent = sum(one.micros for one in by_target(records))
    records.close()
    return max(0, spent - int(cap)), through


def main() -> int:
    asked = options(__doc__)
    outcomes, raised, elsewhere = asyncio.run(every_fault())
    late = [one.ms - 1000 * DEADLINE for one in outcomes]
    with tempfile.TemporaryDirectory() as name:
        with hanging_class(Path(name)) as served:
            questions, feedback = waits(served, 20 if asked.quick else 100)
        over, through = asyncio.run(overspent(Path(name)))
    figures = [
        Figure("modes_asked", len(outcomes) + raised, "modes", ("≥", 31)),
        Figure("uncaught", raised, "faults", ("≤", 0)),
        Figure("untyped", sum(one.kind not in MEANING for one in outcomes), "outcomes", ("≤", 0)),
        Figure("latest_after_deadline", max(late), "ms", ("≤", 500)),
        Figure("requests_elsewhere", elsewhere, "requests", ("≤", 0)),
        Figure("question_while_hanging_p50", 1000 * median(questions), "ms"),
        Figure("question_while_hanging_p95", 1000 * percentile(questions, 95), "ms", ("≤", 200)),
        Figure("feedback_while_hanging_p95", 1000 * percentile(feedback, 95), "ms", ("≤", 200)),
        Figure("over_the_cap", over, "micros", ("≤", 0)),
        Figure("let_through_of_50", through, "calls"),
    ]
    return show("practice_door", figures, as_json=asked.json)


if __name__ == "__main__":
    raise SystemExit(main())
