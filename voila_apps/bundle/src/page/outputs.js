import { meta } from "../call.js";
import { h } from "../dom.js";
import { VIEWS } from "../views/index.js";
import { WORDS } from "../words.js";
import { StaticModel, mount } from "./afm.js";

const VIEW_MIME = "application/vnd.jupyter.widget-view+json";

// Every place where a notebook's output shows a widget: the element, and which model.
export function places(root = document) {
  return [...root.querySelectorAll(`script[type="${VIEW_MIME}"]`)].map((script) => ({
    script,
    model_id: JSON.parse(script.textContent).model_id,
  }));
}

export function embeddedState() {
  const script = document.getElementById("gapless-widgets");
  return script ? JSON.parse(script.textContent) : { state: {} };
}

// Mounts what needs no kernel at once; hands the rest to live.js, which is fetched only then.
export async function bringToLife() {
  const embedded = embeddedState();
  const rest = [];
  for (const place of places()) {
    const record = embedded.state[place.model_id];
    if (mountable(record)) show(place, record);
    else if (record || meta("gapless-kernel")) rest.push(place);
  }
  if (!rest.length && !meta("gapless-kernel")) return;
  const live = await import(new URL(LIVE_JS, import.meta.url).href);
  await live.start({ kernel: meta("gapless-kernel"), embedded, places: rest, views: VIEWS, mount });
}

// Our own widgets never need the kernel; another's anywidget does where a kernel is there to answer it.
function mountable(record) {
  if (record?.model_module !== "anywidget") return false;
  return record.state._anywidget_id in VIEWS || !meta("gapless-kernel");
}

async function show({ script }, record) {
  const el = h("div", { class: "widget" });
  script.before(el);
  try {
    await mount({ model: new StaticModel(record.state), el, views: VIEWS });
  } catch (error) {
    el.append(h("p", { class: "cell-failed" }, WORDS.partMissing));
    console.warn(error);
  }
}
