import { h } from "../dom.js";
import { WORDS } from "../words.js";
import { caretAtEnd, caretAtStart, field, focusAtEnd } from "./field.js";

const FRACTION = /^\s*([−-]?\d+)\s*[/⁄]\s*(\d+)\s*$/;
const MIXED = /^\s*([−-]?\d+)\s+(\d+)\s*[/⁄]\s*(\d+)\s*$/;
const DIGITS = /^\s*[−-]?\d+\s*$/;

// A top and a bottom box joined by a bar, and a dashed box before them for a whole number.
// "3/4" or "1 1/2" typed, pasted or filled into one box finds its places; what fits nowhere stays as it was written.
export function fractionInput(_spec, { promptId, onChange }) {
  const box = (part, label, extra = {}) =>
    field({ class: `box ${part}-box`, "data-part": part, "aria-label": label, "aria-describedby": promptId, placeholder: " ", ...extra });
  const whole = box("whole", WORDS.whole);
  const top = box("top", WORDS.top, { "data-gapless": "answer" });
  const bottom = box("bottom", WORDS.bottom);
  const boxes = [whole, top, bottom];
  let wholeMeant = false;

  const value = () => compose(whole.value.trim(), top.value.trim(), bottom.value.trim());
  const changed = () => {
    wholeMeant = false;
    onChange(value());
  };
  const place = (parts) => {
    boxes.forEach((one, index) => {
      one.value = parts[index];
    });
  };

  const node = h(
    "div",
    { class: "input-row fraction" },
    whole,
    h("div", { class: "fraction-stack" }, top, h("span", { class: "fraction-bar", "aria-hidden": "true" }), bottom),
  );
  node.addEventListener("input", () => {
    if (!whole.value && !bottom.value) {
      const parts = split(top.value);
      if (parts) place(parts);
      if (parts && document.activeElement === top) focusAtEnd(bottom);
    }
    changed();
  });
  node.addEventListener("keydown", (event) => {
    const move = moveFor(event, { whole, top, bottom });
    if (!move) return;
    event.preventDefault();
    move();
    changed();
  });

  return {
    node,
    value,
    nudge: () => {
      if (!value()) return WORDS.empty;
      if (wholeMeant || whole.value.trim() || bottom.value.trim() || !DIGITS.test(top.value)) return "";
      wholeMeant = true;
      focusAtEnd(bottom);
      return WORDS.emptyBottom(top.value.trim());
    },
    fill: (given) => {
      place(split(given) ?? ["", given, ""]);
      changed();
    },
    clear: () => {
      place(["", "", ""]);
      changed();
    },
    focus: () => focusAtEnd(boxes.findLast((one) => one.value) ?? top),
    lock: (locked) => {
      for (const one of boxes) one.readOnly = locked;
    },
  };
}

export function compose(whole, top, bottom) {
  const fraction = bottom ? `${top}/${bottom}` : top;
  return whole && fraction ? `${whole} ${fraction}` : whole || fraction;
}

// The three places of a fraction written in one go, or null when it is not one.
export function split(text) {
  const mixed = MIXED.exec(text);
  if (mixed) return mixed.slice(1);
  const fraction = FRACTION.exec(text);
  return fraction ? ["", ...fraction.slice(1)] : null;
}

// What a key does between the boxes, or null to let it be typed.
function moveFor(event, { whole, top, bottom }) {
  const at = event.target;
  if (event.ctrlKey || event.metaKey || event.altKey || at.readOnly) return null;
  const digits = DIGITS.test(at.value);
  const go = (box) => () => focusAtEnd(box);
  switch (event.key) {
    case "/":
      return at === top && digits && caretAtEnd(at) && !bottom.value ? go(bottom) : null;
    case " ":
      if (at === whole && digits) return go(top);
      if (at !== top || !digits || whole.value || bottom.value || !caretAtEnd(at)) return null;
      return () => {
        whole.value = top.value.trim();
        top.value = "";
        top.focus();
      };
    case "Backspace":
      if (!caretAtStart(at)) return null;
      return at === bottom && !at.value ? go(top) : at === top && !at.value && whole.value ? go(whole) : null;
    case "ArrowDown":
      return at === bottom ? null : go(bottom);
    case "ArrowUp":
      return at === bottom ? go(top) : null;
    case "ArrowRight":
      return !caretAtEnd(at) || at === bottom ? null : go(at === whole ? top : bottom);
    case "ArrowLeft":
      return !caretAtStart(at) || at === whole ? null : go(at === bottom ? top : whole);
    default:
      return null;
  }
}
