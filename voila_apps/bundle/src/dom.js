// Makes an element: h("button", {class: "quiet", onclick: f, "data-x": 1}, "words", child, null).
// `html` sets markup that the tutor rendered; everything else is text.
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) set(node, name, value);
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

function set(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === "html") node.innerHTML = value;
  else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else node.setAttribute(name, value === true ? "" : value);
}

export function replace(node, ...children) {
  node.replaceChildren(...children.flat().filter(Boolean));
  return node;
}

// Text as HTML that shows it.
export function escape(text) {
  return h("span", {}, text).innerHTML;
}

let serial = 0;

// An id no other element of this page has, for aria references.
export function uid(stem) {
  serial += 1;
  return `gapless-${stem}-${serial}`;
}

// randomUUID exists only in secure contexts, and a school may serve plain http on its own network.
export function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
