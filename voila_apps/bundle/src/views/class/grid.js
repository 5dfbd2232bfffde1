const STEPS = {
  ArrowRight: (at) => [at.row, at.column + 1],
  ArrowLeft: (at) => [at.row, at.column - 1],
  ArrowDown: (at) => [at.row + 1, at.column],
  ArrowUp: (at) => [at.row - 1, at.column],
  Home: (at) => [at.row, 0],
  End: (at, size) => [at.row, size - 1],
};

// One stop for Tab; arrow keys, Home and End move between the cells.
export function keyboardGrid(table) {
  const rows = () => [...table.tBodies[0].rows].map((row) => [...row.querySelectorAll(".cell")]);
  const first = table.querySelector(".cell");
  if (first) first.tabIndex = 0;
  table.addEventListener("focusin", (event) => {
    if (!event.target.matches(".cell")) return;
    table.querySelector('.cell[tabindex="0"]')?.setAttribute("tabindex", "-1");
    event.target.tabIndex = 0;
  });
  table.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (!step || !event.target.matches(".cell")) return;
    const cells = rows();
    const row = cells.findIndex((line) => line.includes(event.target));
    const [toRow, toColumn] = step({ row, column: cells[row].indexOf(event.target) }, cells[row].length);
    event.preventDefault();
    cells[toRow]?.[toColumn]?.focus();
  });
}
