import { DOMWidgetModel, DOMWidgetView } from "@jupyter-widgets/base";

// anywidget's two classes over the page's own host. `embedded` states name each module by its address;
// a kernel would send its text, which a page may not run.
export function anywidgetClasses({ embedded, views, mount }) {
  class AnyModel extends DOMWidgetModel {
    initialize(attributes, options) {
      super.initialize(attributes, options);
      const address = embedded[options.model_id]?.state._esm;
      if (address) this.set("_esm", address);
    }
  }

  class AnyView extends DOMWidgetView {
    async render() {
      super.render();
      this.end = await mount({ model: this.model, el: this.el, views });
    }

    remove() {
      this.end?.();
      return super.remove();
    }
  }

  return { AnyModel, AnyView };
}
