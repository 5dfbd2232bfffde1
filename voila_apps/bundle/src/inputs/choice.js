import { h, uid } from "../dom.js";
import { WORDS } from "../words.js";

// One of a few: rows as large as a finger; number keys choose, arrow keys move.
export function choiceInput(spec, { promptId, onChange }) {
  const name = uid("choice");
  const radios = spec.options.map((option, index) =>
    h("input", {
      type: "radio",
      name,
      value: option.value,
      "aria-keyshortcuts": String(index + 1),
      onchange: () => onChange(""),
    }),
  );
  const rows = spec.options.map((option, index) =>
    h(
      "label",
      { class: "option", "data-gapless": "option", "data-value": option.value },
      radios[index],
      h("span", { class: "option-key", "aria-hidden": "true" }, String(index + 1)),
      h("span", { class: "option-text", html: option.html }),
    ),
  );
  const chosen = () => radios.find((radio) => radio.checked);
  const node = h(
    "div",
    { class: "options", role: "radiogroup", "aria-label": WORDS.choices, "aria-describedby": promptId, "data-gapless": "answer" },
    rows,
  );
  return {
    node,
    value: () => chosen()?.value ?? "",
    nudge: () => (chosen() ? "" : WORDS.emptyChoice),
    fill: (given) => {
      for (const radio of radios) radio.checked = radio.value === given;
    },
    clear: () => {
      for (const radio of radios) radio.checked = false;
    },
    focus: () => (chosen() ?? radios[0])?.focus(),
    lock: (locked) => {
      for (const radio of radios) radio.disabled = locked;
    },
    // A digit pressed anywhere in the card.
    key: (digit) => {
      const radio = radios[digit - 1];
      if (!radio || radio.disabled) return false;
      radio.checked = true;
      radio.focus();
      onChange("");
      return true;
    },
  };
}
