"""Pages that are executed once: what is in them, what is not, and how they are sent."""

from __future__ import annotations

import json
import re
from pathlib import Path

import nbformat
from house import House, found, in_a_thread

from gapless.voila_apps import lessons_needing_kernels, run_notebooks

ITEM_WORDS = (
    "name_the_part",
    "which_part",
    "add_like",
    "rng.",
    "One part goes on top",
    "Fraction(k, n)",
    "adds-across",
)


def test_a_cell_that_fails_does_not_hide_the_check_below_it(house: House):
    with house.visit("mia") as mia:
        html = mia.get("/lesson/01-parts").text
    assert html.count('class="cell-failed"') == 1
    assert "ZeroDivisionError" not in html
    models = json.loads(found(r'<script type="application/json" id="gapless-widgets">(.*?)</script>', html))
    check = next(one["state"] for one in models["state"].values() if one["state"].get("skill") == "parts")
    assert check["_model_module"] == "anywidget"


def test_mathematics_is_mathml_and_no_code_is_shown(house: House):
    with house.visit("mia") as mia:
        html = mia.get("/lesson/01-parts").text
    assert "<math" in html
    assert "$1/4$" not in html
    assert "import MasteryCheck" not in html


def test_no_page_holds_a_word_of_an_item(house: House):
    with house.visit() as teacher:
        pages = (
            "/class",
            "/as/mia/home",
            "/as/mia/practice",
            "/lesson/01-parts",
            "/lesson/02-add-like",
            "/tutor/micro/parts",
        )
        for page in pages:
            html = teacher.get(page).text
            assert [word for word in ITEM_WORDS if word in html] == []
            for asset in re.findall(r"/assets/[\w.-]+", html):
                text = teacher.get(asset).text
                assert [word for word in ITEM_WORDS if word in text] == []


def test_a_page_is_sent_compressed_and_only_once(house: House):
    with house.visit("mia") as mia:
        whole = mia.get("/home", headers={"Accept-Encoding": "identity"})
        assert "Content-Encoding" not in whole.headers
        for encoding in ("gzip", "br"):
            packed = mia.get("/home", headers={"Accept-Encoding": encoding})
            assert packed.headers["Content-Encoding"] == encoding
            assert packed.headers["Vary"] == "Accept-Encoding"
            assert packed.content == whole.content
            again = mia.get("/home", headers={"Accept-Encoding": encoding, "If-None-Match": packed.headers["ETag"]})
            assert (again.status_code, again.content) == (304, b"")


def test_a_cached_page_is_not_shown_again_without_asking(house: House):
    with house.visit("mia") as mia:
        assert mia.get("/home").headers["Cache-Control"] == "private, no-cache"


def test_a_second_start_has_its_pages_at_once(house: House):
    with in_a_thread(house.served) as first, first.visit("mia") as mia:
        shown = mia.get("/lesson/01-parts").content
    kept = next((house.served.folder / "cache" / "pages").glob("*/lesson.01-parts.json"))
    before = kept.stat().st_mtime_ns
    with in_a_thread(house.served) as second, second.visit("mia") as mia:
        assert mia.get("/lesson/01-parts").content == shown
    assert kept.stat().st_mtime_ns == before


def test_a_page_spoilt_on_disk_is_made_again(house: House):
    page = next((house.served.folder / "cache" / "pages").glob("*/home.json"))
    page.write_text('{"plain": 3', encoding="utf-8")
    with in_a_thread(house.served) as second, second.visit("mia") as mia:
        assert "gapless-widgets" in mia.get("/home").text
    assert json.loads(page.read_text(encoding="utf-8"))["plain"]


def test_the_author_is_told_which_lessons_need_a_kernel_and_why(tmp_path: Path, write_served_course):
    reasons = lessons_needing_kernels(write_served_course(tmp_path / "course"))
    assert reasons == {"02-add-like": ["IntSlider: a change of value calls draw."]}


def test_a_cell_that_ends_its_own_kernel_does_not_hide_the_check_below_it(tmp_path: Path):
    code, check = nbformat.v4.new_code_cell, "from gapless import MasteryCheck\n\nMasteryCheck('parts')"
    cells = [code(check, id="a"), code("import os; os._exit(3)", id="b"), code(check, id="c"), code("1 / 0", id="d")]
    (tmp_path / "lessons").mkdir()
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "lessons" / "crash.ipynb")
    page = run_notebooks(tmp_path, "lessons")["crash"]
    html = page.body.plain.decode()
    models = re.findall(r'"model_id":"(\w+)"', html)
    assert len(set(models)) == 2
    assert all(f'"{model}":' in html for model in models)
    assert [str(fault) for fault in page.faults] == [
        "lessons/crash.ipynb, cell 1: Crash: It ended its own kernel.",
        "lessons/crash.ipynb, cell 3: ZeroDivisionError: division by zero",
    ]
