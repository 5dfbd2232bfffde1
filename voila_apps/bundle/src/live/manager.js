import * as base from "@jupyter-widgets/base";
import { ManagerBase } from "@jupyter-widgets/base-manager";
import * as controls from "@jupyter-widgets/controls";
import { Widget } from "@lumino/widgets";
import { anywidgetClasses } from "./anywidget.js";
import { outputClasses } from "./output.js";

// The widget manager of a page. `connection` is its kernel, null where the states in the page are all there is.
export class PageManager extends ManagerBase {
  constructor(connection, host) {
    super();
    this.connection = connection;
    this.modules = {
      "@jupyter-widgets/base": base,
      "@jupyter-widgets/controls": controls,
      "@jupyter-widgets/output": outputClasses,
      anywidget: anywidgetClasses(host),
    };
    connection?.registerCommTarget(this.comm_target_name, (comm, message) =>
      this.handle_comm_open(new base.shims.services.Comm(comm), message),
    );
  }

  restore() {
    return this._loadFromKernel();
  }

  async display(model_id, el) {
    const view = await this.create_view(await this.get_model(model_id));
    Widget.attach(view.luminoWidget, el);
  }

  async loadClass(name, module) {
    const found = this.modules[module]?.[name];
    if (!found) throw new Error(`This page has no ${name} of ${module}.`);
    return found;
  }

  callbacks() {
    return {};
  }

  async _create_comm(target, model_id, data, metadata, buffers) {
    if (!this.connection) throw new Error("this page has no kernel");
    const comm = this.connection.createComm(target, model_id);
    if (data || metadata) comm.open(data, metadata, buffers);
    return new base.shims.services.Comm(comm);
  }

  async _get_comm_info() {
    if (!this.connection) return {};
    const reply = await this.connection.requestCommInfo({ target_name: this.comm_target_name });
    return reply.content.status === "ok" ? reply.content.comms : {};
  }
}
