"""Widgets of others on a page without a kernel: brought to life from the states that the page carries."""

from __future__ import annotations

import ipywidgets
import pytest
from fake_tutor import FakeTutor, served, states_page
from ipywidgets.embed import dependency_state
from playwright.sync_api import Browser, expect

pytestmark = pytest.mark.browser

COUNTER = """
export default {
  initialize({ model }) { model.set("started", true); },
  render({ model, el }) {
    const button = document.createElement("button");
    const draw = () => { button.textContent = `pressed ${model.get("count")}`; };
    button.onclick = () => { model.set("count", model.get("count") + 1); model.save_changes(); };
    model.on("change:count", draw);
    draw();
    el.append(button);
  },
};
"""


@pytest.fixture
def window(chrome: Browser):
    """A page that fails the test for any error in it."""
    page = chrome.new_page(reduced_motion="reduce")
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    yield page
    page.close()
    assert errors == []


def test_controls_and_the_links_between_them_need_no_kernel(window):
    slider = ipywidgets.IntSlider(value=2, min=1, max=5, description="Cut into")
    number = ipywidgets.IntText(value=2)
    link = ipywidgets.jslink((slider, "value"), (number, "value"))
    box = ipywidgets.VBox([slider, number])
    states = {**dependency_state([box], drop_defaults=False), **dependency_state([link], drop_defaults=False)}
    with served(FakeTutor(), lambda path: states_page(states, box.model_id)) as url:
        window.goto(url)
        handle = window.get_by_role("slider", name="Cut into").or_(window.locator(".noUi-handle")).first
        handle.focus()
        window.keyboard.press("ArrowRight")
        expect(window.locator("input[type=number]")).to_have_value("3")


def test_an_anywidget_is_loaded_from_the_address_of_its_module(window):
    tutor = FakeTutor(files={"/counter.js": COUNTER})
    state = {"_anywidget_id": "course.Counter", "_esm": "/counter.js", "_css": ".c{color:red}", "count": 0}
    record = {"model_module": "anywidget", "model_name": "AnyModel", "model_module_version": "~0.11.*", "state": state}
    with served(tutor, lambda path: states_page({"c": record}, "c")) as url:
        window.goto(url)
        window.get_by_role("button", name="pressed 0").click()
        expect(window.get_by_role("button", name="pressed 1")).to_be_visible()


def test_a_widget_that_cannot_be_shown_says_so_and_hides_nothing_below(chrome: Browser):
    broken = {"_anywidget_id": "course.Broken", "_esm": "export default {}"}
    check = {"_anywidget_id": "gapless.widgets.check.MasteryCheck", "_esm": "", "skill": "add"}
    states = {
        name: {"model_module": "anywidget", "model_name": "AnyModel", "model_module_version": "~0.11.*", "state": state}
        for name, state in (("broken", broken), ("check", check))
    }
    page = chrome.new_page()
    with served(FakeTutor(), lambda path: states_page(states, "broken", "check")) as url:
        page.goto(url)
        expect(page.locator(".cell-failed")).to_have_text("A part of this page could not be shown. Go on below.")
        expect(page.locator('[data-gapless="check"]')).to_have_attribute("data-question-id", "q0")
    page.close()
