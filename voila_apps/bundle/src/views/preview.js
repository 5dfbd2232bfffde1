import { transport } from "../call.js";
import { Card } from "../card/card.js";
import { button } from "../card/parts.js";
import { h, replace } from "../dom.js";

// What is said to authors; no page carries it.
const WORDS = {
  seed: (seed) => `seed ${seed}`,
  next: "Next seed",
  key: "Key",
  solution: "Step by step",
  hints: "Hints",
  columns: ["Wrong answer", "Its idea", "A student reads", "Leads to"],
  noHole: "no hole",
  noMistakes: "No mal-rule answers this question.",
  noFault: (seeds, questions) => `No fault in ${seeds} seeds; ${questions} different questions.`,
};

// One item for its author: the card as a student meets it, and below it what no student may see.
export function render({ model, el }) {
  el.classList.add("gapless");
  const ask = transport(model);
  const facts = h("div", { class: "bench-facts", "data-gapless": "facts" });
  const seed = h("span", { class: "bench-seed", "data-gapless": "seed" });
  const draw = (told) => {
    seed.textContent = WORDS.seed(told.seed);
    replace(facts, ...factsOf(told));
  };
  // Whatever brought the card its question, the facts are those of the same seed.
  const call = async (verb, body) => {
    try {
      return await ask(verb, body);
    } finally {
      if (verb === "next") draw(await ask("preview", {}));
    }
  };
  const card = new Card({ call, goal: { skill: model.get("skill") } });
  const next = async () => {
    const told = await ask("preview", {});
    await ask("preview", { seed: told.seed + 1 });
    await card.load();
  };
  const head = h(
    "div",
    { class: "bench-head" },
    h("strong", { class: "bench-name" }, model.get("item")),
    seed,
    h("span", { class: "push" }),
    button(WORDS.next, { "data-gapless": "next-seed", onclick: next }),
  );
  el.append(h("section", { class: "bench", "data-gapless": "bench", "data-item": model.get("item") }, head, card.node, facts));
  card.load();
  return () => card.question?.stop();
}

function factsOf(told) {
  const line = (name, html) => [h("dt", {}, name), h("dd", { html })];
  return [
    h("dl", { class: "bench-lines" }, told.key ? line(WORDS.key, told.key) : null, told.solution ? line(WORDS.solution, told.solution) : null),
    told.mistakes.length ? wrongAnswers(told.mistakes) : h("p", { class: "bench-note" }, WORDS.noMistakes),
    told.hints.length ? h("ol", { class: "bench-hints", "aria-label": WORDS.hints }, told.hints.map((hint) => h("li", { html: hint }))) : null,
    told.faults.length
      ? h("ul", { class: "bench-faults", "data-gapless": "faults" }, told.faults.map((fault) => h("li", {}, fault)))
      : h("p", { class: "bench-note", "data-gapless": "no-fault" }, WORDS.noFault(told.seeds, told.questions)),
  ];
}

function wrongAnswers(mistakes) {
  const head = h("tr", {}, WORDS.columns.map((name) => h("th", { scope: "col" }, name)));
  const rows = mistakes.map((one) =>
    h(
      "tr",
      { "data-gapless": "wrong-answer", "data-misconception": one.misconception },
      h("td", { html: one.given }),
      h("td", {}, one.title),
      h("td", { html: one.words }),
      h("td", {}, one.hole ? one.hole.title : WORDS.noHole),
    ),
  );
  return h("div", { class: "bench-wrong" }, h("table", {}, h("thead", {}, head), h("tbody", {}, rows)));
}
