import { h } from "../dom.js";
import { WORDS } from "../words.js";
import { field, focusAtEnd } from "./field.js";

// One box for one number.
export function numberInput(_spec, { promptId, onChange }) {
  const box = field({
    class: "box wide-box",
    "data-gapless": "answer",
    "aria-label": WORDS.number,
    "aria-describedby": promptId,
    oninput: () => onChange(box.value.trim()),
  });
  return {
    node: h("div", { class: "input-row" }, box),
    value: () => box.value.trim(),
    nudge: () => (box.value.trim() ? "" : WORDS.empty),
    fill: (given) => {
      box.value = given;
      onChange(given);
    },
    clear: () => {
      box.value = "";
      onChange("");
    },
    focus: () => focusAtEnd(box),
    lock: (locked) => {
      box.readOnly = locked;
    },
  };
}
