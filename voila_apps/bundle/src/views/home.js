import { link, transport } from "../call.js";
import { linkButton } from "../card/parts.js";
import { why } from "../card/why.js";
import { h } from "../dom.js";
import { glyph } from "../glyphs.js";
import { day, minutes } from "../times.js";
import { WORDS } from "../words.js";
import { Frame } from "./frame.js";
import { skillMap } from "./map.js";
import { planList, whyMinutes } from "./plan.js";

// Home: the one thing to do next, then today's plan, the map, and what was recovered.
export function render({ model, el }) {
  const call = transport(model);
  const frame = new Frame({ el, call, name: "home", bones, draw: (data) => draw(data, call) });
  frame.load("home");
}

function draw(data, call) {
  return h(
    "div",
    { class: "home-parts" },
    h("h1", { class: "view-title" }, WORDS.hello(data.student.name)),
    data.first_day && data.placement?.state === "invite" ? invitation(data) : data.next ? nextCard(data, call) : rest(data),
    data.plan.length ? part(WORDS.plan, [data.today ? dayLine(data.today) : null, planList(data.plan, call)]) : null,
    part(WORDS.map, [skillMap(data.map, call), data.placement && !data.first_day ? placementLink(data.placement) : null], "map-part"),
    data.recovered.length ? part(WORDS.recoveredTitle, h("ul", { class: "recovered" }, data.recovered.map((one) => recoveredRow(one, call)))) : null,
  );
}

// How far the day is, and the way to all of its numbers.
function dayLine({ words }) {
  return h("p", { class: "day-line soft" }, words, " ", h("a", { href: link("/day"), "data-gapless": "day-link" }, WORDS.seeDay));
}

function part(title, content, name = "") {
  return h("section", { class: `part ${name}` }, h("h2", { class: "part-title" }, title), content);
}

function nextCard({ next, first_day, today }, call) {
  const bare = next.minutes ? h("span", { class: "soft" }, minutes(next.minutes)) : null;
  const length = next.skill ? whyMinutes(next, call) : { button: bare, room: null };
  return h(
    "section",
    { class: "card next-card", "data-gapless": "next-card" },
    today?.over && !next.skill ? null : h("p", { class: "eyebrow" }, WORDS.next, length.button),
    length.room,
    h("h2", { class: "next-title" }, next.title),
    h("p", { class: "next-words" }, next.words, first_day ? ` ${WORDS.firstDay}` : ""),
    linkButton(next.action || WORDS.goOn, link(next.href), { "data-gapless": "next" }),
  );
}

// The first day: a few questions find where to start, or the course begins at its beginning.
function invitation({ placement, next }) {
  return h(
    "section",
    { class: "card next-card", "data-gapless": "next-card" },
    h("h2", { class: "next-title" }, placement.title),
    h("p", { class: "next-words" }, placement.words),
    h(
      "div",
      { class: "choice-row" },
      linkButton(placement.action, link(placement.href), { "data-gapless": "placement" }),
      next ? h("a", { class: "button quiet", href: link(next.href), "data-gapless": "next" }, placement.skip) : null,
    ),
  );
}

function placementLink({ title, href }) {
  return h("p", { class: "placement-link" }, h("a", { href: link(href), "data-gapless": "placement" }, title));
}

function rest() {
  return h("section", { class: "card next-card" }, h("h2", { class: "next-title" }, WORDS.allDone), h("p", { class: "next-words" }, WORDS.allDoneWords));
}

function recoveredRow({ skill, title, words, at, took }, call) {
  const closing = took ? why(call, skill, WORDS.took(took), WORDS.why, "closing") : { button: null, room: null };
  return h("li", { class: "recovered-row" }, glyph("kept"), h("span", { class: "plan-words" }, h("span", { class: "plan-title" }, title), h("span", { class: "plan-why" }, words), closing.button, closing.room), h("span", { class: "plan-minutes" }, day(at)));
}

function bones() {
  const bone = (height, width = "100%") => h("div", { class: "bone", style: `height:${height};width:${width}` });
  return h(
    "div",
    { class: "home-parts bones", role: "status", "aria-label": WORDS.loadingPage },
    bone("40px", "55%"),
    bone("212px"),
    bone("72px"),
    bone("72px"),
    bone("320px"),
  );
}
