"""No answer leaves the server before it is given: not in a page, not over the network, not in a page's kernel."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
import websocket
from desk import Desk
from jupyter_client.session import Session
from playwright.sync_api import expect
from served import Served, new_class
from vault import LIVE, NAMES_NOBODY_MAY_SEE, STILL, build_vault_course, leaks, models_in, secrets_of

CHECK = "gapless.widgets.check.MasteryCheck"


@pytest.fixture(scope="module")
def vaults(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A served class over the course of vaults."""
    folder = tmp_path_factory.mktemp("vaults")
    served = new_class(folder / "class", build_vault_course(folder / "course"), ("mia", "ada", "ben"))
    try:
        yield served.start()
    finally:
        served.stop()


def kernel_of(served: Served, page: str) -> psutil.Process:
    """The kernel behind a live page; others may run beside it, that of a snapshot being taken for one."""
    assert served.process is not None
    named = re.search(r'name="gapless-kernel" content="([\w-]+)"', page)
    assert named, page
    family = psutil.Process(served.process.pid).children(recursive=True)
    (kernel,) = [process for process in family if is_kernel(process, named.group(1))]
    return kernel


def is_kernel(process: psutil.Process, kernel_id: str) -> bool:
    """Whether this is that kernel: a forked one is called like its fork server, and knows its id in memory alone."""
    try:
        parent = process.parent()
    except psutil.NoSuchProcess:
        return False
    if parent is not None and "gapless.kernels.zygote" in command_of(parent):
        return any(kernel_id.encode() in piece for piece in memory_of(process.pid))
    return kernel_id in command_of(process)


def command_of(process: psutil.Process) -> str:
    """How a process was called, "" when it has ended meanwhile."""
    try:
        return " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return ""


def memory_of(pid: int) -> Iterator[bytes]:
    """Everything a process has in writable memory, piece by piece."""
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            start, end = (int(edge, 16) for edge in line.split()[0].split("-"))
            if "rw" in line.split()[1] and "[v" not in line:
                memory.seek(start)
                yield memory.read(end - start)


@pytest.mark.browser
@pytest.mark.parametrize(("lesson", "student"), [(STILL, "mia"), (LIVE, "ada")])
def test_nothing_the_browser_gets_holds_an_answer(vaults: Served, open_lesson, watch, lesson, student):
    card = open_lesson(vaults, student, lesson)
    question = card.question()
    card.part("hint").click()
    expect(card.root.locator(".hint")).to_have_count(1)
    card.page.goto(f"{vaults.url}/home")
    card.page.goto(f"{vaults.url}/lesson/{lesson}")
    assert card.question() == question
    secrets = secrets_of(card.book.asked(student, question)["snapshot"])
    texts = watch.everything() | {"the page": card.page.content()}
    assert len(texts) > 6
    assert leaks(texts, secrets) == []
    card.right()
    assert leaks({"the page": card.page.content()}, secrets[:1]) != []


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="reads a kernel's memory by /proc, which Linux has")
def test_the_pages_kernel_holds_no_answer_and_no_secret(vaults: Served):
    with Desk(vaults, "ben") as ben:
        question = ben.next("live")["question"]["question_id"]
        page = ben.http.get(f"/lesson/{LIVE}").raise_for_status().text
        kernel = kernel_of(vaults, page)
        secrets = secrets_of(vaults.book.asked("ben", question)["snapshot"])
        environment = Path(f"/proc/{kernel.pid}/environ").read_text()
        assert "sk-must-not-leave-the-server" not in environment
        assert str(vaults.folder) not in environment
        key_of_cookies = (vaults.folder / "secret").read_bytes().strip()
        forbidden = [*(secret.encode() for secret in secrets), key_of_cookies, b"sk-must-not-leave-the-server"]
        known = b"slider.observe(draw"
        found = {word for piece in memory_of(kernel.pid) for word in (*forbidden, known) if word in piece}
        assert found == {known}
        open_files = {file.path for file in kernel.open_files()}
        assert not any("records.sqlite" in path for path in open_files)


def test_forged_widget_messages_earn_nothing(vaults: Served):
    with Desk(vaults, "ben") as ben:
        html = ben.http.get(f"/lesson/{LIVE}").text
        question = ben.next("live")["question"]["question_id"]
        key = vaults.book.key("ben", question)
        before = vaults.book.print()
        replies = forge(ben, html, question, key)
        assert vaults.book.print() == before
        assert not any(message["msg_type"] in ("execute_reply", "execute_result", "stream") for message in replies)
        assert not any(key in str(message["content"]) for message in replies)
        assert not set(NAMES_NOBODY_MAY_SEE) & set(str(replies).split())


def forge(desk: Desk, html: str, question: str, key: str) -> list[dict]:
    """Send a page's kernel what no page sends: code, answers for the tutor, a state of one's own; what came back."""
    found = re.search(r'name="gapless-kernel" content="([^"]+)"', html)
    assert found
    (check,) = [id for id, model in models_in(html).items() if model["state"].get("_anywidget_id") == CHECK]
    session = Session(key=b"")
    cookies = "; ".join(f"{name}={value}" for name, value in desk.http.cookies.items())
    url = f"{desk.served.url.replace('http', 'ws')}/api/kernels/{found.group(1)}/channels?session_id={uuid.uuid4()}"
    socket = websocket.create_connection(url, cookie=cookies, timeout=10)
    answer = {"question_id": question, "given": key, "request_id": "forged", "focus_seconds": 1}
    forged = [
        ("execute_request", {"code": "print(open('/etc/passwd').read())", "silent": False, "allow_stdin": False}),
        ("comm_msg", custom(check, {"call": 1, "verb": "answer", "body": answer})),
        ("comm_msg", custom(check, {"call": 2, "verb": "excuse", "body": {"student": "ben", "skill": "live"}})),
        ("comm_msg", {"comm_id": check, "data": {"method": "update", "state": {"skill": "still"}, "buffer_paths": []}}),
        ("kernel_info_request", {}),
    ]
    try:
        for kind, content in forged:
            message = session.msg(kind, content) | {"channel": "shell", "buffers": []}
            socket.send(json.dumps(message, default=str))
        return list(replies_until(socket, "kernel_info_reply"))
    finally:
        socket.close()


def custom(comm: str, content: dict) -> dict:
    """A widget's custom message."""
    return {"comm_id": comm, "data": {"method": "custom", "content": content}}


def replies_until(socket: websocket.WebSocket, last: str) -> Iterator[dict]:

    while True:
        message = json.loads(socket.recv())
        yield message
        if message["msg_type"] == last:
            return
