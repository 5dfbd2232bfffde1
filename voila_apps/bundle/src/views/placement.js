import { callUntilAnswered, link, transport, viewedStudent } from "../call.js";
import { Card } from "../card/card.js";
import { button, linkButton, panel } from "../card/parts.js";
import { answerLine } from "../card/why.js";
import { h, uid } from "../dom.js";
import { STATE_WORDS, glyph } from "../glyphs.js";
import { WORDS } from "../words.js";
import { Frame } from "./frame.js";
import { skillMap } from "./map.js";

const SAID = WORDS.placement;

// Placement: an invitation, then questions without a verdict, then the map they lead to.
export function render({ model, el }) {
  const call = transport(model);
  const page = { call, frame: null, card: null, focus: "" };
  page.frame = new Frame({ el, call, name: "placement", bones, draw: (data) => draw(data, page) });
  page.frame.load("map");
  return () => page.card?.question?.stop();
}

function draw(data, page) {
  const drawn = data.state === "running" || data.look ? questions(data, page) : data.state === "ended" ? found(data, page) : invitation(page);
  const { focus } = page;
  if (focus) setTimeout(() => drawn.querySelector(focus)?.focus());
  page.focus = "";
  return drawn;
}

function invitation(page) {
  if (viewedStudent()) return h("section", { class: "card" }, panel({ sign: "excused", title: SAID.idle }));
  const begin = button(SAID.begin, { kind: "primary", "data-gapless": "begin", onclick: () => begun(page) });
  const skip = h("a", { class: "button quiet", href: link("/home") }, SAID.skip);
  return h(
    "div",
    { class: "placement-parts" },
    h("h1", { class: "view-title" }, SAID.title),
    h("ul", { class: "points" }, SAID.points.map((words) => h("li", {}, words))),
    h("div", { class: "choice-row" }, begin, skip),
  );
}

function begun(page) {
  page.frame.body.replaceChildren(questions({ state: "running" }, page));
}

function questions({ state }, page) {
  const clearer = state === "running" ? clearerBar() : null;
  const card = new Card({
    call: page.call,
    asks: ["place", {}],
    onAsked: (answer) => clearer?.set(answer),
    onDone: () => {
      page.focus ||= ".view-title";
      page.frame.load("map");
      return true;
    },
  });
  page.card = card;
  card.load({ focus: true });
  return h(
    "div",
    { class: "placement-parts asking" },
    h("h1", { class: "view-title small" }, state === "running" ? SAID.title : SAID.look),
    clearer?.node ?? null,
    card.node,
    viewedStudent() ? null : h("p", { class: "pause-row" }, h("a", { class: "button outline", href: link("/home"), "data-gapless": "pause" }, SAID.pause), h("span", { class: "soft" }, SAID.paused)),
  );
}

// How clear the picture is: a bar without a number, and the number of the question for who can't see it.
function clearerBar() {
  const fill = h("i", { class: "clearer-fill" });
  const label = uid("clearer");
  const bar = h("div", { class: "clearer-bar", role: "progressbar", "aria-labelledby": label, "aria-valuemin": "0", "aria-valuemax": "100", "data-gapless": "clearer" }, fill);
  const said = h("p", { class: "clearer-note soft", role: "status" });
  return {
    node: h("div", { class: "clearer" }, h("p", { class: "clearer-words", id: label }, SAID.clearer), bar, said),
    set({ clearer, answered, words }) {
      fill.style.width = `${Math.round(clearer * 100)}%`;
      bar.setAttribute("aria-valuenow", String(Math.round(clearer * 100)));
      said.textContent = [SAID.question(answered + 1), words].filter(Boolean).join(". ");
    },
  };
}

function found(data, page) {
  const skills = data.skills.map((one) => ({ ...one, id: one.skill, state: sign(one) }));
  const next = data.skills.find((one) => one.found === "hole" && !settled(one)) ?? data.skills.find((one) => one.state === "ready");
  return h(
    "div",
    { class: "placement-parts" },
    h("div", { class: "placement-head" }, h("h1", { class: "view-title", tabindex: "-1" }, SAID.ended), h("p", { class: "lead" }, data.words)),
    h("div", { class: "choice-row" }, linkButton(next ? `${WORDS.goOn}: ${next.title}` : WORDS.home, link(next ? next.href : "/home"), { "data-gapless": "next" })),
    h("section", { class: "part map-part" }, h("h2", { class: "part-title" }, WORDS.map), skillMap({ grades: data.grades, skills }, page.call, (one) => row(one, data, page))),
  );
}

const settled = ({ state }) => ["mastered", "kept", "excused"].includes(state);

// A gap that is suspected has no state of its own yet; here it is what was found.
function sign({ found: word, state }) {
  return word === "hole" && state === "ready" ? "hole" : state;
}

function row(one, data, page) {
  const id = uid("found");
  const room = h("div", { class: "why-room", id, hidden: true }, reasons(one, data));
  const why = h("button", { type: "button", class: "why", "data-gapless": "why", "aria-expanded": "false", "aria-controls": id }, WORDS.why, h("span", { class: "visually-hidden" }, ` ${WORDS.whyOf(one.title)}`));
  why.addEventListener("click", () => {
    room.hidden = !room.hidden;
    why.setAttribute("aria-expanded", String(!room.hidden));
  });
  return h(
    "li",
    { class: "skill-row", "data-found": one.found, "data-skill": one.id },
    h(
      "div",
      { class: "skill-line" },
      glyph(one.state),
      h("a", { href: link(one.href), "data-gapless": "node", "data-skill": one.id, "data-state": one.state }, one.title, h("span", { class: "skill-state" }, standing(one))),
      h("span", { class: "found-actions" }, why, viewedStudent() ? null : lookButton(one, page)),
    ),
    room,
  );
}

function standing({ found: word, state, certainty }) {
  const first = `${SAID.found[word]}, ${SAID.sure(certainty)}`;
  const expected = { known: ["placed"], ready: ["ready"], hole: ["hole"], later: ["locked"] }[word];
  return expected.includes(state) ? first : `${first} · ${SAID.since(STATE_WORDS[state])}`;
}

// The answers that moved this finding most, the strongest first.
function reasons({ words, why }, { answers }) {
  const lines = why.map(({ answer }) => answerLine(answers[answer], WORDS.wrote));
  return h("div", { class: "why-words" }, h("p", {}, words), h("p", { class: "soft" }, lines.length ? SAID.reasons : SAID.noReason), lines.length ? h("ul", { class: "answer-lines" }, lines) : null);
}

function lookButton(one, page) {
  const look = async () => {
    press.disabled = true;
    try {
      await callUntilAnswered(page.call, "second_look", { skill: one.id }, (lost) => page.frame.trouble(lost));
      page.focus = `.skill-row[data-skill="${CSS.escape(one.id)}"] [data-gapless="look"]`;
      page.frame.body.replaceChildren(questions({ state: "ended" }, page));
    } catch (refusal) {
      press.closest(".skill-row").append(h("p", { class: "soft", role: "status" }, refusal.words ?? WORDS.trouble));
    }
  };
  const press = h("button", { type: "button", class: "why", "data-gapless": "look", onclick: look }, SAID.secondLook, h("span", { class: "visually-hidden" }, ` ${SAID.secondLookOf(one.title)}`));
  return press;
}

function bones() {
  const bone = (height, width = "100%") => h("div", { class: "bone", style: `height:${height};width:${width}` });
  return h("div", { class: "placement-parts bones", role: "status", "aria-label": WORDS.loadingPage }, bone("40px", "60%"), bone("24px"), bone("320px"));
}
