import { link, meta, transport } from "../call.js";
import { Card } from "../card/card.js";
import { button, linkButton } from "../card/parts.js";
import { why } from "../card/why.js";
import { h } from "../dom.js";
import { glyph } from "../glyphs.js";
import { day } from "../times.js";
import { WORDS } from "../words.js";
import { Frame } from "./frame.js";

// Practice: one hole when the address names it or there is only one, else all of them to choose from.
export function render({ model, el }) {
  const call = transport(model);
  const wanted = new URLSearchParams(location.search).get("hole");
  const frame = new Frame({ el, call, name: "practice", bones, draw: (data) => draw(data, call, wanted) });
  frame.load("practice", wanted ? { hole: wanted } : {});
}

function draw({ holes, words }, call, wanted) {
  const one = holes.find((hole) => hole.skill === wanted) ?? (holes.length === 1 ? holes[0] : null);
  if (one) return hole(one, words, call);
  return h(
    "div",
    { class: "practice-parts" },
    h("h1", { class: "view-title" }, WORDS.practice),
    h("p", { class: "lead" }, holes.length ? WORDS.holes(holes.length) : words),
    holes.length ? h("ul", { class: "holes" }, holes.map(choice)) : linkButton(WORDS.home, link("/home")),
  );
}

function choice({ skill, title, source }) {
  const why = source.skill === skill ? null : h("span", { class: "plan-why" }, WORDS.under(source.title));
  return h(
    "li",
    {},
    h(
      "a",
      { class: "plan-row", href: link(`/practice?hole=${encodeURIComponent(skill)}`) },
      glyph("hole"),
      h("span", { class: "plan-words" }, h("span", { class: "plan-title" }, title), why),
    ),
  );
}

function hole(one, words, call) {
  const own = one.source.skill === one.skill;
  const card = new Card({ call, goal: { hole: one.skill }, onDetour: (answer, self) => backFromContest(one, self) });
  card.load();
  return h(
    "div",
    { class: "practice-parts" },
    h(
      "div",
      {},
      h("p", { class: "eyebrow" }, WORDS.practice, own ? null : h("a", { href: link(one.source.href), class: "quiet-link" }, WORDS.under(one.source.title))),
      h("h1", { class: "view-title" }, one.title),
      h("p", { class: "lead" }, words),
    ),
    one.evidence.length ? evidence(one, card, call) : null,
    one.micro ? micro(one.micro) : null,
    one.lesson?.length ? lesson(one.lesson) : null,
    card.node,
  );
}

// "I think I know this": the card asks one question against the hole, then goes on with what is left of it.
function contest(one, card) {
  const press = button(WORDS.iKnow, {
    kind: "outline",
    "data-gapless": "contest",
    onclick: async () => {
      press.hidden = true;
      card.asks = ["next", { goal: { contest: one.skill } }];
      await card.load({ focus: true });
      card.node.scrollIntoView({ block: "center" });
    },
  });
  return press;
}

function backFromContest(one, card) {
  if (!card.asks[1].goal.contest) return false;
  card.asks = ["next", { goal: { hole: one.skill } }];
  card.load({ focus: true });
  return true;
}

function evidence(one, card, call) {
  const { idea, evidence: answers, chance, disproved, next } = one;
  const sure = why(call, one.skill, WORDS.chance(chance), WORDS.howSure, "hole");
  const facts = [
    [WORDS.howSure, sure.button],
    [WORDS.whatDisproves, disproved],
    [WORDS.whatNext, next],
  ].filter(([, said]) => said);
  return h(
    "section",
    { class: "evidence" },
    h("h2", { class: "part-title" }, WORDS.evidence(answers.length)),
    h("ul", { class: "evidence-list" }, answers.map(evidenceCard)),
    h("div", { class: "idea-row" }, h("p", { class: "idea" }, idea), one.contest ? contest(one, card) : null),
    one.status === "closed" ? null : h("dl", { class: "hole-facts", "data-gapless": "hole-facts" }, facts.map(([term, said]) => h("div", {}, h("dt", {}, term), h("dd", {}, said)))),
    sure.room,
  );
}

function evidenceCard({ prompt, given, given_html, at }) {
  return h(
    "li",
    { class: "evidence-card" },
    h("div", { class: "evidence-prompt", html: prompt }),
    h("p", { class: "evidence-given" }, WORDS.wrote, " ", h("span", { class: "given", html: given_html || null }, given_html ? "" : given)),
    h("p", { class: "soft" }, day(at)),
  );
}

// The stages of the lesson: one is open, the others are a press away; what ends a stage opens by itself.
function lesson(stages) {
  const parts = stages.map(({ kind, html, rest }, at) =>
    h(
      "details",
      { class: "stage", open: at === 0, "data-gapless": "stage", "data-kind": kind },
      h("summary", {}, stages.length > 1 ? h("span", { class: "stage-number", "aria-hidden": "true" }, at + 1) : null, WORDS.stages[kind]),
      h("div", { class: "stage-body text", html }),
      rest ? h("details", { class: "stage-rest" }, h("summary", {}, WORDS.stageRest[kind]), h("div", { class: "solution", html: rest })) : null,
    ),
  );
  return h("section", { class: "stages", "aria-label": WORDS.lesson }, parts);
}

// The short lesson comes as a fragment that the server rendered from the course's own notebook.
function micro(address) {
  const room = h("section", { class: "micro text", "aria-label": WORDS.micro }, h("div", { class: "bone", style: "height:160px" }));
  if (meta("gapless-tutor")) fetchFragment(address, room);
  return room;
}

async function fetchFragment(address, room) {
  try {
    const response = await fetch(address, { credentials: "same-origin" });
    if (response.ok) room.innerHTML = await response.text();
    else room.remove();
  } catch {
    room.replaceChildren(h("p", { class: "soft" }, WORDS.offlineRead));
    addEventListener("online", () => fetchFragment(address, room), { once: true });
  }
}

function bones() {
  const bone = (height, width = "100%") => h("div", { class: "bone", style: `height:${height};width:${width}` });
  return h("div", { class: "practice-parts bones", role: "status", "aria-label": WORDS.loadingPage }, bone("40px", "60%"), bone("150px"), bone("200px"), bone("360px"));
}
