import { h } from "../dom.js";
import { glyph } from "../glyphs.js";
import { WORDS } from "../words.js";

// "2 of 3 ●●○": how far the mastery rule is met; nothing where the tutor gives no progress.
export function progressDots(progress) {
  if (!progress) return h("span", { class: "run" });
  const { done, needed } = progress;
  const dots = Array.from({ length: needed }, (_, index) => h("i", { class: index < done ? "dot full" : "dot" }));
  return h(
    "span",
    { class: "run", title: WORDS.progressLong(done, needed) },
    h("span", { class: "run-words" }, WORDS.progress(done, needed)),
    h("span", { class: "dots", "aria-hidden": "true" }, dots),
  );
}

export function button(words, { kind = "quiet", ...props } = {}) {
  return h("button", { type: "button", class: `button ${kind}`, ...props }, words);
}

// The true layout of a question, in grey, while the question is fetched.
export function skeleton(label) {
  const line = (width) => h("div", { class: "bone", style: `width:${width}` });
  return h(
    "div",
    { class: "card-body bones", role: "status", "aria-label": label },
    line("38%"),
    h("div", { class: "bone tall", style: "width:72%" }),
    h("div", { class: "bone box-bone" }),
    h("div", { class: "bone-row" }, line("22%"), h("div", { class: "bone button-bone" })),
  );
}

// A card that only says something and offers one way on.
export function panel({ sign, title, words, action, list, extra }) {
  return h(
    "div",
    { class: "card-body says" },
    h("p", { class: "says-title" }, sign ? glyph(sign) : null, h("span", {}, title)),
    words ? h("p", { class: "says-words", html: words }) : null,
    list ?? null,
    action || extra ? h("div", { class: "card-actions" }, extra ?? null, action ?? null) : null,
  );
}

export function linkButton(words, href, props = {}) {
  return h("a", { class: "button primary", href, ...props }, words);
}
