import { Refusal, callUntilAnswered, transport } from "../call.js";
import { button } from "../card/parts.js";
import { h, replace, uuid } from "../dom.js";
import { moment } from "../times.js";
import { WORDS } from "../words.js";
import { Frame } from "./frame.js";

const SAID = WORDS.classForms;
const FRESH_MS = 10_000;

// The class's forms: a window for supervised ones, who sits at one now, and every result.
export function render({ model, el }) {
  const call = transport(model);
  const frame = new Frame({ el, call, name: "class-forms", bones, draw: (data) => draw(data, { call, frame }) });
  frame.load("class_forms");
  const timer = setInterval(() => refresh(frame, call), FRESH_MS);
  return () => clearInterval(timer);
}

async function refresh(frame, call) {
  if (document.hidden || frame.body.contains(document.activeElement)) return;
  const data = await call("class_forms").catch(() => null);
  if (data) replace(frame.body, frame.draw(data));
}

function draw(data, tools) {
  return h(
    "div",
    { class: "class-parts" },
    h("div", { class: "class-head" }, h("h1", { class: "view-title" }, SAID.title), h("p", { class: "soft" }, SAID.rules(data))),
    data.window ? opened(data.window, tools) : closed(data, tools),
    data.students.length ? table(data.students) : h("p", { class: "lead" }, WORDS.noStudents),
    h("p", { class: "choice-row" }, h("a", { href: "/class" }, SAID.back), data.ledger ? h("a", { href: "/rewards", "data-gapless": "rewards" }, WORDS.rewards.title) : null),
  );
}

function opened(room, tools) {
  const end = (hand_in) => () => act(tools, "form_close", { hand_in });
  return h(
    "section",
    { class: "card card-body", "data-gapless": "window" },
    h("p", {}, SAID.codeIs, " ", h("b", { class: "form-code", "data-gapless": "code" }, room.code), " · ", SAID.until, " ", moment(room.closes)),
    h("div", { class: "choice-row" }, button(SAID.close, { kind: "outline", "data-gapless": "close", onclick: end(false) }), button(SAID.closeAll, { kind: "outline", "data-gapless": "close-all", onclick: end(true) })),
  );
}

function closed(data, tools) {
  const minutes = h("input", { type: "number", min: 1, max: 600, value: 45, name: "minutes" });
  const limit = h("input", { type: "number", min: 0, max: 600, value: data.minutes ?? 0, name: "limit" });
  const submit = (event) => {
    event.preventDefault();
    act(tools, "form_open", { minutes: Number(minutes.value), limit: Number(limit.value) });
  };
  return h(
    "form",
    { class: "tools", onsubmit: submit },
    h("label", {}, SAID.window, minutes),
    h("label", {}, SAID.limit, limit),
    button(SAID.open, { kind: "primary", type: "submit", "data-gapless": "open" }),
  );
}

async function act({ call, frame }, verb, body) {
  try {
    const data = await callUntilAnswered(call, verb, { request_id: uuid(), ...body }, (lost) => frame.trouble(lost));
    replace(frame.body, frame.draw(data));
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    frame.bar.hidden = false;
    frame.bar.textContent = refusal.words;
  }
}

function table(students) {
  const head = h("tr", {}, [WORDS.student, SAID.now, SAID.chance, SAID.results].map((words) => h("th", { scope: "col" }, words)));
  return h("div", { class: "class-scroll" }, h("table", { class: "plain-table" }, h("thead", {}, head), h("tbody", {}, students.map(row))));
}

function row(one) {
  const { running } = one;
  const now = running
    ? [h("b", {}, running.title), ` · ${SAID.answered(running.answered, running.of)}`, running.supervised ? h("span", { class: "chip" }, SAID.supervised) : null]
    : [one.title ? h("b", {}, one.title) : null, one.title ? " · " : "", SAID.states[one.state]];
  return h(
    "tr",
    { "data-student": one.id, "data-state": one.state },
    h("th", { scope: "row" }, h("a", { href: `/as/${encodeURIComponent(one.id)}/forms` }, one.name)),
    h("td", {}, now),
    h("td", { class: "number" }, SAID.percent(one.percent)),
    h("td", {}, one.past.length ? one.past.map((each) => h("div", {}, h("a", { href: `/as/${encodeURIComponent(one.id)}${each.href}` }, each.title), `: ${WORDS.forms.score(each.right, each.of)} · `, moment(each.at))) : SAID.none),
  );
}

function bones() {
  const bone = (height, width = "100%") => h("div", { class: "bone", style: `height:${height};width:${width}` });
  return h("div", { class: "class-parts bones", role: "status", "aria-label": WORDS.loadingPage }, bone("40px", "30%"), bone("48px", "60%"), bone("300px"));
}
