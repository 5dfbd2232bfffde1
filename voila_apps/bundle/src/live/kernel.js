import { KernelConnection } from "@jupyterlab/services/lib/kernel/default.js";
import { cookie } from "../call.js";
import { CommsOverSubshells, ServerConnection } from "./services.js";

// Connects to the page's own kernel; `onGone` is called once it can't be had any more.
export function connect(id, { onGone }) {
  const here = `${location.origin}/`;
  const serverSettings = ServerConnection.makeSettings({ baseUrl: here, appUrl: here, wsUrl: here.replace(/^http/, "ws"), token: "" });
  const connection = new KernelConnection({ model: { id, name: "gapless" }, serverSettings, handleComms: true, commsOverSubshells: CommsOverSubshells.Disabled });
  const gone = () => {
    if (connection.status === "dead" || connection.connectionStatus === "disconnected") onGone();
  };
  connection.statusChanged.connect(gone);
  connection.connectionStatusChanged.connect(gone);
  return connection;
}

// Ends the kernel when its page is left for good. A page kept for "back" goes on.
export function shutDownOnLeave(id) {
  addEventListener("pagehide", (event) => {
    if (event.persisted) return;
    const form = new FormData();
    form.append("_xsrf", cookie("_xsrf"));
    navigator.sendBeacon(`/voila/api/shutdown/${encodeURIComponent(id)}`, form);
  });
}
