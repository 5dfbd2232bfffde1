import { Refusal, meta } from "../../call.js";
import { why } from "../../card/why.js";
import { h, replace } from "../../dom.js";
import { WORDS } from "../../words.js";

const SAID = WORDS.day;

// Each student's numbers of today, the same that the student sees; read when they are asked for.
export function daysOf(call) {
  const room = h("div", { class: "days-room" }, h("div", { class: "bone", style: "height:160px" }));
  const box = h("details", { class: "days", "data-gapless": "days" }, h("summary", {}, SAID.class), room);
  box.addEventListener("toggle", async () => {
    if (!box.open) return;
    try {
      const data = await call("days");
      replace(room, table(data, call));
    } catch (error) {
      replace(room, h("p", { class: "soft" }, error instanceof Refusal ? error.words : WORDS.offlineRead));
    }
  });
  return box;
}

const COLUMNS = [
  [SAID.focused, (one) => String(Math.round(one.minutes.focused)), "focused"],
  [SAID.idle, (one) => String(Math.round(one.minutes.idle)), "idle"],
  [SAID.wasted, (one) => String(Math.round(one.minutes.wasted)), "wasted"],
  [SAID.xp, (one) => `${Math.round(one.xp.today)} / ${Math.round(one.xp.all)}`, "xp"],
  [SAID.pace, (one) => (one.pace ? `${one.pace.times.toFixed(1)}×` : SAID.none), "pace"],
  [SAID.due, (one) => String(one.reviews), "reviews"],
  [SAID.week, (one) => String(one.debt.reduce((sum, count) => sum + count, 0)), "debt"],
];

function table({ students }, call) {
  const head = h("tr", {}, h("th", { scope: "col" }, WORDS.student), COLUMNS.map(([name]) => h("th", { scope: "col", class: "number" }, name)));
  const lines = students.map((one) => line(one, call));
  const file = meta("gapless-tutor") ? h("p", {}, h("a", { href: "/days.csv", download: "", "data-gapless": "download-days" }, WORDS.download)) : null;
  return h(
    "div",
    { class: "days-parts" },
    h("div", { class: "class-scroll" }, h("table", { class: "days-table" }, h("thead", {}, head), h("tbody", {}, lines.map((one) => one.row)))),
    h("div", { class: "days-why" }, lines.flatMap((one) => one.rooms)),
    file,
  );
}

// A student's row, and the rooms below the table in which each number tells where it comes from.
function line(student, call) {
  const asked = (verb, body) => call(verb, { ...body, student: student.id });
  const told = COLUMNS.map(([name, say, number]) => why(asked, null, say(student), SAID.whyOf(`${student.name}, ${name}`), number, WORDS.theyWrote));
  const name = h("a", { href: `/as/${encodeURIComponent(student.id)}/day`, title: WORDS.seeAs(student.name) }, student.name);
  return {
    row: h("tr", { "data-student": student.id }, h("th", { scope: "row" }, name), told.map((one) => h("td", { class: "number" }, one.button))),
    rooms: told.map((one, place) => h("div", { class: "days-reason" }, h("p", { class: "eyebrow" }, `${student.name}, ${COLUMNS[place][0]}`), one.room)),
  };
}
