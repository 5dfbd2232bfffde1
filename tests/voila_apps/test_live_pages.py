"""Lessons with Python behind a widget: a kernel of the student's own, bounded, and gone when nobody needs it."""

from __future__ import annotations

import json
import re
import uuid
from pathlib import Path

import httpx
import psutil
import pytest
import websocket
from house import House, ask, found, in_a_thread

LESSON = "/lesson/02-add-like"


@pytest.fixture(scope="module")
def open_house(house: House) -> House:
    """The class, its live lesson open for Ada and Ben: the teacher excused them from what it builds on."""
    with house.visit() as teacher:
        for student in ("ada", "ben"):
            body = {"student": student, "skill": "parts", "reason": "Knows it.", "request_id": f"open-{student}"}
            assert ask(teacher, "excuse", body).status_code == 200
    return house


def kernel_of(page: httpx.Response) -> str:
    """The id of the kernel behind a live page."""
    assert page.status_code == 200
    return found(r'<meta name="gapless-kernel" content="([^"]+)"', page.text)


def processes(house: House) -> list[psutil.Process]:
    """The page kernels that live."""
    running = [house.kernels.get_kernel(kernel_id).provisioner for kernel_id in house.kernels.list_kernel_ids()]
    return [psutil.Process(provisioner.pid) for provisioner in running]


def leave(http: httpx.Client, kernel: str) -> httpx.Response:
    """What a page sends when it is left."""
    return http.post(f"/voila/api/shutdown/{kernel}", data={"_xsrf": http.cookies["_xsrf"]})


def channels(http: httpx.Client, house: House, kernel: str) -> websocket.WebSocket:
    """The websocket of a page's widgets."""
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in http.cookies.jar)
    url = f"{house.url.replace('http', 'ws')}/api/kernels/{kernel}/channels?session_id={uuid.uuid4().hex}"
    return websocket.create_connection(url, cookie=cookies, timeout=20)


def message(kind: str, content: dict) -> str:
    """A message to a kernel, as JSON."""
    header = {
        "msg_id": uuid.uuid4().hex,
        "msg_type": kind,
        "username": "",
        "session": "s",
        "date": "",
        "version": "5.3",
    }
    parts = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
    return json.dumps({**parts, "buffers": []})


def test_a_live_page_differs_from_its_snapshot_only_in_the_kernel(open_house: House):
    with open_house.visit("ada") as ada:
        still = ada.get(f"{LESSON}?still=1")
        live = ada.get(LESSON)
        assert "gapless-kernel" not in still.text
        meta = f'\n<meta name="gapless-kernel" content="{kernel_of(live)}">'
        assert meta in live.text
        without_environment = re.compile(r"<pre>ENV .*?</pre>")
        assert without_environment.sub("", live.text.replace(meta, "")) == without_environment.sub("", still.text)
        leave(ada, kernel_of(live))


def test_the_kernel_knows_nothing_of_the_server(open_house: House, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    with open_house.visit("ada") as ada:
        page = ada.get(LESSON)
        assert "OPENAI_API_KEY" not in page.text
        assert "GAPLESS_PAGE" in page.text
        (kernel,) = processes(open_house)
        assert "OPENAI_API_KEY" not in kernel.environ()
        assert "ada" not in kernel.environ().values()
        leave(ada, kernel_of(page))


def test_a_kernel_answers_its_owner_alone(open_house: House):
    with open_house.visit("ada") as ada, open_house.visit("ben") as ben, open_house.visit() as teacher:
        kernel = kernel_of(ada.get(LESSON))
        for other in (ben, teacher):
            assert other.get(f"/api/kernels/{kernel}").status_code == 404
            assert leave(other, kernel).status_code == 404
            with pytest.raises(websocket.WebSocketBadStatusException, match="404"):
                channels(other, open_house, kernel)
        with open_house.stranger() as stranger:
            assert leave(stranger, kernel).status_code in (403, 404)
            with pytest.raises(websocket.WebSocketBadStatusException, match="403"):
                channels(stranger, open_house, kernel)
        assert ada.get(f"/api/kernels/{kernel}").json()["id"] == kernel
        assert leave(ada, kernel).status_code == 204
        assert kernel not in open_house.kernels


def test_moving_the_slider_runs_the_lessons_python_and_nothing_else_runs(open_house: House):
    with open_house.visit("ada") as ada:
        page = ada.get(LESSON)
        kernel, html = kernel_of(page), page.text
        state = json.loads(found(r'id="gapless-widgets">(.*?)</script>', html))["state"]
        slider = next(id for id, one in state.items() if one["model_name"] == "IntSliderModel")
        socket = channels(ada, open_house, kernel)
        socket.send(message("execute_request", {"code": "print('ran')", "silent": False}))
        update = {"method": "update", "state": {"value": 7}, "buffer_paths": []}
        socket.send(message("comm_msg", {"comm_id": slider, "data": update}))
        heard = ""
        while "moved to 7" not in heard:
            heard = str(socket.recv())
            assert "'ran'" not in heard
            assert "execute_reply" not in heard
        socket.close()
        leave(ada, kernel)


def test_a_page_that_is_loaded_again_and_again_keeps_few_kernels(open_house: House):
    with open_house.visit("ada") as ada:
        kernels = [kernel_of(ada.get(LESSON)) for _ in range(5)]
        assert [kernel in open_house.kernels for kernel in kernels] == [False, False, True, True, True]
        ada.get("/sign-out")
        assert len(open_house.kernels) == 0


def test_a_full_house_says_so_and_offers_the_page_without_its_moving_parts(open_house: House, monkeypatch):
    monkeypatch.setattr(open_house.kernels, "most", 1)
    with open_house.visit("ada") as ada, open_house.visit("ben") as ben:
        kernel = kernel_of(ada.get(LESSON))
        full = ben.get(LESSON)
        assert (full.status_code, full.headers["retry-after"]) == (503, "10")
        assert f'href="{LESSON}?still=1"' in full.text
        assert ben.get(f"{LESSON}?still=1").status_code == 200
        leave(ada, kernel)
        leave(ben, kernel_of(ben.get(LESSON)))


def test_nothing_is_left_when_the_server_stops(tmp_path: Path, open_house: House):
    with in_a_thread(open_house.served) as second, second.visit("ada") as ada:
        kernel_of(ada.get(LESSON))
        left = processes(second)
        place = Path(second.server.connection_dir)
        assert len(left) == 1
    assert psutil.wait_procs(left, timeout=10)[1] == []
    assert not place.exists()
