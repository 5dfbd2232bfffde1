import { Refusal, callUntilAnswered, link } from "../call.js";
import { escape, h, replace } from "../dom.js";
import { glyph } from "../glyphs.js";
import * as outbox from "../outbox.js";
import { WORDS } from "../words.js";
import { button, linkButton, panel, skeleton } from "./parts.js";
import { Question } from "./question.js";

// The question card: the same in a lesson, in practice and in a placement. `asks` is the
// verb and body that give its questions. `onAsked` hears of each; `onDone` and `onDetour` may take over what is shown
// when the tutor says that the goal is reached, or that a hole comes first. A goal is {skill}, {hole}, {contest} or {review}.
export class Card {
  constructor({ call, goal = {}, asks = ["next", { goal }], onAsked = null, onDone = null, onDetour = null }) {
    Object.assign(this, { call, asks, onAsked, onDone, onDetour, question: null });
    this.bar = h("p", { class: "offline-bar", role: "status", hidden: true });
    this.body = h("div", { class: "card-slot" });
    this.node = h(
      "section",
      // JupyterLab takes bare digits and Enter as its own shortcuts unless it is asked not to.
      { class: "card", "data-gapless": "check", "data-skill": goal.skill ?? goal.hole ?? null, "data-lm-suppress-shortcuts": "true" },
      this.bar,
      this.body,
    );
  }

  async load({ focus = false } = {}) {
    const before = this.question;
    if (!before) this.put("loading", skeleton(WORDS.loading));
    try {
      const trouble = (lost) => this.trouble(lost, WORDS.offlineRead);
      const answer = await callUntilAnswered(this.call, ...this.asks, trouble);
      before?.stop();
      this.question = null;
      this.states[answer.state].call(this, answer, focus);
    } catch (error) {
      this.refused(error);
    }
  }

  states = {
    question: this.asked,
    detour: this.detour,
    locked: this.locked,
    done: this.done,
    placed: this.done,
    idle: this.idle,
  };

  put(state, node) {
    this.node.dataset.state = state;
    if (state !== "question") delete this.node.dataset.questionId;
    replace(this.body, node);
  }

  trouble(lost, words = WORDS.offline) {
    this.bar.hidden = !lost;
    this.bar.textContent = lost ? words : "";
  }

  asked(answer, focus) {
    const { question } = answer;
    this.question = new Question(question, {
      call: this.call,
      onNext: (words = "") => this.goOn(words),
      onRefusal: (error, at) => this.refused(error, at),
      onTrouble: (lost) => this.trouble(lost),
    });
    this.node.dataset.questionId = question.question_id;
    this.node.dataset.skill = question.skill;
    this.put("question", this.question.node);
    this.onAsked?.(answer);
    const waiting = outbox.waitingFor(question.question_id);
    if (waiting) this.question.resume(waiting);
    else if (focus) this.question.focus();
  }

  // To what comes next; `words` of the tutor's on what was left are read above it.
  async goOn(words) {
    await this.load({ focus: true });
    if (words) this.body.prepend(h("p", { class: "card-note", role: "status", "data-gapless": "note" }, words));
  }

  detour(answer, focus) {
    if (this.onDetour?.(answer, this)) return;
    const action = linkButton(WORDS.practise, link(answer.href), { "data-gapless": "next" });
    this.put("detour", panel({ sign: "hole", title: WORDS.detour, words: answer.words, action }));
    if (focus) action.focus();
  }

  locked(answer, focus) {
    const rows = answer.missing.map((skill) =>
      h("li", {}, glyph("ready"), h("a", { href: link(skill.href) }, skill.title)),
    );
    const first = answer.missing[0];
    const action = first ? linkButton(WORDS.goThere, link(first.href), { "data-gapless": "next" }) : null;
    const list = h("ul", { class: "missing" }, rows);
    this.put("locked", panel({ sign: "locked", title: WORDS.locked, words: answer.words, list, action }));
    if (focus) action?.focus();
  }

  done(answer, focus) {
    if (this.onDone?.(answer, this)) return;
    const action = answer.next ? linkButton(WORDS.goOn, link(answer.next.href), { "data-gapless": "next" }) : null;
    const list = answer.next ? h("p", { class: "says-next" }, answer.next.title) : null;
    const word = this.asks[1].goal?.skill ? WORDS.done : WORDS.closed;
    const title = answer.title ? `${answer.title}: ${word.toLowerCase()}` : WORDS.nothingDue;
    this.put("done", panel({ sign: "mastered", title, words: answer.words, list, action }));
    if (focus) (action ?? this.node).focus();
  }

  idle(answer) {
    this.put("idle", panel({ sign: "excused", title: WORDS.idle, words: answer.words }));
  }

  // The tutor said no. A refusal about the open question leaves it standing; the rest takes the card.
  refused(error, at = null) {
    if (!(error instanceof Refusal)) throw error;
    if (error.kind === "signed-out") return this.signedOut();
    if (at && (error.kind === "closed" || error.kind === "not-found")) {
      outbox.drop(outbox.waitingFor(at.asked.question_id)?.request_id);
      return this.load();
    }
    if (at) return at.complain(error.words);
    const action = error.href
      ? linkButton(WORDS.goThere, link(error.href))
      : button(WORDS.reload, { kind: "primary", onclick: () => this.load() });
    this.put("trouble", panel({ sign: "unreadable", title: WORDS.refusals[error.kind] ?? WORDS.trouble, words: escape(error.words), action }));
  }

  signedOut() {
    const back = encodeURIComponent(location.pathname + location.search);
    const action = linkButton(WORDS.signIn, `/sign-in?next=${back}`, { "data-gapless": "next" });
    this.put("signed-out", panel({ sign: "locked", title: WORDS.signedOut, words: WORDS.signedOutWords, action }));
    action.focus();
  }
}
