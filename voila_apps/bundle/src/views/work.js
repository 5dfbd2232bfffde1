import { Refusal, callUntilAnswered, link, transport, viewedStudent } from "../call.js";
import { linkButton } from "../card/parts.js";
import { h, replace, uuid } from "../dom.js";
import { glyph } from "../glyphs.js";
import { moment } from "../times.js";
import { WORDS } from "../words.js";
import { Frame } from "./frame.js";

const GLYPHS = { right: "mastered", "not-yet": "hole", waiting: "unknown" };
const LARGEST = 2_000_000;

// My work: each assignment with its notebooks, a place to hand in, and its marks.
export function render({ model, el }) {
  const call = transport(model);
  const said = new Map();
  const frame = new Frame({ el, call, name: "work", bones, draw: (data) => draw(data, { call, said, again: () => frame.load("work") }) });
  frame.load("work");
}

function draw({ assignments, words }, tools) {
  return h(
    "div",
    { class: "work-parts" },
    h("div", {}, h("h1", { class: "view-title" }, WORDS.work), h("p", { class: "lead" }, words)),
    assignments.length ? h("ul", { class: "work-list" }, assignments.map((one) => card(one, tools))) : linkButton(WORDS.home, link("/home")),
  );
}

function card(one, tools) {
  const told = h("p", { class: "work-said", role: "status", "data-gapless": "receipt" }, tools.said.get(one.id) ?? "");
  return h(
    "li",
    { class: "work-card", "data-assignment": one.id, "data-state": one.state },
    h("h2", { class: "part-title" }, one.title),
    h("p", {}, one.words),
    h("ul", {}, one.notebooks.map((book) => notebook(one, book))),
    one.marks.length ? h("ul", { "aria-label": WORDS.marks }, one.marks.map(mark)) : null,
    viewedStudent() ? null : pick(one, told, tools),
    told,
  );
}

function notebook({ id }, { name, at, receipt, feedback }) {
  const address = `/handout/${encodeURIComponent(id)}/${encodeURIComponent(name)}.ipynb`;
  return h(
    "li",
    { class: "work-row" },
    viewedStudent() ? h("span", {}, `${name}.ipynb`) : h("a", { href: address, download: `${name}.ipynb` }, WORDS.getNotebook(name)),
    at ? h("span", { class: "soft" }, WORDS.handedIn, " ", moment(at), " · ", h("span", { class: "receipt", title: receipt }, receipt.slice(0, 12))) : null,
    feedback && !viewedStudent() ? h("a", { href: feedback, "data-gapless": "feedback" }, WORDS.feedback(name)) : null,
  );
}

function mark({ title, score, most, state, href }) {
  return h(
    "li",
    { class: "work-row" },
    h("span", {}, glyph(GLYPHS[state]), " ", title),
    h("span", { class: "soft" }, state === "waiting" ? WORDS.waiting : WORDS.marked(score, most), href ? h("a", { href: link(href), class: "quiet-link" }, ` ${WORDS.practise}`) : null),
  );
}

function pick(one, told, tools) {
  const input = h("input", {
    type: "file",
    accept: ".ipynb,application/x-ipynb+json",
    "aria-label": WORDS.handInLong(one.title),
    "data-gapless": "hand-in",
    onchange: async () => {
      const [file] = input.files;
      if (file) await handIn(one, file, told, tools);
      input.value = "";
    },
  });
  return h("p", {}, h("label", { class: "button primary file-pick" }, WORDS.handIn, input));
}

async function handIn(one, file, told, { call, said, again }) {
  if (file.size > LARGEST) return void replace(told, h("span", {}, WORDS.tooLarge));
  replace(told, h("span", {}, WORDS.sending));
  const body = { assignment: one.id, name: file.name, text: await file.text(), request_id: uuid() };
  try {
    const { words } = await callUntilAnswered(call, "hand_in", body, () => replace(told, h("span", {}, WORDS.slow)));
    said.set(one.id, words);
    again();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    replace(told, h("span", {}, error.words));
  }
}

function bones() {
  const bone = (height, width = "100%") => h("div", { class: "bone", style: `height:${height};width:${width}` });
  return h("div", { class: "work-parts bones", role: "status", "aria-label": WORDS.loadingPage }, bone("40px", "40%"), bone("180px"), bone("180px"));
}
