import { h, replace } from "../dom.js";
import { glyph } from "../glyphs.js";
import { WORDS } from "../words.js";

const HEADS = { right: WORDS.right, "not-yet": WORDS.notYet, shown: WORDS.shown, unreadable: WORDS.unreadable };
const SIGNS = { note: "unreadable", shown: "unknown" };

// The room at the foot of the card, there from the start. Said aloud once: a live region that changes once a verdict.
export function feedbackArea() {
  const said = h("div", { class: "feedback-said", "aria-live": "polite", "aria-atomic": "true" });
  const after = h("div", { class: "feedback-after" });
  const actions = h("div", { class: "feedback-actions" });
  const node = h("div", { class: "feedback", "data-gapless": "feedback" }, said, after, actions);
  return {
    node,
    // `html` was rendered by the tutor; `text` is the page's own.
    say(verdict, { html = "", text = "", solution = "" }, buttons = []) {
      node.dataset.verdict = verdict;
      const words = h("div", { class: "feedback-text", html: html || null }, text);
      const head = HEADS[verdict] && !opensWith(words.textContent, HEADS[verdict]) ? HEADS[verdict] : "";
      replace(
        said,
        glyph(SIGNS[verdict] ?? verdict),
        h("div", { class: "feedback-words" }, head ? h("strong", { class: "feedback-head" }, head) : null, words),
      );
      replace(after, solution ? workedSolution(solution) : null);
      replace(actions, ...buttons);
    },
    quiet() {
      actions.replaceChildren();
    },
  };
}

// "Yes, 5/6." already says the verdict; it need not be said twice.
function opensWith(words, head) {
  return words.trim().toLowerCase().startsWith(head.toLowerCase());
}

function workedSolution(html) {
  return h("div", { class: "solution" }, h("p", { class: "solution-head" }, WORDS.solution), h("div", { html }));
}
