import { link } from "../../call.js";
import { linkButton } from "../../card/parts.js";
import { h } from "../../dom.js";
import { glyph } from "../../glyphs.js";
import { moment } from "../../times.js";
import { WORDS } from "../../words.js";

const SAID = WORDS.forms;

// What a form came to: each miss with its steps and the next step, and how hard a target 100 % is.
export function result(data) {
  return h(
    "div",
    { class: "form-parts", "data-gapless": "form-result" },
    h("div", {}, h("p", { class: "eyebrow" }, data.title, " · ", moment(data.at)), h("h1", { class: "view-title", tabindex: "-1" }, SAID.score(data.right, data.of)), h("p", { class: "lead" }, data.words)),
    data.earned ? h("p", { class: "card card-body", "data-gapless": "earned" }, data.earned) : null,
    data.misses.length ? h("section", { class: "part" }, h("h2", { class: "part-title" }, SAID.misses), h("ol", { class: "form-misses" }, data.misses.map(miss))) : null,
    h("section", { class: "part likely" }, h("h2", { class: "part-title" }, SAID.then), h("p", {}, data.next_words), data.likelihood.map((one) => h("p", { class: "soft" }, one))),
    h("div", { class: "choice-row" }, linkButton(WORDS.home, link("/home")), h("a", { class: "button outline", href: link("/forms") }, SAID.all)),
    data.rights.length ? h("details", { class: "fold" }, h("summary", {}, SAID.rights(data.rights.length)), h("ol", { class: "form-rights" }, data.rights.map(right))) : null,
  );
}

function miss(one) {
  return h(
    "li",
    { class: "card card-body form-miss", "data-gapless": "miss", "data-skill": one.skill },
    h("p", { class: "card-title" }, glyph("not-yet", WORDS.notYet), " ", SAID.one(one.place), " · ", one.title),
    h("div", { class: "prompt", html: one.prompt }),
    one.given_html ? h("p", {}, WORDS.wrote, " ", h("span", { class: "given", html: one.given_html })) : null,
    h("p", {}, one.words),
    one.solution ? h("details", { class: "fold" }, h("summary", {}, WORDS.solution), h("div", { class: "solution", html: one.solution })) : null,
    h("p", { class: "form-then" }, one.next_words, " ", one.next ? h("a", { href: link(one.next.href), "data-gapless": "next-step" }, one.next.title) : null),
  );
}

function right(one) {
  return h("li", { value: one.place }, h("div", { html: one.prompt }), h("p", { class: "soft" }, WORDS.wrote, " ", h("span", { class: "given", html: one.given_html })));
}
