"""What the operator's page tells a proxy to send is what the server wants to hear."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from docs_pages import DOCS, blocks
from served import PASSWORD, TEACHER, new_class

from gapless.voila_apps.serving import opened

NAME = "school.example"


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory, write_tiny_course: Callable[[Path], Path]) -> Iterator[str]:
    """The address of a class served under the page's host name."""
    folder, ready = tmp_path_factory.mktemp("proxy"), threading.Event()
    served = new_class(folder / "class", write_tiny_course(folder / "course"), ("mia",))
    with opened(served.folder, "127.0.0.1", 0, (NAME,)) as server:
        thread = threading.Thread(target=server.start, args=(ready.set,))
        thread.start()
        assert ready.wait(30)
        yield server.url
        server.stop_soon()
        thread.join(30)


def sent_by_nginx() -> dict[str, str]:
    """The headers that the page's configuration adds to a request over HTTPS."""
    (text,) = [one.text for one in blocks(DOCS / "operators.md") if one.language == "nginx"]
    meaning = {"$host": NAME, "$scheme": "https", "$remote_addr": "203.0.113.7", "$http_upgrade": ""}
    pairs: list[tuple[str, str]] = re.findall(r"proxy_set_header (\S+) (\S+);", text)
    return {
        name: meaning.get(value, value.strip('"')) for name, value in pairs if name not in ("Upgrade", "Connection")
    }


def test_a_teacher_signs_in_through_the_proxy(behind: str) -> None:
    with httpx.Client(base_url=behind, headers=sent_by_nginx()) as http:
        token = http.get("/sign-in").cookies["_xsrf"]
        form = {"name": TEACHER, "password": PASSWORD, "_xsrf": token}
        answer = http.post("/sign-in", data=form, headers={"Cookie": f"_xsrf={token}"})
        assert answer.status_code == 303
        assert "Secure" in next(one for one in answer.headers.get_list("set-cookie") if one.startswith("gapless-"))


def test_another_host_name_is_refused(behind: str) -> None:
    answer = httpx.get(f"{behind}/sign-in", headers={**sent_by_nginx(), "Host": "elsewhere.example"})
    assert answer.status_code == 403


def test_the_page_names_the_port_the_server_takes() -> None:
    from gapless.cli.serve import PORT

    proxies = [one.text for one in blocks(DOCS / "operators.md") if one.language in ("nginx", "text")]
    behind = [text for text in proxies if "proxy" in text]
    assert len(behind) == 2
    assert set(re.findall(r"127\.0\.0\.1:(\d+)", "".join(behind))) == {str(PORT)}
