import { Refusal, callUntilAnswered } from "../../call.js";
import { uuid } from "../../dom.js";

// What is written on a form, on its way to the tutor: kept in the browser until it is acknowledged, sent in order, once.
export class Drafts {
  constructor(data, page, onSaved) {
    Object.assign(this, { form: data.form, page, onSaved, line: Promise.resolve() });
    this.key = `gapless.form.${data.form}`;
    this.take(data.questions);
  }

  // What an earlier visit of this page could not hand over.
  take(questions) {
    for (const entry of this.read()) {
      const question = questions.find((one) => one.question_id === entry.question_id);
      if (question) question.given = entry.given;
      this.send(entry);
    }
  }

  put(question, seconds) {
    const entry = { question_id: question.question_id, given: question.given, request_id: uuid(), focus_seconds: seconds };
    this.write([...this.read(), entry]);
    this.send(entry);
  }

  flag(question) {
    const body = { question_id: question.question_id, flagged: question.flagged, request_id: uuid() };
    this.line = this.line.then(() => this.ask("form_flag", body)).catch(ignoreRefusal);
  }

  send(entry) {
    this.line = this.line
      .then(() => this.ask("form_answer", entry))
      .then((saved) => this.onSaved(saved))
      .catch(ignoreRefusal)
      .then(() => this.write(this.read().filter((other) => other.request_id !== entry.request_id)));
  }

  sent() {
    return this.line;
  }

  ask(verb, body) {
    return callUntilAnswered(this.page.call, verb, { form: this.form, request_id: uuid(), ...body }, (lost) => this.page.frame.trouble(lost));
  }

  read() {
    try {
      return JSON.parse(localStorage.getItem(this.key) ?? "[]");
    } catch {
      return [];
    }
  }

  write(entries) {
    try {
      if (entries.length) localStorage.setItem(this.key, JSON.stringify(entries));
      else localStorage.removeItem(this.key);
    } catch {
      // a private window: what is on its way is held by the open page
    }
  }
}

// A form that ended meanwhile takes nothing more: its result says so.
function ignoreRefusal(error) {
  if (!(error instanceof Refusal)) throw error;
}
