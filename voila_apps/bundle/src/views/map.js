import { link } from "../call.js";
import { why } from "../card/why.js";
import { h, replace } from "../dom.js";
import { STATE_WORDS, glyph } from "../glyphs.js";
import { WORDS } from "../words.js";

// A map of many columns needs a wider screen, and sets its nodes closer.
const [WIDE, WIDER, MANY] = ["(min-width: 860px)", "(min-width: 1040px)", 5];
const SVG = "http://www.w3.org/2000/svg";

// The skills as a map where there is room for it, else as a list; the other one is a press away. With rows of its own
// (`ownRow(skill)`) a page begins with the list, because they say more.
export function skillMap(map, call, ownRow = null) {
  const wide = matchMedia(places(map).columns.length > MANY ? WIDER : WIDE);
  const room = h("div", { class: "map-room" });
  const views = { map: () => chart(map), list: () => list(map, ownRow ?? ((skill) => row(skill, call))) };
  const tabs = Object.keys(views).map((name) =>
    h("button", { type: "button", class: "tab", onclick: () => show(name) }, WORDS.mapViews[name]),
  );
  function show(name) {
    Object.keys(views).forEach((view, index) => tabs[index].setAttribute("aria-pressed", String(view === name)));
    replace(room, views[name]());
  }
  const choose = () => show(wide.matches && !ownRow ? "map" : "list");
  wide.addEventListener("change", choose);
  choose();
  return h("div", { class: "map-box" }, h("div", { class: "tabs", role: "group", "aria-label": WORDS.mapViews.label }, tabs), room);
}

// Where each skill stands: `column` by grade and by depth inside the grade, `row` beside what it builds on.
export function places({ skills }) {
  const grade = new Map(skills.map((skill) => [skill.id, skill.grade]));
  const depth = new Map();
  for (const { id, grade: own, prerequisites } of skills) {
    const inside = prerequisites.filter((other) => grade.get(other) === own);
    depth.set(id, inside.length ? 1 + Math.max(...inside.map((other) => depth.get(other) ?? 0)) : 0);
  }
  const columns = [...new Set(skills.map(({ id, grade: own }) => own * 1000 + depth.get(id)))].sort((a, b) => a - b);
  const place = { taken: new Set(), placed: new Map() };
  for (const [column, key] of columns.entries()) {
    const here = skills.filter(({ id, grade: own }) => own * 1000 + depth.get(id) === key);
    // What continues a row takes its place first; what starts a strand of its own takes what is left.
    for (const skill of here.sort((a, b) => !a.prerequisites.length - !b.prerequisites.length)) settle(skill, column, place);
  }
  return { placed: place.placed, columns: columns.map((key) => Math.floor(key / 1000)) };
}

function settle({ id, prerequisites }, column, { taken, placed }) {
  const row = freeRow(taken, column, placed.get(prerequisites[0])?.row ?? 0);
  taken.add(`${column}:${row}`);
  placed.set(id, { column, row });
}

function freeRow(taken, column, wished) {
  for (let distance = 0; ; distance += 1)
    for (const row of [wished + distance, wished - distance]) if (row >= 0 && !taken.has(`${column}:${row}`)) return row;
}

function chart(map) {
  const { placed, columns } = places(map);
  const edges = document.createElementNS(SVG, "svg");
  edges.setAttribute("class", "edges");
  edges.setAttribute("aria-hidden", "true");
  const nodes = new Map(map.skills.map((skill) => [skill.id, node(skill, placed.get(skill.id))]));
  const heads = columns.flatMap((grade, index) =>
    index && columns[index - 1] === grade
      ? []
      : h("div", { class: "grade", style: `grid-row:1;grid-column:${index + 1} / span ${columns.filter((one) => one === grade).length}` }, WORDS.grade(grade)),
  );
  const close = columns.length > MANY ? " close" : "";
  const grid = h("div", { class: `map-grid${close}`, style: `--columns:${columns.length}` }, edges, heads, [...nodes.values()]);
  const draw = (id) => drawEdges(edges, grid, nodes, map.skills, id);
  for (const [id, one] of nodes) {
    for (const sign of ["focus", "pointerenter"]) one.addEventListener(sign, () => draw(id));
    for (const sign of ["blur", "pointerleave"]) one.addEventListener(sign, () => draw(null));
  }
  return h("div", { class: "map-scroll" }, grid, legend(map.skills));
}

function node(skill, { column, row }) {
  return h(
    "a",
    {
      class: "node",
      href: link(skill.href),
      "data-gapless": "node",
      "data-skill": skill.id,
      "data-state": skill.state,
      style: `grid-column:${column + 1};grid-row:${row + 2}`,
    },
    glyph(skill.state, STATE_WORDS[skill.state]),
    h("span", {}, skill.title),
  );
}

function drawEdges(edges, grid, nodes, skills, id) {
  edges.replaceChildren();
  for (const one of nodes.values()) one.classList.remove("near", "far");
  if (!id) return;
  const skill = skills.find((other) => other.id === id);
  const after = skills.filter((other) => other.prerequisites.includes(id)).map((other) => other.id);
  const near = new Set([id, ...skill.prerequisites, ...after]);
  for (const [other, one] of nodes) one.classList.add(near.has(other) ? "near" : "far");
  for (const before of skill.prerequisites) if (nodes.has(before)) edges.append(edge(grid, nodes.get(before), nodes.get(id), "before"));
  for (const next of after) edges.append(edge(grid, nodes.get(id), nodes.get(next), "after"));
}

function edge(grid, from, to, kind) {
  const origin = grid.getBoundingClientRect();
  const [a, b] = [from.getBoundingClientRect(), to.getBoundingClientRect()];
  const [x1, y1] = [a.right - origin.left, a.top + a.height / 2 - origin.top];
  const [x2, y2] = [b.left - origin.left, b.top + b.height / 2 - origin.top];
  const bend = Math.max(18, (x2 - x1) / 2);
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`);
  path.setAttribute("class", kind);
  return path;
}

const ORDER = ["mastered", "kept", "due", "placed", "learning", "ready", "hole", "unknown", "locked", "excused"];

function legend(skills) {
  const met = ORDER.filter((state) => skills.some((skill) => skill.state === state));
  return h("ul", { class: "legend" }, met.map((state) => h("li", {}, glyph(state), STATE_WORDS[state])));
}

function list({ grades, skills }, drawRow) {
  return h(
    "div",
    { class: "map-list" },
    grades.map((grade) =>
      h(
        "section",
        {},
        h("h3", { class: "grade" }, WORDS.grade(grade)),
        h("ul", { class: "skill-rows" }, skills.filter((skill) => skill.grade === grade).map(drawRow)),
      ),
    ),
  );
}

function row(skill, call) {
  const { button, room } = why(call, skill.id, WORDS.why, WORDS.whyOf(skill.title));
  return h(
    "li",
    { class: "skill-row" },
    h(
      "div",
      { class: "skill-line" },
      glyph(skill.state),
      h(
        "a",
        { href: link(skill.href), "data-gapless": "node", "data-skill": skill.id, "data-state": skill.state },
        skill.title,
        h("span", { class: "skill-state" }, STATE_WORDS[skill.state]),
      ),
      button,
    ),
    room,
  );
}
