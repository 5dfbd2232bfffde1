import { Refusal, meta } from "../../call.js";
import { button } from "../../card/parts.js";
import { answerLine, why } from "../../card/why.js";
import { h, replace, uuid } from "../../dom.js";
import { STATE_WORDS, glyph } from "../../glyphs.js";
import { day } from "../../times.js";
import { WORDS } from "../../words.js";

// What stands behind one cell: the holes, the very answers, and a way to excuse the skill with a reason.
export function openCell({ call, student, skill, onChange }) {
  const state = student.cells[skill.id] ?? "unknown";
  const answers = h("div", {}, h("div", { class: "bone", style: "height:120px" }));
  const ask = (id, number, content) => numberOf(call, student, id, number, content);
  const p = student.p_known[skill.id];
  const known = p === undefined ? { button: null, room: null } : ask(skill.id, "p-known", WORDS.pKnown(Math.min(99, Math.max(1, Math.round(100 * p)))));
  const close = button(WORDS.close, { kind: "outline", onclick: () => dialog.close() });
  const dialog = h(
    "dialog",
    { class: "drawer", "data-gapless": "drawer", "aria-label": `${student.name}, ${skill.title}`, onclose: () => dialog.remove() },
    h(
      "div",
      { class: "drawer-body" },
      h("div", { class: "drawer-head" }, h("div", {}, h("p", { class: "eyebrow" }, student.name), h("h2", { class: "next-title" }, skill.title)), close),
      h("p", { class: "drawer-state" }, glyph(state), STATE_WORDS[state], known.button),
      known.room,
      excusedNote(student, skill),
      parkedNotes(student, skill, ask),
      holesBehind(student, skill, ask),
      closedHoles(student, skill, ask),
      h("h3", { class: "part-title" }, WORDS.answers),
      answers,
      h("div", { class: "drawer-foot" }, h("a", { href: `/as/${encodeURIComponent(student.id)}/home` }, WORDS.seeAs(student.name))),
      state === "excused" ? null : excuse({ call, student, skill, done: () => (dialog.close(), onChange()) }),
    ),
  );
  // A press on the backdrop closes; the body covers the rest.
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  (document.querySelector(".view.class") ?? document.body).append(dialog);
  dialog.showModal();
  fetchAnswers(call, student, skill, answers);
}

async function fetchAnswers(call, student, skill, room) {
  try {
    const { answers, notes } = await call("answers", { student: student.id, skill: skill.id });
    if (notes.length) room.after(h("details", { class: "excuse", "data-gapless": "notes" }, h("summary", {}, WORDS.oddities), notes.map((one) => h("p", { class: "soft" }, one))));
    replace(room, answers.length ? [h("ul", { class: "answer-lines" }, answers.map(theirs)), download(student, skill)] : h("p", { class: "soft" }, WORDS.noAnswers));
  } catch (error) {
    replace(room, h("p", { class: "soft" }, error instanceof Refusal ? error.words : WORDS.offlineRead));
  }
}

const theirs = (one) => answerLine(one, WORDS.theyWrote);

function download(student, skill) {
  const href = `/answers.csv?student=${encodeURIComponent(student.id)}&skill=${encodeURIComponent(skill.id)}`;
  return meta("gapless-tutor") ? h("p", {}, h("a", { href, download: "", "data-gapless": "download" }, WORDS.download)) : null;
}

// A number of the student's, with its "why": {button, room}.
function numberOf(call, student, skill, number, content) {
  return why((verb, body) => call(verb, { ...body, student: student.id }), skill, content, WORDS.why, number, WORDS.theyWrote);
}

function parkedNotes(student, skill, ask) {
  return student.parked
    .filter((one) => one.skill === skill.id || one.prerequisite.skill === skill.id)
    .map((one) => {
      const { button: press, room } = ask(one.skill, "parked", WORDS.sitWithHer(student.name, one.title, one.questions));
      return h("section", { class: "hole-note" }, press, room);
    });
}

function closedHoles(student, skill, ask) {
  const closed = student.closed.filter((hole) => hole.skill === skill.id || hole.source.skill === skill.id);
  if (!closed.length) return null;
  const rows = closed.map((hole) => {
    const { button: press, room } = ask(hole.skill, "closing", WORDS.took(hole.took));
    return h("li", {}, h("span", {}, `${hole.title}: ${WORDS.outcomes[hole.outcome] ?? hole.outcome}, `, day(hole.at), " "), press, room);
  });
  return h("section", { class: "hole-note" }, h("h3", { class: "part-title" }, WORDS.closedHoles), h("ul", {}, rows));
}

function excusedNote(student, skill) {
  const note = student.excused.find((one) => one.skill === skill.id);
  return note ? h("p", { class: "soft" }, WORDS.excusedBy(note.by), day(note.at), `: ${note.reason}`) : null;
}

function holesBehind(student, skill, ask) {
  const holes = student.holes.filter((hole) => hole.skill === skill.id || hole.source?.skill === skill.id);
  return holes.map((hole) => {
    const sure = ask(hole.skill, "hole", WORDS.chance(hole.chance));
    return h(
      "section",
      { class: "hole-note" },
      h("p", { class: "hole-title" }, glyph("hole"), h("span", {}, WORDS.holeUnder(hole.title, hole.source?.title ?? "", WORDS.statuses[hole.status] ?? hole.status))),
      hole.misconception ? h("p", {}, hole.misconception) : null,
      h("p", {}, WORDS.howSure, " ", sure.button),
      sure.room,
      hole.disproved ? h("p", { class: "soft" }, WORDS.whatDisproves, ": ", hole.disproved) : null,
      h("p", { class: "soft" }, hole.next),
      h("ul", { class: "answer-lines" }, hole.evidence.map(theirs)),
    );
  });
}

function excuse({ call, student, skill, done }) {
  const request_id = uuid();
  const reason = h("textarea", { rows: 2, required: true, maxlength: 500, "aria-label": WORDS.reason });
  const trouble = h("p", { class: "soft", role: "alert" });
  const form = h(
    "form",
    {
      onsubmit: async (event) => {
        event.preventDefault();
        try {
          await call("excuse", { student: student.id, skill: skill.id, reason: reason.value.trim(), request_id });
          done();
        } catch (error) {
          trouble.textContent = error instanceof Refusal ? error.words : WORDS.offlineRead;
        }
      },
    },
    h("label", { class: "reason" }, WORDS.reason, reason),
    trouble,
    button(WORDS.excuse, { kind: "outline", type: "submit", "data-gapless": "excuse" }),
  );
  return h("details", { class: "excuse" }, h("summary", {}, WORDS.excuseLong(student.name)), form);
}
