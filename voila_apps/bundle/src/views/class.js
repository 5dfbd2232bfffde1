import { link, meta, transport } from "../call.js";
import { h, replace } from "../dom.js";
import { STATE_WORDS, glyph } from "../glyphs.js";
import { ago } from "../times.js";
import { WORDS } from "../words.js";
import { keyboardGrid } from "./class/grid.js";
import { daysOf } from "./class/days.js";
import { openCell } from "./class/drawer.js";
import { SORTS, arrange, holesOf } from "./class/order.js";
import { Frame } from "./frame.js";

const FRESH_MS = 20_000;

// The teacher's class: students × skills as a heat map; a cell opens the very answers.
export function render({ model, el }) {
  const call = transport(model);
  const wish = { sort: "name", hole: "", name: "" };
  const frame = new Frame({ el, call, name: "class", bones, draw: (data) => draw(data, { call, wish, frame }) });
  frame.load("class");
  const timer = setInterval(() => refresh(frame, call), FRESH_MS);
  return () => clearInterval(timer);
}

// Takes up what happened meanwhile, unless somebody is reading or typing here.
async function refresh(frame, call) {
  if (document.hidden || document.querySelector("dialog[open]") || frame.body.contains(document.activeElement)) return;
  const data = await call("class").catch(() => null);
  if (data) replace(frame.body, frame.draw(data));
}

function draw(data, { call, wish, frame }) {
  const table = h("div", { class: "class-scroll", tabindex: "-1" });
  const open = (student, skill) => openCell({ call, student, skill, onChange: () => frame.load("class") });
  const redraw = () => replace(table, heatMap(data, arrange(data.students, wish), open));
  redraw();
  return h(
    "div",
    { class: "class-parts" },
    h("div", { class: "class-head" }, h("h1", { class: "view-title" }, data.title), h("p", { class: "soft" }, WORDS.students(data.students.length)), download(data)),
    data.queue?.waiting ? h("p", { "data-gapless": "waiting" }, h("a", { href: link(data.queue.href) }, WORDS.queue.note(data.queue))) : null,
    data.students.length ? [tools(data, wish, redraw), table, legend(), daysOf(call)] : h("p", { class: "lead" }, WORDS.noStudents),
  );
}

// The file comes from the server: in a notebook there is none.
function download({ students }) {
  return meta("gapless-tutor") && students.length ? h("a", { href: "/class.csv", download: "", "data-gapless": "download" }, WORDS.download) : null;
}

function tools(data, wish, redraw) {
  const change = (key) => (event) => {
    wish[key] = event.target.value;
    redraw();
  };
  const option = (value, words, chosen) => h("option", { value, selected: value === chosen }, words);
  return h(
    "div",
    { class: "tools" },
    h("label", {}, WORDS.find, h("input", { type: "search", value: wish.name, oninput: change("name") })),
    h("label", {}, WORDS.sort, h("select", { onchange: change("sort") }, Object.keys(SORTS).map((key) => option(key, WORDS.sorts[key], wish.sort)))),
    h(
      "label",
      {},
      WORDS.filter,
      h("select", { onchange: change("hole") }, option("", WORDS.everybody, wish.hole), holesOf(data.students).map(({ skill, title, count }) => option(skill, `${title} (${count})`, wish.hole))),
    ),
  );
}

function heatMap(data, students, open) {
  const head = h(
    "tr",
    {},
    h("th", { scope: "col", class: "corner" }, WORDS.student),
    data.skills.map((skill) => h("th", { scope: "col", title: skill.title }, h("span", { class: "column-title" }, skill.title))),
    h("th", { scope: "col", class: "last-head" }, WORDS.lastActivity),
  );
  const rows = students.map((student) => studentRow(student, data.skills, open));
  const grid = h("table", { class: "class-table", role: "grid", "aria-label": data.title }, h("thead", {}, head), h("tbody", {}, rows));
  keyboardGrid(grid);
  return students.length ? grid : h("p", { class: "lead" }, WORDS.nobodyHere);
}

function studentRow(student, skills, open) {
  const holes = student.holes.filter((hole) => hole.status === "confirmed");
  const name = h("a", { href: `/as/${encodeURIComponent(student.id)}/home`, title: WORDS.seeAs(student.name) }, student.name);
  const parked = student.parked.map((one) => h("span", { class: "row-holes sit", "data-gapless": "sit" }, glyph("due"), WORDS.sitWithHer(student.name, one.title, one.questions)));
  const note = holes.length ? h("span", { class: "row-holes" }, glyph("hole"), holes.map((hole) => hole.title).join(", ")) : null;
  return h(
    "tr",
    { "data-student": student.id },
    h("th", { scope: "row" }, name, parked, note),
    skills.map((skill) => cell(student, skill, open)),
    h("td", { class: "last" }, student.last_at ? ago(student.last_at) : WORDS.never),
  );
}

function cell(student, skill, open) {
  const state = student.cells[skill.id] ?? "unknown";
  return h(
    "td",
    {},
    h(
      "button",
      {
        type: "button",
        class: "cell",
        tabindex: "-1",
        "data-gapless": "cell",
        "data-student": student.id,
        "data-skill": skill.id,
        "data-state": state,
        "aria-label": `${student.name}, ${skill.title}: ${STATE_WORDS[state]}`,
        onclick: () => open(student, skill),
      },
      glyph(state),
    ),
  );
}

function legend() {
  return h("ul", { class: "legend" }, Object.keys(STATE_WORDS).map((state) => h("li", {}, glyph(state), STATE_WORDS[state])));
}

function bones() {
  const bone = (height, width = "100%") => h("div", { class: "bone", style: `height:${height};width:${width}` });
  return h("div", { class: "class-parts bones", role: "status", "aria-label": WORDS.loadingPage }, bone("40px", "30%"), bone("48px", "60%"), bone("360px"));
}
