import { Refusal, callUntilAnswered, meta, transport } from "../call.js";
import { button } from "../card/parts.js";
import { h, replace, uuid } from "../dom.js";
import { glyph } from "../glyphs.js";
import { moment } from "../times.js";
import { WORDS } from "../words.js";
import { Frame } from "./frame.js";

const SAID = WORDS.rewards;
const REASONS = ["perfect-form", "hole-closed", "review-kept"];

// The reward ledger for a teacher: what is promised, what was earned, and whether all stands as it was written.
export function render({ model, el }) {
  const call = transport(model);
  const frame = new Frame({ el, call, name: "reward-book", bones, draw: (data) => draw(data, { call, frame }) });
  frame.load("rewards");
}

function draw(data, tools) {
  return h(
    "div",
    { class: "class-parts" },
    h("div", { class: "class-head" }, h("h1", { class: "view-title" }, SAID.title), data.claims.length && meta("gapless-tutor") ? h("a", { href: "/rewards.csv", download: "", "data-gapless": "download" }, WORDS.download) : null),
    proof(data),
    data.claims.length ? table(data.claims, tools) : h("p", { class: "lead" }, SAID.none),
    promise(data.policy, tools),
    h("p", {}, h("a", { href: "/class" }, WORDS.classForms.back)),
  );
}

function proof({ entries, newest, faults }) {
  const stands = !faults.length;
  return h(
    "section",
    { class: "card card-body proof", "data-gapless": "proof", "data-stands": String(stands) },
    h("p", {}, glyph(stands ? "right" : "unreadable"), " ", stands ? SAID.stands(entries) : SAID.broken),
    faults.map(({ number, what }) => h("p", {}, SAID.fault(number, what))),
    newest ? h("p", { class: "soft" }, SAID.newest, " ", h("span", { class: "receipt" }, newest)) : null,
  );
}

function table(claims, tools) {
  const head = h("tr", {}, [WORDS.student, SAID.what, SAID.amount, SAID.status, SAID.act].map((words) => h("th", { scope: "col" }, words)));
  return h("div", { class: "class-scroll" }, h("table", { class: "plain-table" }, h("thead", {}, head), h("tbody", {}, claims.map((one) => row(one, tools)))));
}

function row(one, tools) {
  const decide = (act, reason = "") => send(tools, "reward_decide", { student: one.student, claim: one.key, act, reason });
  const acts = one.can.filter((act) => act !== "declined").map((act) => button(SAID.acts[act], { kind: "outline", "data-gapless": act, onclick: () => decide(act) }));
  return h(
    "tr",
    { "data-gapless": "claim", "data-student": one.student, "data-status": one.status },
    h("th", { scope: "row" }, one.name),
    h("td", {}, one.words, h("div", { class: "soft" }, moment(one.earned_at))),
    h("td", { class: "number" }, `${one.amount} ${one.unit}`),
    h("td", {}, SAID.statuses[one.status], one.why ? `: ${one.why}` : "", h("div", { class: "soft" }, SAID.signed(one.by), " ", moment(one.at))),
    h("td", {}, h("div", { class: "choice-row" }, acts, one.can.includes("declined") ? decline(decide) : null)),
  );
}

function decline(decide) {
  const reason = h("input", { type: "text", maxlength: 500, required: true, "aria-label": WORDS.reason, placeholder: WORDS.reason });
  const submit = (event) => {
    event.preventDefault();
    if (reason.value.trim()) decide("declined", reason.value.trim());
  };
  return h("details", { class: "fold" }, h("summary", {}, SAID.acts.declined), h("form", { class: "choice-row", onsubmit: submit }, reason, button(SAID.acts.declined, { kind: "outline", type: "submit", "data-gapless": "declined" })));
}

function promise(policy, tools) {
  const box = (name, label, value, extra = {}) => h("label", {}, label, h("input", { name, value, ...extra }));
  const whole = { type: "number", min: 0, max: 1_000_000, step: 1 };
  const form = h(
    "form",
    { class: "tools promise", "data-gapless": "promise" },
    h("label", { class: "check-label" }, h("input", { type: "checkbox", name: "on", checked: policy.on }), SAID.on),
    box("unit", SAID.unit, policy.unit, { type: "text", maxlength: 40 }),
    REASONS.map((reason) => box(reason, SAID.reasons[reason], policy.amounts[reason] ?? 0, whole)),
    box("cap", SAID.cap, policy.cap ?? "", whole),
    box("full", SAID.full, policy.full, whole),
    box("fade", SAID.fade, policy.fade, { type: "number", min: 0, max: 1, step: 0.05 }),
    button(SAID.promise, { kind: "primary", type: "submit", "data-gapless": "promise-it" }),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(tools, "reward_promise", { policy: read(new FormData(form)) });
  });
  return h("section", { class: "part" }, h("h2", { class: "part-title" }, SAID.promiseTitle), h("p", { class: "soft" }, SAID.before), form);
}

function read(values) {
  const number = (name) => Number(values.get(name));
  const amounts = Object.fromEntries(REASONS.map((reason) => [reason, number(reason)]).filter(([, amount]) => amount));
  return { on: values.has("on"), unit: values.get("unit"), amounts, cap: values.get("cap") === "" ? null : number("cap"), full: number("full"), fade: number("fade") };
}

async function send({ call, frame }, verb, body) {
  try {
    const data = await callUntilAnswered(call, verb, { request_id: uuid(), ...body }, (lost) => frame.trouble(lost));
    replace(frame.body, frame.draw(data));
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    frame.bar.hidden = false;
    frame.bar.textContent = refusal.words;
  }
}

function bones() {
  const bone = (height, width = "100%") => h("div", { class: "bone", style: `height:${height};width:${width}` });
  return h("div", { class: "class-parts bones", role: "status", "aria-label": WORDS.loadingPage }, bone("40px", "30%"), bone("80px"), bone("240px"));
}
