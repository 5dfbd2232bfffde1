"""A server's heart as a process of its own: answers questions without end and says so after each answer.

Usage: python answering.py RECORDS NAME [COUNT]. Each line on standard output is an acknowledged answer:
`question request verdict closed`.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from itertools import count, islice
from random import Random

from gapless.authoring import ItemInfo, Made
from gapless.mastery import Course, Rule, Skill
from gapless.records import Records
from gapless.tutor import Tutor
from gapless.tutor.protocol import Json


class Sums:
    """A bank without a worker process: the sum of two numbers."""

    items = (ItemInfo("add", "sums", "number", "typed", 0.05, 0.1, "d", "lessons/01-sums.ipynb", 1),)

    def make(self, item_id: str, seed: int) -> Made:
        rng = Random(seed)
        a, b = rng.randint(1, 999), rng.randint(1, 999)
        return Made(
            item_id, "d", seed, "sums", "number", "typed", f"{a} + {b}", "", str(a + b), {}, None, (), "", 0.05, 0.1
        )


SUMS = Course("Sums", "en", Rule(typed=10**6), {"sums": Skill("sums", "Sums", 1)}, {}, {})


def main(records: str, name: str, times: int | None = None) -> None:
    """Miss every question first, so that it stays open for a second try, then answer it right."""
    journal = Records.open(records)
    tutor = Tutor(SUMS, Sums(), journal, lambda: datetime.now(UTC), Random())
    for number in islice(count(), times):
        question = _next(tutor)["question"]["question_id"]
        for attempt in ("miss", "right"):
            request = f"{name}.{number}.{attempt}"
            key = journal.about("mia", question)[0].body["snapshot"]["key"]
            given = key if attempt == "right" else "-1"
            told = tutor.call("mia", "answer", {"question_id": question, "given": given, "request_id": request})
            print(question, request, told["verdict"], told["closed"], flush=True)
            if told["closed"]:
                break


def _next(tutor: Tutor) -> Json:
    """The next question. Who misses ten in a row is sent to practise first, and goes there."""
    move = tutor.call("mia", "next", {"goal": {"skill": "sums"}})
    return tutor.call("mia", "next", {"goal": {"hole": "sums"}}) if move["state"] == "detour" else move


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else None)
