import { link, transport } from "../call.js";
import { linkButton } from "../card/parts.js";
import { why } from "../card/why.js";
import { h } from "../dom.js";
import { glyph } from "../glyphs.js";
import { minutes } from "../times.js";
import { WORDS } from "../words.js";
import { Frame } from "./frame.js";
import { planList } from "./plan.js";

const SAID = WORDS.day;

// The day: how far it is, what was done and what worked, what comes next, and each number with its reason.
export function render({ model, el }) {
  const call = transport(model);
  const frame = new Frame({ el, call, name: "day", bones, draw: (data) => draw(data, call) });
  frame.load("day");
}

function draw(data, call) {
  const { today, blocks, done, moves, debt } = data;
  return h(
    "div",
    { class: "home-parts day-parts", "data-over": String(today.over) },
    h("div", {}, h("h1", { class: "view-title" }, SAID.title), h("p", { class: "lead", "data-gapless": "day-words" }, today.words)),
    today.over ? end() : null,
    done.length ? part(SAID.done, h("ul", { class: "recovered" }, done.map(doneRow))) : null,
    moves.length ? part(SAID.moves, h("ul", { class: "moves" }, moves.map((one) => h("li", {}, one)))) : null,
    part(SAID.numbers, h("dl", { class: "day-numbers" }, numbersOf(data).map((one) => number(one, call)))),
    today.over || !blocks.length ? null : part(SAID.plan, plan(blocks, data.left, call)),
    debt.some(Boolean) ? part(SAID.ahead, ahead(debt, call)) : null,
  );
}

function part(title, content) {
  return h("section", { class: "part" }, h("h2", { class: "part-title" }, title), content);
}

function end() {
  return h("section", { class: "card next-card", "data-gapless": "day-end" }, h("h2", { class: "next-title" }, SAID.end), h("p", { class: "next-words" }, SAID.endWords));
}

function doneRow({ title, words, state }) {
  return h("li", { class: "recovered-row" }, glyph(state), h("span", { class: "plan-words" }, h("span", { class: "plan-title" }, title), h("span", { class: "plan-why" }, words)));
}

// [its name, what it says, the number that the tutor explains]
export function numbersOf({ minutes: told, xp, pace, today }) {
  return [
    [SAID.focused, SAID.of(told.focused, today?.planned), "focused"],
    [SAID.idle, SAID.minutes(told.idle), "idle"],
    [SAID.wasted, SAID.minutes(told.wasted), "wasted"],
    [SAID.xp, SAID.xpWords(xp.today, xp.all), "xp"],
    [SAID.pace, pace ? SAID.paceWords(pace) : SAID.paceLater, "pace"],
  ];
}

function number([term, said, name], call) {
  const told = why(call, null, said, SAID.whyOf(term), name);
  return h("div", { "data-gapless": `number-${name}` }, h("dt", {}, term), h("dd", {}, told.button), told.room);
}

function plan(blocks, left, call) {
  const rows = blocks.flatMap((block, index) => [
    index ? h("p", { class: "break soft" }, SAID.pause) : null,
    h("section", { class: "block" }, h("h3", { class: "block-title" }, SAID.block(index + 1), " ", h("span", { class: "soft" }, minutes(block.minutes))), planList(block.tasks, call)),
  ]);
  return [rows, left ? h("p", { class: "soft" }, SAID.left(left)) : null, h("p", {}, linkButton(WORDS.goOn, link(blocks[0].tasks[0].href), { "data-gapless": "next" }))].flat();
}

// What comes due on each of the next days, as numbers with a bar beside each.
function ahead(debt, call) {
  const most = Math.max(...debt);
  const name = (days) => (days === 0 ? SAID.today : new Date(Date.now() + days * 86_400_000).toLocaleDateString(document.documentElement.lang || undefined, { weekday: "long" }));
  const rows = debt.map((count, days) => h("tr", {}, h("th", { scope: "row" }, name(days)), h("td", {}, String(count)), h("td", { class: "bar-cell" }, h("span", { class: "bar", style: `width:${(100 * count) / most}%` }))));
  const told = why(call, null, SAID.whyAhead, WORDS.why, "debt");
  return [h("table", { class: "debt" }, h("caption", { class: "visually-hidden" }, SAID.ahead), h("tbody", {}, rows)), told.button, told.room];
}

function bones() {
  const bone = (height, width = "100%") => h("div", { class: "bone", style: `height:${height};width:${width}` });
  return h("div", { class: "home-parts bones", role: "status", "aria-label": WORDS.loadingPage }, bone("40px", "45%"), bone("180px"), bone("220px"));
}
