import { Refusal } from "../call.js";
import { h, replace, uid } from "../dom.js";
import { glyph } from "../glyphs.js";
import { moment } from "../times.js";
import { WORDS } from "../words.js";

const VERDICT_GLYPHS = { right: "right", "not-yet": "not-yet", unreadable: "unreadable", shown: "unknown" };
export const VERDICT_WORDS = { right: "right", "not-yet": "not yet", unreadable: "not read", shown: "steps shown" };

// One answer: sign, question, what was given, when; `wrote` says whose answer it is to the reader.
export function answerLine({ verdict, prompt, given, given_html, assisted, because, misconception, at }, wrote) {
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
      because ? h("div", { class: "soft" }, because) : null,
    ),
    h("div", { class: "answer-when soft" }, moment(at), assisted ? h("span", { class: "chip" }, WORDS.withHelp) : null),
  );
}

// A number's own "why": press it, and what it came from opens below. {button, room}
// `number` names it as the tutor does; without one it is the run, with the answers on the skill.
export function why(call, skill, content, label, number = "", wrote = WORDS.wrote) {
  const id = uid("why");
  const room = h("div", { class: "why-room", id, hidden: true });
  const press = h(
    "button",
    { type: "button", class: "why", "data-gapless": number ? "why" : "standing", "aria-expanded": "false", "aria-controls": id, title: label },
    content,
    h("span", { class: "visually-hidden" }, ` ${label}`),
  );
  press.addEventListener("click", async () => {
    room.hidden = !room.hidden;
    press.setAttribute("aria-expanded", String(!room.hidden));
    if (!room.hidden) replace(room, await (number ? explained(call, { skill, number }, wrote) : told(call, skill)));
  });
  return { button: press, room };
}

async function explained(call, asked, wrote) {
  try {
    const { words, lines } = await call("why", asked);
    const rows = lines.slice(0, 12).map(({ answer, words: said }) =>
      answer ? answerLine({ ...answer, misconception: said }, wrote) : h("li", { class: "answer-line" }, h("div", { class: "answer-words" }, said)),
    );
    return h("div", { class: "why-words" }, words.map((one) => h("p", {}, one)), rows.length ? h("ul", { class: "answer-lines" }, rows) : null);
  } catch (error) {
    return h("p", { class: "soft" }, error instanceof Refusal ? error.words : WORDS.offlineRead);
  }
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
