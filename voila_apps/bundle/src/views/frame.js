import { Refusal, callUntilAnswered, link } from "../call.js";
import { button, linkButton, panel } from "../card/parts.js";
import { escape, h, replace } from "../dom.js";
import { WORDS } from "../words.js";

// The frame of a whole-page view: it fetches what `verb` tells and draws it; a skeleton before, words if it can't be had.
export class Frame {
  constructor({ el, call, name, bones, draw }) {
    Object.assign(this, { call, draw, bones });
    this.bar = h("p", { class: "offline-bar", role: "status", hidden: true });
    this.body = h("div", { class: "view-body" });
    this.node = h("div", { class: `view ${name}`, "data-gapless": name }, this.bar, this.body);
    el.classList.add("gapless");
    el.append(this.node);
  }

  async load(verb, body = {}) {
    if (!this.body.hasChildNodes()) replace(this.body, this.bones());
    try {
      const data = await callUntilAnswered(this.call, verb, body, (lost) => this.trouble(lost));
      replace(this.body, this.draw(data));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      replace(this.body, refusal(error, () => this.load(verb, body)));
    }
  }

  trouble(lost) {
    this.bar.hidden = !lost;
    this.bar.textContent = lost ? WORDS.offlineRead : "";
  }
}

function refusal(error, again) {
  const back = encodeURIComponent(location.pathname + location.search);
  const out = error.kind === "signed-out";
  const action = out
    ? linkButton(WORDS.signIn, `/sign-in?next=${back}`)
    : error.href
      ? linkButton(WORDS.goThere, link(error.href))
      : button(WORDS.reload, { kind: "primary", onclick: again });
  const said = out ? WORDS.signedOutPage : escape(error.words);
  const title = out ? WORDS.signedOut : (WORDS.refusals[error.kind] ?? WORDS.trouble);
  return h("section", { class: "card" }, panel({ sign: out ? "locked" : "unreadable", title, words: said, action }));
}
