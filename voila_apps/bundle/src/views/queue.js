import { Refusal, transport } from "../call.js";
import { button } from "../card/parts.js";
import { h, replace } from "../dom.js";
import { day } from "../times.js";
import { WORDS } from "../words.js";
import { Frame } from "./frame.js";

const SAID = WORDS.queue;

// The teacher's queue: what waits, each spec in full on request, the rulings, the switch, and what practice is worth.
export function render({ model, el }) {
  const call = transport(model);
  const frame = new Frame({ el, call, name: "queue", bones, draw: (data) => draw(data, { call, frame }) });
  frame.load("queue");
}

function draw(data, tools) {
  return h(
    "div",
    { class: "queue-parts" },
    h("div", {}, h("h1", { class: "view-title" }, SAID.title), h("p", { class: "lead" }, SAID.lead)),
    switchOf(data, tools),
    h("section", {}, h("h2", { class: "part-title" }, SAID.waiting), data.waiting.length ? list(data.waiting, tools) : h("p", { class: "soft" }, SAID.none)),
    worth(data),
    data.bank.length ? h("details", { class: "fold" }, h("summary", {}, SAID.bank(data.bank.length)), list(data.bank, tools)) : null,
  );
}

function worth({ worth: sources }) {
  const rows = sources.map(({ source, words }) => h("div", { "data-gapless": "worth", "data-source": source }, h("dt", {}, SAID.sources[source]), h("dd", {}, words)));
  return h("section", {}, h("h2", { class: "part-title" }, SAID.worth), h("dl", { class: "hole-facts" }, rows), h("p", { class: "soft" }, SAID.worthNote));
}

function switchOf({ stopped, spent }, tools) {
  const act = stopped
    ? button(SAID.start, { kind: "outline", "data-gapless": "start", onclick: (event) => send(tools, event.target, "practice_switch", { act: "start" }) })
    : h("details", { class: "fold", "data-gapless": "stop" }, h("summary", {}, SAID.stop), reasonForm(SAID.stop, (reason, at) => send(tools, at, "practice_switch", { act: "stop", reason })));
  return h("section", { class: "queue-switch", "data-stopped": String(Boolean(stopped)) }, h("p", {}, stopped ? SAID.stopped(stopped) : SAID.running, h("span", { class: "soft" }, SAID.spent(spent))), act);
}

function list(specs, tools) {
  return h("ul", { class: "queue-list" }, specs.map((one) => row(one, tools)));
}

function row(one, tools) {
  const room = h("div", { class: "spec-room" });
  const look = button(SAID.look, { kind: "outline", "data-gapless": "look", "aria-expanded": "false", onclick: () => toggle(one, room, look, tools) });
  const facts = h(
    "div",
    { class: "queue-facts" },
    h("p", { class: "queue-title" }, one.title, one.misconception ? h("span", { class: "chip" }, one.misconception) : null),
    h("p", { class: "soft" }, h("span", { class: "queue-state", "data-act": one.act || "new" }, one.state), " · ", one.source, " · ", day(one.at)),
    one.reason ? h("p", {}, SAID.because(one.by, one.reason)) : null,
  );
  return h("li", { class: "queue-row", "data-gapless": "spec", "data-hash": one.hash, "data-state": one.state }, h("div", { class: "queue-head" }, facts, look), room);
}

async function toggle(one, room, look, tools) {
  const open = room.hasChildNodes();
  look.textContent = open ? SAID.look : SAID.close;
  look.setAttribute("aria-expanded", String(!open));
  if (open) return replace(room);
  replace(room, h("div", { class: "bone", style: "height:240px" }));
  try {
    replace(room, inFull(await tools.call("spec", { hash: one.hash }), tools));
  } catch (error) {
    replace(room, h("p", { class: "soft" }, error instanceof Refusal ? error.words : WORDS.offlineRead));
  }
}

function inFull(one, tools) {
  return h(
    "div",
    { class: "spec" },
    h("p", { class: "soft" }, SAID.made(one.source, one.cost)),
    h("h3", { class: "part-title" }, SAID.questions),
    h("ol", { class: "spec-questions" }, one.questions.map(question)),
    h("h3", { class: "part-title" }, SAID.checks),
    h("ul", { class: "spec-checks" }, one.checks.map(({ check, ok }) => h("li", { "data-ok": String(ok) }, ok ? "✓ " : "✗ ", check))),
    h("h3", { class: "part-title" }, SAID.nearest),
    h("div", { class: "text", html: one.nearest }),
    h("details", { class: "fold" }, h("summary", {}, SAID.request), h("pre", {}, one.request || SAID.noRequest)),
    editor(one, tools),
    ruling(one, tools),
  );
}

function question({ prompt, answers, solution, hints }) {
  return h(
    "li",
    { class: "spec-question", "data-gapless": "spec-question" },
    h("div", { class: "text", html: prompt }),
    h("ul", { class: "spec-answers" }, answers.map(answer)),
    hints.length ? h("details", { class: "fold" }, h("summary", {}, SAID.hints), h("ul", {}, hints.map((hint) => h("li", { html: hint })))) : null,
    h("details", { class: "fold" }, h("summary", {}, SAID.steps), h("div", { class: "text", html: solution })),
  );
}

function answer({ html, key, misconception }) {
  return h("li", { "data-key": String(key) }, h("span", { class: "given", html }), h("span", { class: "soft" }, key ? `✓ ${SAID.key}` : misconception || SAID.plain));
}

function editor(one, tools) {
  const raw = h("textarea", { class: "spec-raw", rows: 14, spellcheck: "false", "aria-label": SAID.edit }, one.raw);
  const said = h("p", { role: "status" });
  const submit = async (event) => {
    event.preventDefault();
    const told = await attempt(said, () => tools.call("spec_edit", { hash: one.hash, raw: raw.value }));
    if (told?.hash) await tools.frame.load("queue");
    else if (told) said.textContent = told.words;
  };
  const form = h("form", { class: "spec-form", onsubmit: submit }, h("p", { class: "soft" }, SAID.editNote), raw, button(SAID.send, { kind: "outline", type: "submit", "data-gapless": "edit" }), said);
  return h("details", { class: "fold", "data-gapless": "editor" }, h("summary", {}, SAID.edit), form);
}

// The approval is sent with the whole hash of what was shown here: whatever else came meanwhile is not approved by it.
function ruling(one, tools) {
  const rule = (act, reason, at) => send(tools, at, "spec_rule", { hash: one.hash, act, reason });
  return h(
    "div",
    { class: "spec-rulings" },
    one.act === "approved" ? null : button(SAID.approve, { kind: "primary", "data-gapless": "approve", onclick: (event) => rule("approved", "", event.target) }),
    one.act === "rejected" ? null : h("details", { class: "fold", "data-gapless": "reject" }, h("summary", {}, SAID.reject), reasonForm(SAID.reject, (reason, at) => rule("rejected", reason, at))),
  );
}

function reasonForm(words, act) {
  const reason = h("input", { type: "text", maxlength: 500, required: true, "aria-label": WORDS.reason, placeholder: WORDS.reason });
  const press = button(words, { kind: "outline", type: "submit" });
  const submit = (event) => {
    event.preventDefault();
    if (reason.value.trim()) act(reason.value.trim(), press);
  };
  return h("form", { class: "reason-form", onsubmit: submit }, reason, press);
}

async function send({ call, frame }, at, verb, body) {
  const said = h("p", { role: "status" });
  at.after(said);
  const data = await attempt(said, () => call(verb, body));
  if (data) replace(frame.body, frame.draw(data));
}

async function attempt(said, act) {
  try {
    return await act();
  } catch (error) {
    said.textContent = error instanceof Refusal ? error.words : WORDS.offlineRead;
    return null;
  }
}

function bones() {
  const bone = (height, width = "100%") => h("div", { class: "bone", style: `height:${height};width:${width}` });
  return h("div", { class: "queue-parts bones", role: "status", "aria-label": WORDS.loadingPage }, bone("40px", "40%"), bone("64px"), bone("96px"), bone("96px"));
}
