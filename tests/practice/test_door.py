"""Whatever the server does, asking it ends in one outcome of a known kind, and nothing goes to anybody else."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from asking import BODY, KEY, asked
from llm_server import GOOD, MALICE, MODES, LlmServer
from served import free_port

from gapless.practice.canonical import KEYS
from gapless.practice.outcome import MEANING, Usage

ANSWERS = ["good", "fence", "extra-field", "reasoning", "schema-ignorer", "one-system-message", "context-4096"]
FAULTS = {
    "prose-only": ("invalid", "no-json-object"),
    "cut-json": ("invalid", "no-json-object"),
    "finish-length": ("truncated", "finish-length"),
    "finish-filter": ("filtered", "finish-filter"),
    "refusal": ("refused", "refusal"),
    "null-content": ("refused", "no-content"),
    "empty-content": ("invalid", "empty"),
    "only-thought": ("invalid", "no-json-object"),
    "list-content": ("invalid", "empty"),
    "tool-call": ("refused", "no-content"),
    "no-choices": ("invalid", "no-choices"),
    "null-choice": ("invalid", "no-choices"),
    "no-message": ("invalid", "no-message"),
    "empty-object": ("invalid", "no-choices"),
    "error-with-200": ("invalid", "error-with-200"),
    "html": ("invalid", "not-json"),
    "invalid-json": ("invalid", "not-json"),
    "latin-1": ("invalid", "not-json"),
    "envelope-nested": ("invalid", "not-json"),
    "envelope-list": ("invalid", "not-an-object"),
    "empty-body": ("invalid", "not-json"),
    "no-content": ("invalid", "not-json"),
    "bad-request": ("unsupported", "bad-request"),
    "azure-filter": ("filtered", "prompt-filtered"),
    "context-too-small": ("truncated", "context-too-small"),
    "no-key": ("auth", "key-refused"),
    "forbidden": ("auth", "forbidden"),
    "no-model": ("unsupported", "no-such-model-or-path"),
    "no-payment": ("quota", "payment-required"),
    "unprocessable": ("unsupported", "bad-request"),
    "rate-limit": ("unavailable", "rate-limit"),
    "rate-limit-for-long": ("unavailable", "rate-limit"),
    "no-quota": ("quota", "no-quota"),
    "server-error": ("unavailable", "server-error"),
    "bad-gateway": ("unavailable", "server-error"),
    "overloaded": ("unavailable", "server-error"),
    "teapot": ("unsupported", "unknown-status"),
    "gzip-bomb": ("invalid", "compressed"),
    "large": ("toobig", "too-many-bytes"),
    "large-error": ("toobig", "too-many-bytes"),
    "endless-chunks": ("toobig", "too-many-bytes"),
    "cut": ("unavailable", "connection-cut"),
    "reset": ("unavailable", "connection-cut"),
    "garbage": ("unavailable", "connection-cut"),
    "many-headers": ("unavailable", "connection-cut"),
    "redirect": ("unsupported", "redirect"),
    "moved": ("unsupported", "redirect"),
    "drip": ("timeout", "deadline"),
    "slow-headers": ("timeout", "deadline"),
    "hang": ("timeout", "deadline"),
}
# These end by the deadline alone, so it is a short one.
SECONDS = {"drip": 0.3, "slow-headers": 0.3, "hang": 0.3}


@pytest.mark.parametrize("mode", ANSWERS)
def test_an_answer_is_the_json_alone_however_it_is_wrapped(mode: str) -> None:
    with LlmServer(mode) as server:
        outcome = asked(server.url)
    assert outcome.kind == "ok"
    expected = {**GOOD, "answer": 7} if mode == "extra-field" else GOOD
    assert json.loads(outcome.text) == expected


@pytest.mark.parametrize("mode", FAULTS)
def test_a_fault_is_one_outcome_of_its_kind(mode: str) -> None:
    with LlmServer(mode) as server:
        outcome = asked(server.url, seconds=SECONDS.get(mode, 10.0))
    assert (outcome.kind, outcome.why, outcome.text) == (*FAULTS[mode], "")
    assert outcome.kind in MEANING


@pytest.mark.parametrize("name", MALICE)
def test_malice_is_handed_to_the_checks_as_text_or_is_no_answer_at_all(name: str) -> None:
    with LlmServer(f"malicious-{name}") as server:
        outcome = asked(server.url)
    unreadable = ("nested", "digits", "nested-object", "many-fences", "half-characters")
    assert outcome.kind == ("invalid" if name in unreadable else "ok")


def test_every_mode_of_the_stub_is_met_in_a_test() -> None:
    elsewhere = {name for name in MODES if name.startswith(("malicious-", "expensive-", "no-", "nothing-"))}
    assert set(MODES) - elsewhere == {*ANSWERS, *FAULTS} - elsewhere


def test_a_port_where_nobody_listens_is_unavailable() -> None:
    outcome = asked(f"http://127.0.0.1:{free_port()}/v1")
    assert (outcome.kind, outcome.why) == ("unavailable", "no-connection")


def test_a_name_that_nobody_has_is_unavailable() -> None:
    outcome = asked("http://no-such-host.invalid/v1")
    assert (outcome.kind, outcome.why) == ("unavailable", "no-connection")


def test_a_server_that_never_answers_the_hello_of_tls_ends_in_the_deadline() -> None:
    with LlmServer() as server:
        outcome = asked(server.url.replace("http:", "https:"), seconds=0.3)
    assert outcome.kind == "timeout"


@pytest.mark.parametrize("mode", ["redirect", "moved"])
def test_a_redirect_takes_nothing_elsewhere(mode: str) -> None:
    with LlmServer() as other, LlmServer(mode, elsewhere=other.url) as server:
        asked(server.url)
        assert len(server.heard) == 1
        assert other.heard == []


def test_a_proxy_of_the_environment_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with LlmServer() as proxy, LlmServer() as server:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        assert asked(server.url).kind == "ok"
        assert proxy.heard == []


def test_the_environment_of_the_package_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with LlmServer() as server, LlmServer() as other:
        monkeypatch.setenv("OPENAI_BASE_URL", other.url)
        monkeypatch.setenv("OPENAI_API_KEY", "sk-somebody-elses")
        monkeypatch.setenv("OPENAI_ORG_ID", "org-of-somebody")
        monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "X-Spy: yes")
        asked(server.url)
        (heard,) = server.heard
        assert other.heard == []
    for trace in (b"somebody", b"X-Spy", b"x-spy"):
        assert trace not in heard.raw


def test_only_a_few_headers_are_sent_and_a_key_only_where_there_is_one() -> None:
    with LlmServer() as server:
        asked(server.url)
        asked(server.url, key="")
        keyed, keyless = server.heard
    assert set(keyed.headers) == {
        "host",
        "accept",
        "accept-encoding",
        "authorization",
        "connection",
        "content-length",
        "content-type",
        "user-agent",
    }
    assert keyed.headers["authorization"] == f"Bearer {KEY}"
    assert keyed.headers["accept-encoding"] == "identity"
    assert keyed.headers["user-agent"] == "gapless"
    assert set(keyless.headers) == set(keyed.headers) - {"authorization"}


def test_the_body_is_the_request_and_has_no_other_keys() -> None:
    with LlmServer() as server:
        asked(server.url)
        (heard,) = server.heard
    assert heard.json == json.loads(BODY)
    assert set(heard.json) <= set(KEYS)


def test_a_key_that_the_server_repeats_is_not_kept() -> None:
    with LlmServer("no-key") as server:
        outcome = asked(server.url)
    assert KEY.encode() not in outcome.response
    assert b"[key]" in outcome.response


def test_what_the_server_counted_is_told_as_it_was_told() -> None:
    with LlmServer(["good", "expensive-missing", "expensive-negative", "expensive-text"]) as server:
        usages = [asked(server.url).usage for _ in range(4)]
    honest = Usage(len(BODY) // 4, len(json.dumps(GOOD)) // 4)
    assert usages == [honest, None, Usage(-5000, -900000), None]


def test_an_overloaded_server_is_asked_again_and_a_refusing_one_is_not() -> None:
    with LlmServer(["overloaded", "good"]) as server:
        outcome = asked(server.url, retries=1)
    assert (outcome.kind, outcome.attempts) == ("ok", 2)
    with LlmServer(["no-quota", "good"]) as server:
        outcome = asked(server.url, retries=3)
    assert (outcome.kind, outcome.attempts) == ("quota", 1)


def test_a_wait_that_does_not_fit_in_the_deadline_is_not_waited() -> None:
    with LlmServer(["rate-limit-for-long", "good"]) as server:
        outcome = asked(server.url, retries=3)
    assert (outcome.why, outcome.attempts) == ("rate-limit", 1)


def test_an_outcome_for_itself_needs_no_openai() -> None:
    program = "import sys, gapless.practice.door, gapless.practice.reply; print('openai' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
