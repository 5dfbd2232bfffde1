import { Refusal, callUntilAnswered, link, transport, viewedStudent } from "../call.js";
import { button, linkButton } from "../card/parts.js";
import { h, uuid } from "../dom.js";
import { moment } from "../times.js";
import { WORDS } from "../words.js";
import { paper } from "./forms/paper.js";
import { result } from "./forms/result.js";
import { Frame } from "./frame.js";

const SAID = WORDS.forms;
const FORM = /\/form\/([\w.-]+)$/;

// Forms: which one comes next and those before; at /form/ID the form itself, then its result.
export function render({ model, el }) {
  const call = transport(model);
  const page = { call, frame: null, stop: () => {} };
  page.frame = new Frame({ el, call, name: "forms", bones, draw: (data) => draw(data, page) });
  const id = FORM.exec(location.pathname)?.[1];
  page.frame.load(id ? "form" : "forms", id ? { form: id } : {});
  return () => page.stop();
}

function draw(data, page) {
  page.stop();
  if (data.state === "running" && data.questions) return paper(data, page);
  if (data.state === "handed-in") return result(data);
  return overview(data, page);
}

function overview(data, page) {
  return h(
    "div",
    { class: "form-parts" },
    h("h1", { class: "view-title" }, SAID.title),
    nextForm(data, page),
    data.likelihood ? likely(data.likelihood) : null,
    data.past.length ? h("section", { class: "part" }, h("h2", { class: "part-title" }, SAID.past), h("ul", { class: "form-list" }, data.past.map(past))) : null,
    data.ledger ? h("p", {}, h("a", { href: link("/ledger"), "data-gapless": "ledger-link" }, WORDS.ledger.title)) : null,
  );
}

function nextForm(data, page) {
  const facts = [data.minutes ? SAID.minutes(data.minutes) : null, data.code ? SAID.supervised : null].filter(Boolean);
  return h(
    "section",
    { class: "card next-card", "data-gapless": "next-form", "data-state": data.state },
    data.title ? h("h2", { class: "next-title" }, data.title) : null,
    h("p", { class: "next-words" }, data.words),
    facts.length && data.state === "open" ? h("ul", { class: "points" }, facts.map((one) => h("li", {}, one))) : null,
    data.links.length ? h("ul", { class: "form-links" }, data.links.map((one) => h("li", {}, h("a", { href: link(one.href) }, one.title)))) : null,
    data.form ? linkButton(WORDS.goOn, link(`/form/${data.form}`), { "data-gapless": "next" }) : null,
    data.state === "open" && !data.shut && !viewedStudent() ? starter(data, page) : null,
  );
}

function starter(data, page) {
  const told = h("p", { class: "form-said", role: "alert" });
  const code = data.code ? h("input", { type: "text", name: "code", autocomplete: "off", autocapitalize: "characters", spellcheck: "false", maxlength: 20, required: true }) : null;
  const request = uuid();
  const press = button(SAID.begin, { kind: "primary", type: "submit", "data-gapless": "begin" });
  const say = (words) => {
    told.textContent = words;
    press.disabled = false;
    code?.focus();
  };
  const begin = async (event) => {
    event.preventDefault();
    press.disabled = true;
    try {
      const body = { request_id: request, ...(code ? { code: code.value } : {}) };
      const { form, words } = await callUntilAnswered(page.call, "form_start", body, (lost) => page.frame.trouble(lost));
      if (form) return void location.assign(`/form/${form}`);
      say(words);
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      say(refusal.words);
    }
  };
  return h("form", { class: "form-start", onsubmit: begin }, code ? h("label", {}, SAID.code, code) : null, press, told);
}

function likely({ words }) {
  return h("section", { class: "part likely", "data-gapless": "likelihood" }, h("h2", { class: "part-title" }, SAID.likely), words.map((one) => h("p", {}, one)));
}

function past(one) {
  return h(
    "li",
    { class: "work-row", "data-gapless": "past" },
    h("a", { href: link(one.href) }, one.title),
    h("span", { class: "soft" }, SAID.score(one.right, one.of), " · ", moment(one.at)),
  );
}

function bones() {
  const bone = (height, width = "100%") => h("div", { class: "bone", style: `height:${height};width:${width}` });
  return h("div", { class: "form-parts bones", role: "status", "aria-label": WORDS.loadingPage }, bone("40px", "40%"), bone("220px"), bone("120px"));
}
