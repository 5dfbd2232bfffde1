import { h } from "../dom.js";
import { WORDS } from "../words.js";
import { shutDownOnLeave, connect } from "./kernel.js";
import { PageManager } from "./manager.js";

// Shows the widgets that are more than a view of the tutor: from the states in the page, or with their kernel.
// `places` are the outputs to fill, `views` and `mount` the page's own host for anywidgets.
export async function start({ kernel, embedded, places, views, mount }) {
  document.head.append(h("link", { rel: "stylesheet", href: new URL(LIVE_CSS, import.meta.url).href }));
  const host = { embedded: embedded.state, views, mount };
  if (!kernel) {
    const manager = new PageManager(null, host);
    await manager.set_state({ version_major: 2, version_minor: 0, ...embedded });
    return showAll(manager, places);
  }
  shutDownOnLeave(kernel);
  const connection = connect(kernel, { onGone: () => tellGone() });
  const manager = new PageManager(connection, host);
  try {
    await manager.restore();
  } catch (error) {
    console.warn(error);
    return tellGone();
  }
  return showAll(manager, places);
}

async function showAll(manager, places) {
  await Promise.all(places.map(({ script, model_id }) => show(manager, script, model_id)));
}

async function show(manager, script, model_id) {
  const el = h("div", { class: "widget live-widget" });
  script.before(el);
  if (manager.has_model(model_id)) await manager.display(model_id, el);
  else el.append(h("p", { class: "cell-failed" }, WORDS.partMissing));
}

let told = false;

function tellGone() {
  if (told) return;
  told = true;
  const again = h("button", { type: "button", class: "live-again", onclick: () => location.reload() }, WORDS.reload);
  document.getElementById("main")?.prepend(h("div", { class: "live-gone", role: "status" }, h("span", {}, WORDS.kernelGone), again));
}
