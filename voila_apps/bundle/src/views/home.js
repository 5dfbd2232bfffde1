export function render({ el }) { el.classList.add("gapless"); }
