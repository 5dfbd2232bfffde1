import { callUntilAnswered } from "../call.js";
import { h, replace, uid, uuid } from "../dom.js";
import { inputFor } from "../inputs/index.js";
import { aloud } from "../numbers.js";
import * as outbox from "../outbox.js";
import { Stopwatch } from "../stopwatch.js";
import { WORDS } from "../words.js";
import { feedbackArea } from "./feedback.js";
import { hintArea } from "./hints.js";
import { button, progressDots } from "./parts.js";
import { showWait } from "./wait.js";
import { why } from "./why.js";

// One question from its asking to its end. `host` is the card around it: {call, onNext, onRefusal, onTrouble}.
export class Question {
  constructor(asked, host) {
    this.asked = asked;
    this.host = host;
    this.busy = false;
    this.closed = false;
    this.requests = {}; // one request id a hint and a solution, so that a retry is the same wish
    this.watch = new Stopwatch();
    this.build();
    if (asked.feedback) this.show(asked.feedback, false);
  }

  build() {
    const { asked } = this;
    const promptId = uid("prompt");
    this.preview = h("p", { class: "preview", "data-gapless": "preview" });
    this.input = inputFor(asked.input, { promptId, onChange: (text) => this.changed(text) });
    this.feedback = feedbackArea();
    this.hints = hintArea({ onAsk: () => this.askHint() });
    this.check = button(asked.purpose === "placement" ? WORDS.answer : WORDS.check, { kind: "primary", type: "submit", "data-gapless": "submit" });
    this.give = button(asked.attempts ? WORDS.showMe : WORDS.notLearned, { "data-gapless": "show", onclick: () => this.askSolution() });
    this.progress = h("span", { class: "progress-slot" }, progressDots(asked.progress));
    this.why = why(this.host.call, asked.skill, this.progress, WORDS.whyOf(asked.title));
    this.why.button.hidden = !asked.progress;
    this.form = h(
      "form",
      { class: "card-form", novalidate: true, onsubmit: (event) => this.submit(event) },
      this.hints.area,
      h("div", { class: "answer-row" }, this.input.node, this.preview),
      h("div", { class: "card-actions" }, this.hints.ask, this.give, h("span", { class: "push" }), this.check),
    );
    this.node = h(
      "div",
      { class: "card-body", onkeydown: (event) => this.key(event) },
      h("div", { class: "card-head" }, this.heading(), this.why.button),
      this.why.room,
      asked.example ? example(asked.example) : null,
      h("div", { class: "prompt", id: promptId, "data-gapless": "prompt", html: asked.prompt }),
      this.form,
      this.feedback.node,
      asked.generated ? this.oddRow() : null,
    );
    this.hints.set(asked);
  }

  heading() {
    const purpose = WORDS.purposes[this.asked.purpose];
    const also = this.asked.also?.length ? h("span", { class: "also" }, WORDS.alsoAsks(this.asked.also)) : null;
    return h("p", { class: "card-title" }, this.asked.title, purpose ? h("span", { class: "chip" }, purpose) : null, also);
  }

  focus() {
    this.input.focus();
  }

  changed(text) {
    this.preview.textContent = aloud(text);
    // After a miss the same answer can't be sent again by mistake; another one can.
    if (!this.closed) this.check.disabled = false;
  }

  key(event) {
    if (event.key === "Escape" && this.hints.close()) event.preventDefault();
    else if (event.key === "Enter" && event.repeat) event.preventDefault();
    else if (/^[1-9]$/.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey && this.input.key?.(Number(event.key)))
      event.preventDefault();
  }

  submit(event) {
    event.preventDefault();
    if (this.busy || this.closed) return;
    const nudge = this.input.nudge();
    if (nudge) {
      this.feedback.say("note", { text: nudge });
      if (!this.form.contains(document.activeElement) || document.activeElement === this.check) this.input.focus();
      return;
    }
    this.send({
      question_id: this.asked.question_id,
      given: this.input.value(),
      request_id: uuid(),
      focus_seconds: this.watch.seconds(),
    });
  }

  // An answer that an earlier visit of this page could not hand over.
  resume(entry) {
    this.input.fill(entry.given);
    this.send(entry);
  }

  async send(entry) {
    outbox.put(entry);
    const { question_id, given, request_id, focus_seconds } = entry;
    await this.during(this.check, this.asked.purpose === "placement" ? WORDS.noting : WORDS.checking, async () => {
      const feedback = await this.ask("answer", { question_id, given, request_id, focus_seconds });
      outbox.drop(request_id);
      this.watch.restart();
      this.show(feedback, true);
    });
  }

  async askHint() {
    if (this.busy || this.closed) return;
    await this.during(this.hints.ask, "", async () => {
      this.requests.hint ??= uuid();
      const answer = await this.ask("hint", { question_id: this.asked.question_id, request_id: this.requests.hint });
      this.requests.hint = undefined;
      this.hints.set(answer);
    });
  }

  async askSolution() {
    if (this.busy || this.closed) return;
    await this.during(this.give, "", async () => {
      this.requests.show ??= uuid();
      const answer = await this.ask("show", { question_id: this.asked.question_id, request_id: this.requests.show });
      this.show(answer, true);
    });
  }

  // A question of the bank can be taken back by whoever finds it odd: another one comes at once.
  oddRow() {
    this.odd = button(WORDS.odd, { "data-gapless": "odd", onclick: () => this.takeBack() });
    return h("p", { class: "odd-row" }, this.odd);
  }

  async takeBack() {
    if (this.busy) return;
    await this.during(this.odd, "", async () => {
      this.requests.odd ??= uuid();
      const { words } = await this.ask("odd", { question_id: this.asked.question_id, request_id: this.requests.odd });
      this.closed = true;
      this.host.onNext(words);
    });
  }

  ask(verb, body) {
    return callUntilAnswered(this.host.call, verb, body, (trouble) => this.host.onTrouble(trouble));
  }

  // Runs one exchange with the tutor: nothing else can be pressed meanwhile, and a wait shows where it was pressed.
  async during(pressed, words, work) {
    this.busy = true;
    this.input.lock(true);
    const wait = showWait(pressed, words, this.feedback);
    try {
      await work();
    } catch (refusal) {
      this.host.onRefusal(refusal, this);
    } finally {
      wait.end();
      this.busy = false;
      this.input.lock(this.closed);
    }
  }

  // A refusal that leaves the question where it is.
  complain(words) {
    this.feedback.say("note", { text: words });
  }

  show(feedback, live) {
    if (feedback.progress) replace(this.progress, progressDots(feedback.progress));
    if (feedback.progress) this.why.button.hidden = false;
    // In a placement an answer is noted, and the next question is all that follows.
    if (feedback.verdict === "noted") return this.noted();
    const steps = { next: this.showEnd, again: this.showAgain, edit: this.showEdit };
    steps[feedback.action].call(this, feedback, live);
  }

  noted() {
    this.closed = true;
    this.watch.stop();
    this.host.onNext();
  }

  showEnd(feedback, live) {
    this.closed = true;
    this.input.lock(true);
    this.hints.end();
    this.give.hidden = true;
    this.check.disabled = true;
    this.watch.stop();
    const next = button(WORDS.next, {
      kind: "primary",
      "data-gapless": "next",
      // The second click of a double click on Check must not leave the feedback unread.
      onclick: (event) => event.detail < 2 && this.host.onNext(),
    });
    this.feedback.say(feedback.verdict, { html: feedback.words, solution: feedback.solution }, [next]);
    if (live) next.focus({ preventScroll: true });
  }

  showAgain(feedback, live) {
    this.hints.missed();
    this.give.textContent = WORDS.showMe;
    const again = button(WORDS.again, { kind: "primary", "data-gapless": "again", onclick: () => this.tryAgain() });
    this.feedback.say(feedback.verdict, { html: feedback.words }, [again]);
    this.check.disabled = true;
    if (live) again.focus({ preventScroll: true });
  }

  tryAgain() {
    this.feedback.quiet();
    this.check.disabled = false;
    this.input.clear();
    this.input.focus();
  }

  showEdit(feedback, live) {
    this.feedback.say(feedback.verdict, { html: feedback.words });
    if (!live) return;
    this.input.lock(false);
    this.input.focus();
  }

  stop() {
    this.watch.stop();
  }
}

// Another question with its steps, before this one: after misses in a row the tutor shows before it asks.
function example(html) {
  return h("section", { class: "solution example", "data-gapless": "example" }, h("p", { class: "solution-head" }, WORDS.exampleFirst), h("div", { html }));
}
