"""What an endpoint refuses is left out, one thing at a time, and the next request starts from what was learned."""

from __future__ import annotations

import json
from typing import Any

import pytest
from asking import BODY, asked
from llm_server import Heard, LlmServer

from gapless.practice.ladder import Ability, Forgetful

WARM = json.dumps({**json.loads(BODY), "temperature": 0.5}).encode()

LEARNED = {
    "good": Ability(),
    "no-json-schema": Ability("json_object"),
    "no-structured-output": Ability("prompt"),
    "no-max-tokens": Ability(limit="max_completion_tokens"),
    "no-temperature": Ability(options=False),
    "nothing-but-a-prompt": Ability("prompt", "max_completion_tokens", False),
}


def asks(heard: Heard) -> dict[str, Any]:
    """What can differ from rung to rung."""
    return {name: value for name, value in heard.json.items() if name not in ("model", "messages")}


@pytest.mark.parametrize("mode", LEARNED)
def test_an_endpoint_is_asked_in_the_best_way_it_takes(mode: str) -> None:
    memory = Forgetful()
    with LlmServer(mode) as server:
        outcome = asked(server.url, body=WARM, memory=memory)
        place = f"127.0.0.1:{server.port} stub"
        assert outcome.kind == "ok"
        assert memory.recall(place) == LEARNED[mode]


def test_what_was_learned_saves_the_next_request_the_steps() -> None:
    memory = Forgetful()
    with LlmServer("nothing-but-a-prompt") as server:
        first = asked(server.url, body=WARM, memory=memory)
        second = asked(server.url, body=WARM, memory=memory)
        assert (first.attempts, second.attempts) == (5, 1)
        assert asks(server.heard[-1]) == {"max_completion_tokens": 500}
        assert asks(server.heard[0]).keys() == {"response_format", "max_tokens", "temperature"}


def test_nothing_is_learned_from_a_request_that_never_came_through() -> None:
    memory = Forgetful()
    with LlmServer("bad-request") as server:
        assert asked(server.url, memory=memory).kind == "unsupported"
        assert memory.recall(f"127.0.0.1:{server.port} stub") == Ability()
        assert len(server.heard) == 3


def test_a_blocked_prompt_steps_down_nowhere() -> None:
    with LlmServer("azure-filter") as server:
        outcome = asked(server.url)
    assert (outcome.kind, outcome.attempts) == ("filtered", 1)
