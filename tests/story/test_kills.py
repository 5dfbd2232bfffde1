"""SIGKILL in the middle of answers: what was acknowledged is in the record once, and the record can be recomputed."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from desk import Desk
from served import Served, new_class

KILLS = 20


class StubbornClient(threading.Thread):
    """Answers question after question; what fails is sent again with the same request id until it is acknowledged."""

    def __init__(self, served: Served, student: str) -> None:
        super().__init__(daemon=True)
        self.desk = Desk(served, student, timeout=10).sign_in()
        self.acknowledged: dict[str, dict] = {}
        self.retries = 0
        self.stop = threading.Event()
        self.trouble: BaseException | None = None

    def run(self) -> None:
        try:
            while not self.stop.is_set():
                self.one_question()
        except BaseException as error:
            self.trouble = error
            raise

    def one_question(self) -> None:
        """Miss, then answer right: the skill is never mastered, and questions go on, of the skill or of its hole."""
        answer = self.insist(lambda: self.desk.next("parts"))
        if answer["state"] == "detour":  # so many misses in a row: the skill rests, and a hole is practised
            hole = answer["hole"]["skill"]
            answer = self.insist(lambda: self.desk.call("next", {"goal": {"hole": hole}}))
        question = answer["question"]["question_id"]
        key = self.desk.served.book.key(self.desk.student, question)
        for given in ("12345", key):
            request = self.desk.request_id()
            feedback = self.insist(lambda given=given, request=request: self.desk.answer(question, given, request))
            self.acknowledged[request] = feedback

    def insist(self, send: Callable[[], dict]) -> dict:
        """The answer to a call, however often it takes."""
        while True:
            try:
                return send()
            except httpx.TransportError:
                self.retries += 1
            except httpx.HTTPStatusError as error:
                if error.response.status_code < 500:
                    raise
                self.retries += 1
            time.sleep(0.02)

    def answered_more(self, than: int) -> bool:
        if self.trouble is not None:
            raise AssertionError(f"the client was refused: {self.trouble!r}")
        return len(self.acknowledged) > than


def wait_until(true: Callable[[], bool], within: float = 60) -> None:
    deadline = time.monotonic() + within
    while not true():
        assert time.monotonic() < deadline, "nothing happened in time"
        time.sleep(0.005)


@pytest.fixture
def killed_class(tmp_path: Path, tiny_course: Path):
    served = new_class(tmp_path / "class", tiny_course, ("mia",))
    try:
        yield served.start()
    finally:
        served.stop()


def test_every_acknowledged_answer_outlives_twenty_kills(killed_class: Served):
    client = StubbornClient(killed_class, "mia")
    client.start()
    chance = random.Random(20)
    for _ in range(KILLS):
        seen = len(client.acknowledged)
        wait_until(lambda seen=seen: client.answered_more(seen + 1))
        time.sleep(chance.uniform(0, 0.03))  # anywhere between one answer's request and its acknowledgement
        killed_class.kill()
        killed_class.start()
    after_the_last = len(client.acknowledged)
    wait_until(lambda: client.answered_more(after_the_last))
    client.stop.set()
    client.join(30)
    assert client.retries > 0
    recorded = [(event["request"], event["body"]) for event in killed_class.book.events("mia", "answered")]
    assert len(dict(recorded)) == len(recorded)
    assert client.acknowledged == {request: dict(recorded)[request]["feedback"] for request in client.acknowledged}
    # At most one answer can be in the record without an acknowledgement: the one under way at the end.
    assert len(recorded) - len(client.acknowledged) <= 1
    replayed = subprocess.run(
        [sys.executable, "-m", "gapless", "replay", str(killed_class.folder)], capture_output=True, text=True
    )
    assert replayed.returncode == 0, replayed.stdout + replayed.stderr
