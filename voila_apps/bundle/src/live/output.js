import { DOMWidgetModel, DOMWidgetView } from "@jupyter-widgets/base";
import { h, replace } from "../dom.js";
import { WORDS } from "../words.js";

const PROTOCOL = { _model_module: "@jupyter-widgets/output", _view_module: "@jupyter-widgets/output" };

// What an Output widget captures: while its `msg_id` names a message, what that message prints or shows comes here.
class OutputModel extends DOMWidgetModel {
  defaults() {
    return { ...super.defaults(), ...PROTOCOL, _model_name: "OutputModel", _view_name: "OutputView", msg_id: "", outputs: [] };
  }

  initialize(attributes, options) {
    super.initialize(attributes, options);
    this.clearLater = false;
    this.listenTo(this, "change:msg_id", () => this.listen());
    this.listen();
  }

  listen() {
    this.hook?.dispose();
    this.hook = null;
    const id = this.get("msg_id");
    const connection = this.widget_manager.connection;
    if (!id || !connection) return;
    const take = (message) => this.take(message);
    connection.registerMessageHook(id, take);
    this.hook = { dispose: () => connection.removeMessageHook(id, take) };
  }

  // False keeps the message from going anywhere else.
  take({ header, content }) {
    const taker = TAKERS[header.msg_type];
    if (!taker) return true;
    this.put(taker(this, content));
    return false;
  }

  put(outputs) {
    this.set("outputs", outputs);
    this.save_changes();
  }

  // What was there before, or nothing when a clearing was waiting for the next output.
  standing() {
    const before = this.clearLater ? [] : this.get("outputs");
    this.clearLater = false;
    return before;
  }
}

const TAKERS = {
  stream(model, { name, text }) {
    const before = model.standing();
    const last = before.at(-1);
    if (last?.output_type !== "stream" || last.name !== name) return [...before, { output_type: "stream", name, text }];
    return [...before.slice(0, -1), { ...last, text: last.text + text }];
  },
  display_data: (model, { data, metadata }) => [...model.standing(), { output_type: "display_data", data, metadata }],
  execute_result: (model, { data, metadata }) => [...model.standing(), { output_type: "display_data", data, metadata }],
  error: (model, { ename, evalue, traceback }) => [...model.standing(), { output_type: "error", ename, evalue, traceback }],
  clear_output(model, { wait }) {
    model.clearLater = Boolean(wait);
    return wait ? model.get("outputs") : [];
  },
};

class OutputView extends DOMWidgetView {
  render() {
    super.render();
    this.el.classList.add("live-output");
    this.listenTo(this.model, "change:outputs", () => this.draw());
    this.draw();
  }

  draw() {
    replace(
      this.el,
      this.model.get("outputs").map((output) => this.drawn(output)),
    );
  }

  drawn(output) {
    if (output.output_type === "stream") return output.name === "stdout" ? h("pre", {}, output.text) : null;
    if (output.output_type === "error") return h("p", { class: "cell-failed" }, WORDS.cellFailed);
    const kind = Object.keys(KINDS).find((mime) => mime in output.data);
    return kind ? KINDS[kind](text(output.data[kind]), this.model.widget_manager) : null;
  }
}

const text = (data) => (Array.isArray(data) ? data.join("") : data);
const picture = (type) => (data) => h("img", { alt: "", src: `data:${type};base64,${data}` });

// What the lesson's own code shows, in order of preference.
const KINDS = {
  "application/vnd.jupyter.widget-view+json": ({ model_id }, manager) => {
    const el = h("div", { class: "widget" });
    manager.display(model_id, el);
    return el;
  },
  "text/html": (html) => h("div", { html }),
  "image/svg+xml": (html) => h("div", { html }),
  "image/png": picture("image/png"),
  "image/jpeg": picture("image/jpeg"),
  "text/plain": (words) => h("pre", {}, words),
};

export const outputClasses = { OutputModel, OutputView };
