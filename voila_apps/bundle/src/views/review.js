import { transport } from "../call.js";
import { Card } from "../card/card.js";
import { h } from "../dom.js";
import { WORDS } from "../words.js";

// A look back: mixed questions on what was shown before, until nothing more is due.
export function render({ model, el }) {
  el.classList.add("gapless");
  const card = new Card({ call: transport(model), goal: { review: "mixed" } });
  const head = h("div", {}, h("h1", { class: "view-title" }, WORDS.review), h("p", { class: "lead" }, WORDS.reviewLead));
  el.append(h("div", { class: "view review", "data-gapless": "review" }, h("div", { class: "practice-parts" }, head, card.node)));
  card.load();
  return () => card.question?.stop();
}
