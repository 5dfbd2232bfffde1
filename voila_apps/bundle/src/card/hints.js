import { h, replace, uid } from "../dom.js";
import { WORDS } from "../words.js";
import { button } from "./parts.js";

// The ladder of hints below the prompt: opened one at a time, closed by Esc, opened again without asking anew.
export function hintArea({ onAsk }) {
  const id = uid("hints");
  const area = h("div", { class: "hints", id, "aria-live": "polite" });
  const ask = button(WORDS.hint, { "data-gapless": "hint", "aria-controls": id, onclick: () => (closed() ? open() : onAsk()) });
  let state = { hints: [], hint_left: false, hint_last: false, assisted: false, attempts: 0 };

  const closed = () => area.hidden && state.hints.length > 0;
  function open() {
    area.hidden = false;
    draw();
  }
  function close() {
    if (area.hidden || !state.hints.length) return false;
    area.hidden = true;
    draw();
    ask.focus();
    return true;
  }
  function label() {
    if (closed()) return WORDS.showHints;
    if (state.hint_last && state.hint_left) return WORDS.lastHint;
    return state.hints.length ? WORDS.anotherHint : WORDS.hint;
  }
  function draw() {
    const rows = state.hints.map((hint) => h("li", { class: "hint", html: hint }));
    const note = state.assisted ? WORDS.assisted : "";
    replace(
      area,
      rows.length ? h("ol", { class: "hint-list" }, rows) : null,
      rows.length && note ? h("p", { class: "hint-note" }, note) : null,
    );
    // Told before the first hint, because that one already makes the question practice.
    replace(ask, label(), state.assisted || state.attempts ? null : h("span", { class: "hint-cost" }, WORDS.hintCost));
    ask.hidden = !state.hint_left && !closed();
    ask.setAttribute("aria-expanded", String(!area.hidden && rows.length > 0));
  }
  return {
    area,
    ask,
    close,
    set(next) {
      state = { ...state, ...next };
      area.hidden = false;
      draw();
    },
    // A second try is practice in any case; a hint costs no more.
    missed() {
      state = { ...state, attempts: 1 };
      draw();
    },
    end() {
      ask.hidden = true;
    },
  };
}
