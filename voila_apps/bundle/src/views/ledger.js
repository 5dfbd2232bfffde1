import { transport } from "../call.js";
import { h } from "../dom.js";
import { day } from "../times.js";
import { WORDS } from "../words.js";
import { Frame } from "./frame.js";

const SAID = WORDS.ledger;

// What a student earned, and where each of it stands.
export function render({ model, el }) {
  const call = transport(model);
  const frame = new Frame({ el, call, name: "ledger", bones, draw });
  frame.load("ledger");
}

function draw(data) {
  return h(
    "div",
    { class: "form-parts" },
    h("div", {}, h("h1", { class: "view-title" }, SAID.title), h("p", { class: "lead" }, data.words)),
    data.claims.length ? h("section", { class: "card card-body" }, h("ul", { class: "form-list" }, data.claims.map(claim))) : null,
    data.promises.length ? h("section", { class: "part" }, h("h2", { class: "part-title" }, SAID.promised), h("ul", { class: "points" }, data.promises.map((one) => h("li", {}, one)))) : null,
    h("p", { class: "soft" }, SAID.signed),
  );
}

function claim(one) {
  return h(
    "li",
    { class: "work-row", "data-gapless": "claim", "data-status": one.status },
    h("span", {}, h("b", {}, `${one.amount} ${one.unit}`), ` · ${one.words}`),
    h("span", { class: "soft" }, one.status_words, " · ", day(one.at)),
  );
}

function bones() {
  const bone = (height, width = "100%") => h("div", { class: "bone", style: `height:${height};width:${width}` });
  return h("div", { class: "form-parts bones", role: "status", "aria-label": WORDS.loadingPage }, bone("40px", "60%"), bone("160px"));
}
