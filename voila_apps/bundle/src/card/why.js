import { Refusal } from "../call.js";
import { h, replace, uid } from "../dom.js";
import { glyph } from "../glyphs.js";
import { moment } from "../times.js";
import { WORDS } from "../words.js";

const VERDICT_GLYPHS = { right: "right", "not-yet": "not-yet", unreadable: "unreadable", shown: "unknown" };
export const VERDICT_WORDS = { right: "right", "not-yet": "not yet", unreadable: "not read", shown: "steps shown" };

// One answer: sign, question, what was given, when; `wrote` says whose answer it is to the reader.
export function answerLine({ verdict, prompt, given, given_html, assisted, misconception, at }, wrote) {
  const said = given_html || given ? h("span", { class: "given", html: given_html || null }, given_html ? "" : given) : null;
  return h(
    "li",
    { class: "answer-line" },
    verdict ? glyph(VERDICT_GLYPHS[verdict] ?? "unknown", VERDICT_WORDS[verdict] ?? verdict) : null,
    h(
      "div",
      { class: "answer-words" },
      h("div", { class: "answer-prompt", html: prompt }),
      h("div", { class: "answer-given" }, said ? [wrote, " ", said] : WORDS.noAnswer),
      misconception ? h("div", { class: "soft" }, misconception) : null,
    ),
    h("div", { class: "answer-when soft" }, moment(at), assisted ? h("span", { class: "chip" }, WORDS.withHelp) : null),
  );
}

// A number's own "why": press it, and the answers it came from open below. {button, room}
export function why(call, skill, content, label) {
  const id = uid("why");
  const room = h("div", { class: "why-room", id, hidden: true });
  const press = h(
    "button",
    { type: "button", class: "why", "data-gapless": "standing", "aria-expanded": "false", "aria-controls": id, title: label },
    content,
    h("span", { class: "visually-hidden" }, ` ${label}`),
  );
  press.addEventListener("click", async () => {
    room.hidden = !room.hidden;
    press.setAttribute("aria-expanded", String(!room.hidden));
    if (!room.hidden) replace(room, await told(call, skill));
  });
  return { button: press, room };
}

async function told(call, skill) {
  try {
    const standing = await call("standing", { skill });
    const lines = standing.answers.slice(0, 8).map((one) => answerLine(one, WORDS.wrote));
    return h(
      "div",
      { class: "why-words" },
      h("p", {}, standing.words),
      standing.chance ? h("p", { class: "soft", "data-gapless": "chance" }, standing.chance.words) : null,
      lines.length ? h("ul", { class: "answer-lines" }, lines) : h("p", { class: "soft" }, WORDS.noAnswers),
    );
  } catch (error) {
    return h("p", { class: "soft" }, error instanceof Refusal ? error.words : WORDS.offlineRead);
  }
}
