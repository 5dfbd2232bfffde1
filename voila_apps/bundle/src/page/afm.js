// A host for anywidget front-end modules: a model is a bag of state with events, a view is `render({model, el})`.

export class StaticModel {
  constructor(state, send = () => {}) {
    this.state = { ...state };
    this.listeners = new Map();
    this.forward = send;
  }

  get(key) {
    return this.state[key];
  }

  set(key, value) {
    if (this.state[key] === value) return;
    this.state[key] = value;
    this.emit(`change:${key}`, value);
    this.emit("change", value);
  }

  save_changes() {}

  send(content) {
    this.forward(content);
  }

  on(event, callback) {
    for (const name of event.split(" ")) this.listeners.set(name, [...(this.listeners.get(name) ?? []), callback]);
  }

  off(event, callback) {
    if (!event) return this.listeners.clear();
    for (const name of event.split(" ")) {
      const kept = callback ? (this.listeners.get(name) ?? []).filter((other) => other !== callback) : [];
      this.listeners.set(name, kept);
    }
  }

  emit(event, ...details) {
    for (const callback of this.listeners.get(event) ?? []) callback(...details);
  }
}

const ABSOLUTE = /^(https?:)?\/\/|^\//;

// The module of a widget: one the page holds already, or the one its `_esm` names by URL.
export async function moduleOf(state, views) {
  const own = views[state._anywidget_id];
  if (own) return { render: (await own()).render };
  const esm = state._esm ?? "";
  if (!ABSOLUTE.test(esm)) throw new Error(`${state._anywidget_id}: its module has no address on this server`);
  const loaded = await import(esm);
  const made = loaded.default ?? loaded;
  return typeof made === "function" ? made() : made;
}

export async function mount({ model, el, views }) {
  const state = model instanceof StaticModel ? model.state : model.attributes;
  const definition = await moduleOf(state, views);
  if (state._css) dress(state);
  const signal = new AbortController().signal;
  await definition.initialize?.({ model, signal });
  return definition.render?.({ model, el, signal, experimental: { invoke: refuse } });
}

// A widget's own styles, once however often it is shown.
function dress({ _css, _anywidget_id }) {
  const id = `style-${_anywidget_id}`;
  if (document.getElementById(id)) return;
  const sheet = document.createElement(ABSOLUTE.test(_css) ? "link" : "style");
  sheet.id = id;
  if (sheet.tagName === "LINK") Object.assign(sheet, { rel: "stylesheet", href: _css });
  else sheet.textContent = _css;
  document.head.append(sheet);
}

async function refuse() {
  throw new Error("this page has no kernel to invoke a command in");
}
