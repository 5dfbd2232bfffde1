import { link } from "../call.js";
import { why } from "../card/why.js";
import { h } from "../dom.js";
import { STATE_WORDS, glyph } from "../glyphs.js";
import { minutes } from "../times.js";
import { WORDS } from "../words.js";

// Lines of a plan: what to do, why, and about how long.
export function planList(entries, call) {
  return h("ol", { class: "plan" }, entries.map((entry) => planRow(entry, call)));
}

// "about 6 minutes" that says on a press where the number comes from.
export function whyMinutes({ skill, number, minutes: length }, call) {
  return why(call, number ? null : skill, minutes(length), WORDS.whyMinutes, number || "minutes");
}

function planRow(entry, call) {
  const { title, why: reason, href, state } = entry;
  const length = whyMinutes(entry, call);
  return h(
    "li",
    { class: "plan-line" },
    h(
      "a",
      { class: "plan-row", href: link(href), "data-state": state },
      glyph(state, STATE_WORDS[state]),
      h("span", { class: "plan-words" }, h("span", { class: "plan-title" }, title), h("span", { class: "plan-why" }, reason)),
    ),
    h("span", { class: "plan-minutes" }, length.button),
    length.room,
  );
}
