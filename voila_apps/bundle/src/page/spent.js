// Tells the tutor how long this page was in use, once a minute and when it is left: seconds, and nothing of what was
// typed. Each stretch is stored with its request id before it is sent, so that none is lost or counted twice.
import { Unreached, cookie, meta, viewedStudent } from "../call.js";
import { uuid } from "../dom.js";
import { Stopwatch } from "../stopwatch.js";

const KEY = "gapless.spent";
const EVERY_MS = 60_000;
const KEPT_MS = 24 * 3600 * 1000;
const LEAST_SECONDS = 1;
const WHERE = ["home", "day", "lesson", "practice", "review", "placement", "work", "form", "rewards"];

let memory = []; // where storage is refused, the open page still remembers

export function tellTime() {
  const where = document.body.dataset.page;
  // Whoever signs in next on this computer is not told of the one before.
  if (where === "sign-in") return write([]);
  if (!meta("gapless-tutor") || viewedStudent() || !WHERE.includes(where)) return;
  const watch = new Stopwatch();
  const note = () => {
    const { focused, idle } = watch.take();
    if (focused + idle >= LEAST_SECONDS) write([...read(), { request_id: uuid(), where, focused, idle, ended: Date.now() }]);
  };
  setInterval(() => (note(), send()), EVERY_MS);
  addEventListener("pagehide", () => (note(), send()));
  if (read().length) setTimeout(send, 3000);
}

async function send() {
  for (const { ended, ...stretch } of read()) {
    const ago = Math.max(0, Math.round((Date.now() - ended) / 1000));
    try {
      if (await told({ ...stretch, ago })) write(read().filter((other) => other.request_id !== stretch.request_id));
    } catch (error) {
      if (!(error instanceof Unreached)) throw error;
      return;
    }
  }
}

// Outlives the page it is sent from, as a beacon does, and carries the header that a beacon can't. Whatever the tutor
// answers is final, except that nobody is signed in.
async function told(stretch) {
  const headers = { "Content-Type": "application/json", "X-XSRFToken": cookie("_xsrf") };
  const options = { method: "POST", keepalive: true, credentials: "same-origin", headers, body: JSON.stringify(stretch) };
  const response = await fetch(`${meta("gapless-tutor")}/spent`, options).catch((error) => {
    throw new Unreached(String(error));
  });
  if (response.status >= 500) throw new Unreached(`status ${response.status}`);
  return response.status !== 401;
}

function read() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "[]").filter((entry) => Date.now() - entry.ended < KEPT_MS);
  } catch {
    return memory;
  }
}

function write(entries) {
  memory = entries;
  try {
    if (entries.length) localStorage.setItem(KEY, JSON.stringify(entries));
    else localStorage.removeItem(KEY);
  } catch {
    // `memory` holds them
  }
}
