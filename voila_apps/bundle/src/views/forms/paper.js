import { Refusal, viewedStudent } from "../../call.js";
import { button } from "../../card/parts.js";
import { h, replace, uid } from "../../dom.js";
import { inputFor } from "../../inputs/index.js";
import { aloud } from "../../numbers.js";
import { Stopwatch } from "../../stopwatch.js";
import { WORDS } from "../../words.js";
import { Drafts } from "./drafts.js";

const SAID = WORDS.forms;
const SETTLED_MS = 900;
const TICK_MS = 1000;

// A form that runs: one question at a time, all of them as a list at its side, and a last look before handing in.
export function paper(data, page) {
  return new Paper(data, page).node;
}

class Paper {
  constructor(data, page) {
    Object.assign(this, { data, page, at: 0, looking: Boolean(viewedStudent()) });
    this.drafts = new Drafts(data, page, (saved) => this.told(saved));
    this.watch = new Stopwatch();
    this.list = h("nav", { class: "form-questions", "aria-label": SAID.questions });
    this.desk = h("div", { class: "form-desk" });
    this.clock = h("p", { class: "form-clock soft", role: "timer" });
    this.node = h(
      "div",
      { class: "form-parts sitting" },
      h("div", { class: "form-head" }, h("h1", { class: "view-title small" }, data.title), this.clock),
      h("div", { class: "form-room" }, this.desk, this.list),
    );
    this.timed();
    this.go(Math.max(0, data.questions.findIndex((one) => !one.given)));
    page.stop = () => this.stop();
  }

  timed() {
    const { seconds_left: left } = this.data;
    if (left === null) return;
    const ends = Date.now() + left * 1000;
    const tick = () => {
      const seconds = (ends - Date.now()) / 1000;
      this.clock.textContent = seconds > 60 ? SAID.left(Math.ceil(seconds / 60)) : SAID.lastMinute;
      if (seconds <= 0) this.handIn();
    };
    this.timer = setInterval(tick, TICK_MS);
    tick();
  }

  stop() {
    clearInterval(this.timer);
    clearTimeout(this.settling);
    this.watch.stop();
  }

  // Keeps what is written on the open question; nothing is sent where nothing changed.
  keep() {
    clearTimeout(this.settling);
    if (!this.input || this.looking) return;
    const question = this.data.questions[this.at];
    if (this.input.value() === question.given) return;
    question.given = this.input.value();
    this.drafts.put(question, this.watch.seconds());
    this.watch.restart();
    this.drawList();
  }

  go(place) {
    this.keep();
    this.at = place;
    this.watch.restart();
    const question = this.data.questions[place];
    const promptId = uid("prompt");
    this.preview = h("p", { class: "preview" });
    this.said = h("p", { class: "form-said", role: "status", "data-gapless": "unread" }, question.words);
    this.input = inputFor(question.input, { promptId, onChange: (text) => this.changed(text) });
    this.input.fill(question.given);
    if (this.looking) this.input.lock(true);
    // A choice names no text of its own: its input only tells that something was chosen.
    this.input.node.addEventListener("change", () => this.changed(question.input.kind === "choice" ? "" : this.input.value()));
    replace(this.desk, this.card(question, promptId));
    this.drawList();
  }

  card(question, promptId) {
    const last = this.at === this.data.questions.length - 1;
    const next = button(last ? SAID.lastLook : WORDS.next, { kind: "primary", type: "submit", "data-gapless": last ? "last-look" : "next" });
    const back = button(SAID.back, { kind: "outline", disabled: this.at === 0, onclick: () => this.go(this.at - 1) });
    return h(
      "form",
      {
        class: "card card-body form-card",
        "data-gapless": "form-question",
        "data-question-id": question.question_id,
        novalidate: true,
        onsubmit: (event) => {
          event.preventDefault();
          if (last) this.lastLook();
          else this.forward();
        },
      },
      h("div", { class: "card-head" }, h("p", { class: "card-title" }, SAID.question(this.at + 1, this.data.questions.length)), this.flag(question)),
      h("div", { class: "prompt", id: promptId, html: question.prompt }),
      h("div", { class: "answer-row" }, this.input.node, this.preview),
      this.said,
      h("div", { class: "card-actions" }, back, h("span", { class: "push" }), next),
    );
  }

  forward() {
    this.go(this.at + 1);
    this.input.focus();
  }

  flag(question) {
    const press = button("", {
      kind: "quiet flag",
      "data-gapless": "flag",
      onclick: () => {
        if (this.looking) return;
        question.flagged = !question.flagged;
        this.drafts.flag(question);
        show();
        this.drawList();
      },
    });
    const show = () => {
      press.setAttribute("aria-pressed", String(question.flagged));
      press.textContent = question.flagged ? SAID.flagged : SAID.flag;
    };
    show();
    return press;
  }

  changed(text) {
    if (this.preview) this.preview.textContent = aloud(text);
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.keep(), SETTLED_MS);
  }

  told({ question_id: id, words }) {
    const place = this.data.questions.findIndex((one) => one.question_id === id);
    this.data.questions[place].words = words;
    if (place === this.at && this.said) this.said.textContent = words;
  }

  drawList() {
    const { questions } = this.data;
    const items = questions.map((one, place) =>
      h(
        "li",
        {},
        h(
          "button",
          {
            type: "button",
            class: "form-place",
            "data-answered": String(Boolean(one.given)),
            "data-flagged": String(one.flagged),
            "aria-current": place === this.at && this.desk.querySelector("[data-question-id]") ? "step" : null,
            "aria-label": SAID.place(place + 1, Boolean(one.given), one.flagged),
            onclick: () => this.go(place),
          },
          String(place + 1),
        ),
      ),
    );
    const answered = questions.filter((one) => one.given).length;
    const looks = this.desk.querySelector('[data-gapless="look"]');
    const end = looks ? null : button(SAID.lastLook, { kind: "outline", "data-gapless": "last-look", onclick: () => this.lastLook() });
    replace(this.list, h("p", { class: "soft" }, SAID.answered(answered, questions.length)), h("ol", { class: "form-places" }, items), end);
  }

  lastLook() {
    this.keep();
    this.input = null;
    const { questions } = this.data;
    const empty = questions.filter((one) => !one.given).length;
    const marked = questions.filter((one) => one.flagged).length;
    const rows = questions.map((one, place) => this.row(one, place));
    const end = button(SAID.handIn, { kind: "primary", "data-gapless": "hand-in", onclick: () => this.handIn() });
    this.ending = h("p", { class: "form-said", role: "alert" });
    const title = h("h2", { class: "next-title", tabindex: "-1" }, SAID.lastLookTitle);
    replace(
      this.desk,
      h(
        "section",
        { class: "card card-body form-card", "data-gapless": "look" },
        title,
        h("p", {}, empty ? SAID.empty(empty) : SAID.noneEmpty, marked ? ` ${SAID.marked(marked)}` : ""),
        h("ul", { class: "form-list" }, rows),
        this.looking ? null : h("div", { class: "card-actions" }, button(SAID.goBack, { kind: "outline", onclick: () => this.go(0) }), h("span", { class: "push" }), end),
        this.ending,
      ),
    );
    this.drawList();
    title.focus({ preventScroll: true });
  }

  row(one, place) {
    const option = one.input.kind === "choice" ? one.input.options.find(({ value }) => value === one.given) : null;
    const given = option ? h("span", { html: option.html }) : one.given || SAID.nothing;
    return h(
      "li",
      { class: "work-row", "data-empty": String(!one.given) },
      h("button", { type: "button", class: "link-like", onclick: () => this.go(place) }, SAID.one(place + 1)),
      h("span", { class: one.given ? "given" : "soft" }, given, one.flagged ? h("span", { class: "chip" }, SAID.flagged) : null, one.words ? h("span", { class: "soft" }, ` ${one.words}`) : null),
    );
  }

  async handIn() {
    this.keep();
    this.stop();
    try {
      await this.drafts.sent();
      const told = await this.drafts.ask("form_hand_in", {});
      replace(this.page.frame.body, this.page.frame.draw(told));
      this.page.frame.body.querySelector(".view-title")?.focus();
      scrollTo(0, 0);
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      if (this.ending) this.ending.textContent = refusal.words;
      else this.page.frame.load("form", { form: this.data.form });
    }
  }
}
