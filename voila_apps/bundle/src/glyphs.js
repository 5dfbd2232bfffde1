// The one family of signs: skill states and verdicts as inline SVG. Shape carries the meaning, colour helps.
const RING = '<circle cx="10" cy="10" r="7" fill="none" stroke="currentColor" stroke-width="1.8"/>';

const SHAPES = {
  unknown: RING,
  ready: `${RING}<path d="M10 3a7 7 0 0 1 7 7h-7z" fill="currentColor"/>`,
  placed: `${RING}<path d="M10 10V3a7 7 0 1 1-7 7z" fill="currentColor"/>`,
  learning: `${RING}<path d="M10 3a7 7 0 0 1 0 14z" fill="currentColor"/>`,
  mastered: '<circle cx="10" cy="10" r="7.9" fill="currentColor"/>',
  kept: '<path d="M10 1.6l2.55 5.4 5.85.75-4.3 4.05 1.1 5.85L10 14.8l-5.2 2.85 1.1-5.85L1.6 7.75 7.45 7z" fill="currentColor"/>',
  due: '<path d="M16.6 8A7 7 0 1 0 17 10.6" fill="none" stroke="currentColor" stroke-width="1.9" stroke-linecap="round"/><path d="M17.6 3.4V8.4H12.6z" fill="currentColor"/>',
  hole: '<path d="M12.4 3.42A7 7 0 1 0 16.58 7.6" fill="none" stroke="currentColor" stroke-width="2.6" stroke-linecap="round" stroke-dasharray="0.1 4.1"/>',
  locked: '<rect x="4" y="4" width="12" height="12" rx="2" fill="none" stroke="currentColor" stroke-width="1.6"/>',
  excused: `${RING}<path d="M6.8 10h6.4" stroke="currentColor" stroke-width="1.8" stroke-linecap="round"/>`,
  right: '<circle cx="10" cy="10" r="9" fill="currentColor"/><path d="M5.8 10.4l2.9 2.9 5.6-6.2" fill="none" stroke="var(--surface)" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>',
  "not-yet": '<circle cx="10" cy="10" r="8" fill="none" stroke="currentColor" stroke-width="2"/><path d="M10 2a8 8 0 0 1 0 16z" fill="currentColor"/>',
  unreadable: '<circle cx="10" cy="10" r="8.1" fill="none" stroke="currentColor" stroke-width="1.8"/><path d="M10 9v5" stroke="currentColor" stroke-width="2.1" stroke-linecap="round"/><circle cx="10" cy="6" r="1.25" fill="currentColor"/>',
};

export const STATE_WORDS = {
  unknown: "not met yet",
  ready: "ready to learn",
  learning: "learning",
  placed: "known already",
  mastered: "mastered",
  kept: "kept",
  due: "due for a look back",
  hole: "a hole to close",
  locked: "comes later",
  excused: "excused",
};

export function glyph(name, label = "") {
  const holder = document.createElement("span");
  holder.className = "glyph";
  holder.dataset.glyph = name;
  holder.innerHTML = `<svg viewBox="0 0 20 20" width="20" height="20" focusable="false" aria-hidden="true">${SHAPES[name] ?? SHAPES.unknown}</svg>`;
  if (label) {
    holder.setAttribute("role", "img");
    holder.setAttribute("aria-label", label);
  } else {
    holder.setAttribute("aria-hidden", "true");
  }
  return holder;
}
