"""Handing in over HTTP: a notebook larger than any other request, and no door for anybody else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from assignments import ALL_RIGHT, STEPS, filled, gapless
from house import House, ask, in_a_thread
from served import new_class

from gapless.graders.batches import release


@pytest.fixture(scope="module")
def work_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A served class over the python-steps course, its first assignment handed out."""
    served = new_class(tmp_path_factory.mktemp("handing-in") / "class", STEPS, ("mia", "ben"))
    release(served.folder, STEPS, ["first-steps"])
    with in_a_thread(served) as house:
        yield house


def body(text: str, request: str = "one") -> dict[str, str]:
    return {"assignment": "first-steps", "text": text, "request_id": request, "name": "steps.ipynb"}


def test_a_large_notebook_is_taken_in_and_shown(work_house: House):
    text = filled(work_house.served.folder, {**ALL_RIGHT, "copy-explained": '"\n' * 400_000})
    with work_house.visit("mia") as mia:
        receipt = ask(mia, "hand_in", body(text))
        assert receipt.status_code == 200, receipt.text
        line = ask(mia, "work").json()["assignments"][0]
        assert line["notebooks"][0]["receipt"] == receipt.json()["receipt"]
    kept = work_house.served.folder / "submitted" / "mia" / "first-steps" / "steps.ipynb"
    assert kept.read_bytes() == text.encode()


@pytest.mark.parametrize("megabytes", [3, 5])
def test_one_that_is_too_large_is_told_so(work_house: House, megabytes: int):
    with work_house.visit("ben") as ben:
        refused = ask(ben, "hand_in", body("x" * megabytes * 1_000_000))
        assert refused.status_code == 400
        assert "Clear its outputs" in refused.json()["error"]["words"]


def test_other_requests_stay_small(work_house: House):
    with work_house.visit("ben") as ben:
        assert ask(ben, "home", {"padding": "x" * 100_000}).status_code == 400


def test_a_teacher_sees_a_students_work_and_hands_nothing_in(work_house: House):
    with work_house.visit() as teacher:
        looking = {"X-Gapless-As": "ben"}
        assert ask(teacher, "work", **looking).json()["assignments"][0]["state"] == "open"
        text = filled(work_house.served.folder, ALL_RIGHT)
        assert ask(teacher, "hand_in", body(text), **looking).status_code == 403
        assert ask(teacher, "hand_in", body(text)).status_code == 403


def test_feedback_is_served_to_its_own_student_and_nothing_in_it_can_run(work_house: House):
    folder = work_house.served.folder
    shows = "from IPython.display import HTML, display\ndisplay(HTML('<script>alert(1)</script>'))\n"
    text = filled(folder, {**ALL_RIGHT, "share": shows + ALL_RIGHT["share"]})
    with work_house.visit("mia") as mia, work_house.visit("ben") as ben, work_house.visit() as teacher:
        assert ask(mia, "hand_in", body(text, "graded")).status_code == 200
        address = "/feedback/first-steps/steps.html"
        assert mia.get(address).status_code == 404, "it is not graded yet"
        assert gapless("grade", folder, "first-steps", "--student", "mia").code == 0
        line = ask(mia, "work").json()["assignments"][0]
        assert [one["feedback"] for one in line["notebooks"]] == [address]
        page = mia.get(address)
        assert page.status_code == 200
        assert page.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'; ")
        assert "<script" not in page.text
        assert "share-test" in page.text
        assert ben.get(address).status_code == 404
        assert "share-test" not in teacher.get(address, follow_redirects=True).text
        for elsewhere in ("/feedback/first-steps/..%2f..%2fmia.html", "/feedback/nothing/steps.html"):
            assert mia.get(elsewhere).status_code == 404
